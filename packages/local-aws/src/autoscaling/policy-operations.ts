/** Scaling policies: put, described, deleted, with the alarms that target tracking makes in CloudWatch. */
import { isDeepStrictEqual } from 'node:util';
import type {
  DeleteScalingPolicyRequest,
  DescribeScalingActivitiesRequest,
  DescribeScalingPoliciesRequest,
  PutScalingPolicyRequest,
  ScalingPolicy,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { alarmSettings } from '../cloudwatch/alarm-settings.ts';
import { notImplemented } from '../service.ts';
import {
  policiesOf,
  type AlarmName,
  type PolicyRecord,
  type TargetRecord,
  type TrackingAlarms,
} from './model.ts';
import { dimension, scalingPolicyArn, uuidOf } from './names.ts';
import { pageOf } from './paging.ts';
import type { AutoScalingParts } from './parts.ts';
import { invalid, notRegistered, policyNotFound, trackedAlready } from './refusals.ts';
import { highAlarm, lowAlarm, trackedMetric } from './tracked-metric.ts';

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
  if (before !== undefined) forgetPolicy(parts, before, alarms);
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

interface PolicyPlace {
  readonly arn: string;
  readonly target: TargetRecord;
  /** The target's other policies. */
  readonly others: readonly PolicyRecord[];
}

function putAlarms(
  { alarms }: AutoScalingParts,
  { arn, target, others }: PolicyPlace,
  tracking: TargetTrackingScalingPolicyConfiguration | undefined,
): TrackingAlarms | undefined {
  if (tracking?.TargetValue === undefined) return undefined;
  const tracked = trackedMetric(tracking, target.place);
  if (others.some((other) => isDeepStrictEqual(trackedBy(other), tracked))) throw trackedAlready();
  const put = (kind: 'High' | 'Low', alarmOf: typeof highAlarm): AlarmName => {
    const name = `TargetTracking-${target.resourceId}-Alarm${kind}-${uuidOf(`${arn} ${kind}`)}`;
    const request: PutMetricAlarmInput = alarmOf({
      name,
      policyArn: arn,
      target: tracking.TargetValue ?? 0,
      tracked,
    });
    return { name, arn: alarms.put(name, alarmSettings(request)).arn };
  };
  return {
    high: put('High', highAlarm),
    low: tracking.DisableScaleIn === true ? undefined : put('Low', lowAlarm),
  };
}

function trackedBy({ request, target }: PolicyRecord): object | undefined {
  const tracking = request.TargetTrackingScalingPolicyConfiguration;
  return tracking && trackedMetric(tracking, target.place);
}

const alarmsAnswer = (alarms: TrackingAlarms | undefined) =>
  [alarms?.high, alarms?.low].flatMap((alarm) =>
    alarm === undefined ? [] : [{ AlarmName: alarm.name, AlarmARN: alarm.arn }],
  );

/** @param kept alarms that stay */
function forgetPolicy(
  { memory, alarms }: AutoScalingParts,
  policy: PolicyRecord,
  kept?: TrackingAlarms,
): void {
  memory.policies.splice(memory.policies.indexOf(policy), 1);
  const staying = [kept?.high.name, kept?.low?.name];
  const names = [policy.alarms?.high.name, policy.alarms?.low?.name].filter((name) => name !== undefined);
  // Somebody may have deleted one, whatever its description says.
  alarms.delete(names.filter((name) => !staying.includes(name) && alarms.stateOf(name) !== undefined));
}

export const removePolicy = (parts: AutoScalingParts, policy: PolicyRecord): void =>
  forgetPolicy(parts, policy);

export function deletePolicy(parts: AutoScalingParts, request: DeleteScalingPolicyRequest): object {
  const { PolicyName = '', ResourceId = '' } = request;
  const found = parts.memory.policies.find(
    ({ name, target }) => name === PolicyName && target.resourceId === ResourceId,
  );
  if (found === undefined) throw policyNotFound(ResourceId, PolicyName);
  removePolicy(parts, found);
  return {};
}

export function describePolicies(
  { memory }: AutoScalingParts,
  request: DescribeScalingPoliciesRequest,
): object {
  const found = memory.policies
    .filter(() => isAboutServices(request))
    .filter(({ name }) => request.PolicyNames?.includes(name) !== false)
    .filter(({ target }) => request.ResourceId === undefined || target.resourceId === request.ResourceId)
    .map(policyAnswer);
  const { items, nextToken } = pageOf(found, request);
  return { ScalingPolicies: items, NextToken: nextToken };
}

const policyAnswer = ({
  name,
  target,
  arn,
  type,
  request,
  alarms,
  createdAt,
}: PolicyRecord): ScalingPolicy => ({
  PolicyARN: arn,
  PolicyName: name,
  ServiceNamespace: 'ecs',
  ResourceId: target.resourceId,
  ScalableDimension: dimension,
  PolicyType: type,
  StepScalingPolicyConfiguration: request.StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration: request.TargetTrackingScalingPolicyConfiguration,
  Alarms: alarmsAnswer(alarms),
  CreationTime: createdAt,
});

export function describeActivities(
  { memory }: AutoScalingParts,
  request: DescribeScalingActivitiesRequest,
): object {
  const found = memory.activities
    .filter(() => isAboutServices(request))
    .filter(({ ResourceId }) => request.ResourceId === undefined || ResourceId === request.ResourceId);
  const { items, nextToken } = pageOf(found, request);
  return { ScalingActivities: items, NextToken: nextToken };
}

const isAboutServices = ({
  ServiceNamespace,
  ScalableDimension = dimension,
}: Pick<DescribeScalingPoliciesRequest, 'ServiceNamespace' | 'ScalableDimension'>): boolean =>
  ServiceNamespace === 'ecs' && ScalableDimension === dimension;
