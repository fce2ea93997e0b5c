/** Scalable targets: registered, described, tagged, deregistered. */
import type {
  DeregisterScalableTargetRequest,
  DescribeScalableTargetsRequest,
  RegisterScalableTargetRequest,
  ScalableTarget,
  SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';
import { tagsIn } from '../resource-tags.ts';
import { keepInBounds } from './bounds.ts';
import { policiesOf, type TargetRecord } from './model.ts';
import { dimension, placeOf, scalableTargetArn, serviceLinkedRole } from './names.ts';
import { pageOf } from './paging.ts';
import type { AutoScalingParts } from './parts.ts';
import { removePolicy } from './policy-operations.ts';
import { invalid, noService, taggedAlready, targetNotFound, unsupported } from './refusals.ts';

/** As on AWS, the service's desired count is brought between the bounds at once. */
export function registerTarget(parts: AutoScalingParts, request: RegisterScalableTargetRequest): object {
  const { memory } = parts;
  const before = memory.targets.get(request.ResourceId ?? '');
  if (before !== undefined && request.Tags !== undefined) throw taggedAlready();
  const target = before ?? newTarget(parts, request);
  const { MinCapacity: min = before?.min, MaxCapacity: max = before?.max } = request;
  if (min === undefined || max === undefined) {
    throw invalid('A new scalable target needs MinCapacity and MaxCapacity.');
  }
  if (min < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (max < min) throw invalid('Maximum capacity cannot be less than minimum capacity');
  Object.assign(target, { min, max, suspended: { ...target.suspended, ...request.SuspendedState } });
  memory.targets.set(target.resourceId, target);
  if (request.Tags !== undefined) memory.tags.put(target.arn, tagsIn(request.Tags));
  keepInBounds(parts, target);
  return { ScalableTargetARN: target.arn };
}

const running: Required<SuspendedState> = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

function newTarget(
  { world, clock, services }: AutoScalingParts,
  { ServiceNamespace, ScalableDimension, ResourceId: resourceId = '' }: RegisterScalableTargetRequest,
): TargetRecord {
  const place = placeOf(resourceId);
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== dimension || place === undefined)
    throw unsupported();
  if (services.desiredCount(place) === undefined) throw noService(resourceId);
  const arn = scalableTargetArn(world, resourceId);
  return { resourceId, place, arn, createdAt: new Date(clock.now()), min: 0, max: 0, suspended: running };
}

export function describeTargets(
  { world, memory }: AutoScalingParts,
  request: DescribeScalableTargetsRequest,
): object {
  const { ServiceNamespace, ResourceIds, ScalableDimension = dimension } = request;
  const known = ServiceNamespace === 'ecs' && ScalableDimension === dimension;
  const found = [...memory.targets.values()]
    .filter(() => known)
    .filter(({ resourceId }) => ResourceIds?.includes(resourceId) !== false)
    .map((target): ScalableTarget => ({
      ServiceNamespace: 'ecs',
      ResourceId: target.resourceId,
      ScalableDimension: dimension,
      MinCapacity: target.min,
      MaxCapacity: target.max,
      RoleARN: serviceLinkedRole(world),
      CreationTime: target.createdAt,
      SuspendedState: target.suspended,
      ScalableTargetARN: target.arn,
    }));
  const { items, nextToken } = pageOf(found, request);
  return { ScalableTargets: items, NextToken: nextToken };
}

/** Its policies go with it, and their alarms. */
export function deregisterTarget(
  parts: AutoScalingParts,
  { ResourceId = '' }: DeregisterScalableTargetRequest,
): object {
  const target = parts.memory.targets.get(ResourceId);
  if (target === undefined) throw targetNotFound(ResourceId);
  removeTarget(parts, target);
  return {};
}

export function removeTarget(parts: AutoScalingParts, target: TargetRecord): void {
  const { memory } = parts;
  for (const policy of policiesOf(memory, target)) removePolicy(parts, policy);
  memory.targets.delete(target.resourceId);
  memory.tags.forget(target.arn);
}
