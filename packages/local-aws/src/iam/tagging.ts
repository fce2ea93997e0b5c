/**
 * What a call tags while it makes it: IAM asks for the right to tag as well, on what is being made. Pure.
 */
import { scalableTargetId } from '../autoscaling/names.ts';
import { tagsIn } from '../resource-tags.ts';
import type { ServiceId } from '../shapes.ts';
import type { Keys } from './policy.ts';
import { keysOfTags } from './request-keys.ts';
import { clusterOf } from './resources/ecs.ts';
import { text, type Input } from './resources/row.ts';

/** What is made, behind the account: `service/harbour/web`. What has no id yet has `*` in its place. */
type Made = (input: Input) => string;

interface Tagging {
  readonly action: string;
  /** Where conditions may look at which call it is. */
  readonly callKey?: string;
  readonly made: Readonly<Record<string, Made>>;
}

const taggings: Readonly<Partial<Record<ServiceId, Tagging>>> = {
  ecs: {
    action: 'ecs:TagResource',
    callKey: 'ecs:createaction',
    made: {
      RegisterTaskDefinition: (input) => `task-definition/${text(input, 'family')}:*`,
      CreateCluster: (input) => `cluster/${text(input, 'clusterName') || 'default'}`,
      CreateService: (input) => `service/${clusterOf(input)}/${text(input, 'serviceName')}`,
    },
  },
  ecr: {
    action: 'ecr:TagResource',
    made: { CreateRepository: (input) => `repository/${text(input, 'repositoryName')}` },
  },
  elbv2: {
    action: 'elasticloadbalancing:AddTags',
    callKey: 'elasticloadbalancing:createaction',
    made: {
      CreateLoadBalancer: (input) => `loadbalancer/app/${text(input, 'Name')}/*`,
      CreateTargetGroup: (input) => `targetgroup/${text(input, 'Name')}/*`,
      CreateListener: (input) => within(text(input, 'LoadBalancerArn'), 'loadbalancer/', 'listener/'),
      CreateRule: (input) => within(text(input, 'ListenerArn'), 'listener/', 'listener-rule/'),
    },
  },
  logs: {
    action: 'logs:TagResource',
    made: { CreateLogGroup: (input) => `log-group:${text(input, 'logGroupName')}` },
  },
  cloudwatch: {
    action: 'cloudwatch:TagResource',
    made: { PutMetricAlarm: (input) => `alarm:${text(input, 'AlarmName')}` },
  },
  autoscaling: {
    action: 'application-autoscaling:TagResource',
    made: {
      RegisterScalableTarget: (input) => `scalable-target/${scalableTargetId(text(input, 'ResourceId'))}`,
    },
  },
};

/** Of what is made inside something else, which the request names by its ARN. */
const within = (arn: string, kind: string, made: string): string =>
  `${made}${arn.slice(arn.indexOf(kind) + kind.length)}/*`;

export interface Tagged {
  readonly action: string;
  /** What is made, behind the account. */
  readonly made: string;
  readonly keys: Keys;
}

/** undefined when it makes nothing with tags. */
export function taggedBy(id: ServiceId, operation: string, input: Input): Tagged | undefined {
  const tagging = taggings[id];
  const made = tagging?.made[operation]?.(input);
  if (tagging === undefined || made === undefined || tagsIn(input.tags ?? input.Tags).length === 0) {
    return undefined;
  }
  const { action, callKey } = tagging;
  const keys = { ...keysOfTags(input), ...(callKey === undefined ? {} : { [callKey]: [operation] }) };
  return { action, made, keys };
}
