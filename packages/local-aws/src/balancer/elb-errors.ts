/** What Elastic Load Balancing answers about what is not there, not free, or in use. */
import { ServiceError } from '../service.ts';

export const groupNotFound = (): ServiceError =>
  new ServiceError('TargetGroupNotFoundException', 'One or more target groups not found');
export const listenerNotFound = (): ServiceError =>
  new ServiceError('ListenerNotFoundException', 'One or more listeners not found');
export const ruleNotFound = (): ServiceError =>
  new ServiceError('RuleNotFoundException', 'One or more rules not found');
export const balancerNotFound = (name: string): ServiceError =>
  new ServiceError('LoadBalancerNotFoundException', `Load balancers '[${name}]' not found`);
export const duplicateBalancer = (name: string): ServiceError =>
  new ServiceError(
    'DuplicateLoadBalancerNameException',
    `A load balancer with the same name '${name}' exists, but with different settings`,
  );
export const duplicateGroup = (name: string): ServiceError =>
  new ServiceError(
    'DuplicateTargetGroupNameException',
    `A target group with the same name '${name}' exists, but with different settings`,
  );
export const duplicateListener = (): ServiceError =>
  new ServiceError(
    'DuplicateListenerException',
    'A listener already exists on this port for this load balancer',
  );
export const deletionProtected = (arn: string): ServiceError =>
  new ServiceError(
    'OperationNotPermittedException',
    `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
  );
export const groupInUse = (arn: string): ServiceError =>
  new ServiceError(
    'ResourceInUseException',
    `Target group '${arn}' is currently in use by a listener or a rule`,
  );
export const priorityInUse = (priority: number): ServiceError =>
  new ServiceError('PriorityInUseException', `Priority '${priority}' is currently in use`);
