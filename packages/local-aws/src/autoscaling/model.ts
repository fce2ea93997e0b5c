/** What Application Auto Scaling remembers: scalable targets, their policies, and what it did. */
import type {
  ScalingActivity,
  SuspendedState,
  PutScalingPolicyRequest,
} from '@aws-sdk/client-application-auto-scaling';
import type { ServicePlace } from '../ports.ts';
import type { ResourceTags } from '../resource-tags.ts';

export interface TargetRecord {
  /** `service/harbour/web` */
  readonly resourceId: string;
  readonly place: ServicePlace;
  readonly arn: string;
  readonly createdAt: Date;
  min: number;
  max: number;
  suspended: Required<SuspendedState>;
}

export interface PolicyRecord {
  readonly name: string;
  readonly target: TargetRecord;
  readonly arn: string;
  readonly createdAt: Date;
  readonly type: NonNullable<PutScalingPolicyRequest['PolicyType']>;
  /** As it was asked for: what is handed back unchanged. */
  readonly request: PutScalingPolicyRequest;
  /** Of target tracking: those that it made in CloudWatch. */
  readonly alarms: TrackingAlarms | undefined;
  /** When it scaled out and in for the last time; milliseconds since the epoch. */
  scaledOutAt: number;
  scaledInAt: number;
}

export interface TrackingAlarms {
  readonly high: AlarmName;
  /** Undefined where scaling in is disabled. */
  readonly low: AlarmName | undefined;
}

export interface AlarmName {
  readonly name: string;
  readonly arn: string;
}

export interface Memory {
  /** By resource id. */
  readonly targets: Map<string, TargetRecord>;
  readonly policies: PolicyRecord[];
  /** Newest first. */
  readonly activities: ScalingActivity[];
  /** By ARN of a scalable target. */
  readonly tags: ResourceTags;
}

export const policiesOf = ({ policies }: Memory, target: TargetRecord): PolicyRecord[] =>
  policies.filter((policy) => policy.target === target);
