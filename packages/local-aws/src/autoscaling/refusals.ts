/**
 * What Application Auto Scaling refuses, in its own words where they are known: those about what is not there, about a
 * service that does not exist, tags of a target that is there, a label that is missing, and a metric that is tracked
 * already. The others are ours.
 */
import { ServiceError } from '../service.ts';
import { dimension } from './names.ts';

export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

export const unsupported = (): ServiceError =>
  invalid('Unsupported service namespace, resource type or scalable dimension');

const named = (resourceId: string): string =>
  `for service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ${dimension}`;

const notFound = (message: string): ServiceError => new ServiceError('ObjectNotFoundException', message);

export const notRegistered = (resourceId: string): ServiceError =>
  notFound(`No scalable target registered ${named(resourceId)}`);

export const targetNotFound = (resourceId: string): ServiceError =>
  notFound(`No scalable target found ${named(resourceId)}`);

export const policyNotFound = (resourceId: string, name: string): ServiceError =>
  notFound(`No scaling policy found ${named(resourceId)}, policy name: ${name}`);

export const arnNotFound = (arn: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The resource ${arn} was not found.`);

export const noService = (resourceId: string): ServiceError =>
  invalid(`ECS service doesn't exist: ${resourceId}`);

export const taggedAlready = (): ServiceError =>
  invalid(
    'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
  );

export const trackedAlready = (): ServiceError =>
  invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
