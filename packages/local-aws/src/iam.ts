/** Who may do what: the world's `deny` entries, answered as IAM would word it. */
import { ServiceError, type CallContext, type Protocol, type Service } from './service.ts';
import type { ServiceId } from './shapes.ts';
import { callerArn } from './sts.ts';
import type { DenyWorld } from './world.ts';

/** The service's name in an IAM action. */
export const iamPrefix: Readonly<Record<ServiceId, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  elbv2: 'elasticloadbalancing',
  logs: 'logs',
  sts: 'sts',
  cloudwatch: 'cloudwatch',
};

/** `*` stands for any run of characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/** What decides of a call whether it is denied, and in which words. */
interface DeniableCall {
  readonly service: Pick<Service, 'id'>;
  readonly operation: string;
  readonly protocol: Protocol['kind'];
  readonly context: CallContext;
}

/** @throws ServiceError when an entry denies this call */
export function refuseDenied(
  deny: readonly DenyWorld[],
  { service: { id: service }, operation, protocol, context }: DeniableCall,
  input: Readonly<Record<string, unknown>>,
): void {
  const action = `${iamPrefix[service]}:${operation}`;
  const resource = resourceOf(service, input, context);
  const denied = deny.some(
    (entry) => matchesPattern(entry.action, action) && matchesPattern(entry.resource, resource),
  );
  if (!denied) return;
  const query = protocol === 'query';
  throw new ServiceError(
    query ? 'AccessDenied' : 'AccessDeniedException',
    `User: ${callerArn(context)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    query ? 403 : 400,
  );
}

/** The ARN that IAM would compare; `*` for an operation that is not about one resource. */
function resourceOf(
  service: ServiceId,
  input: Readonly<Record<string, unknown>>,
  { region, account }: CallContext,
): string {
  const text = (name: string): string | undefined => {
    const value = input[name];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first : undefined;
  };
  const arn = (kind: string, name: string): string =>
    name.startsWith('arn:') ? name : `arn:aws:${service}:${region}:${account}:${kind}${name}`;
  const cluster = (text('cluster') ?? 'default').replace(/^.*\//, '');
  const deployment = text('serviceDeploymentArn') ?? text('serviceDeploymentArns');
  if (deployment !== undefined) return deployment;
  const serviceName = text('service') ?? text('services') ?? text('serviceName');
  if (serviceName !== undefined) return arn(`service/${cluster}/`, serviceName);
  const definition = text('taskDefinition') ?? text('family');
  if (definition !== undefined) return arn('task-definition/', definition);
  const repository = text('repositoryName');
  if (repository !== undefined) return arn('repository/', repository);
  const group = text('logGroupName');
  return group === undefined ? '*' : arn('log-group:', group);
}
