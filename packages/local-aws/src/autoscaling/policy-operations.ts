/** Scaling policies: put and deleted, with the alarms that target tracking makes in CloudWatch. */
import type {
  DeleteScalingPolicyRequest,
  PutScalingPolicyRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { notImplemented } from '../service.ts';
import { policiesOf, type PolicyRecord, type TrackingAlarms } from './model.ts';
import { scalingPolicyArn } from './names.ts';
import type { AutoScalingParts } from './parts.ts';
import { invalid, notRegistered, policyNotFound } from './refusals.ts';
import { alarmsAnswer, deleteAlarms, putAlarms } from './tracking-alarms.ts';

/** One of this name is replaced. */
export function putPolicy(parts: AutoScalingParts, request: PutScalingPolicyRequest): object {
  const { world, clock, memory } = parts;
  const { PolicyName: name = '', ResourceId = '' } = request;
  const target = memory.targets.get(ResourceId);
  if (target === undefined) throw notRegistered(ResourceId);
  const before = policiesOf(memory, target).find((each) => each.name === name);
  const type = request.PolicyType ?? before?.type ?? 'StepScaling';
  const arn = before?.arn ?? scalingPolicyArn(world, ResourceId, name);
  checkPolicy(type, request);
  const others = policiesOf(memory, target).filter((each) => each !== before);
  const alarms = putAlarms(parts, { arn, target, others }, request.TargetTrackingScalingPolicyConfiguration);
  if (before !== undefined) removePolicy(parts, before, alarms);
  memory.policies.push({
    ...{ name, target, arn, type, request, alarms, scaledOutAt: 0, scaledInAt: 0 },
    createdAt: before?.createdAt ?? new Date(clock.now()),
  });
  return { PolicyARN: arn, Alarms: alarmsAnswer(alarms) };
}

function checkPolicy(type: PolicyRecord['type'], request: PutScalingPolicyRequest): void {
  if (type === 'PredictiveScaling') throw notImplemented('predictive scaling');
  const tracking = request.TargetTrackingScalingPolicyConfiguration !== undefined;
  const steps = request.StepScalingPolicyConfiguration !== undefined;
  if (tracking === (type === 'TargetTrackingScaling') && steps === (type === 'StepScaling')) return;
  throw invalid(`A policy of the type ${type} needs its own configuration, and no other one.`);
}

export function removePolicy(parts: AutoScalingParts, policy: PolicyRecord, kept?: TrackingAlarms): void {
  const { policies } = parts.memory;
  policies.splice(policies.indexOf(policy), 1);
  deleteAlarms(parts, policy.alarms, kept);
}

export function deletePolicy(parts: AutoScalingParts, request: DeleteScalingPolicyRequest): object {
  const { PolicyName = '', ResourceId = '' } = request;
  const found = parts.memory.policies.find(
    ({ name, target }) => name === PolicyName && target.resourceId === ResourceId,
  );
  if (found === undefined) throw policyNotFound(ResourceId, PolicyName);
  removePolicy(parts, found);
  return {};
}
