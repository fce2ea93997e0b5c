/** The questions about policies, and about what was done by them and by the bounds of scalable targets. */
import type {
  DescribeScalingActivitiesRequest,
  DescribeScalingPoliciesRequest,
  ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { PolicyRecord } from './model.ts';
import { dimension } from './names.ts';
import { pageOf } from './paging.ts';
import type { AutoScalingParts } from './parts.ts';
import { alarmsAnswer } from './tracking-alarms.ts';

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
