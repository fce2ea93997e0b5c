/** Changes of a service's desired count, each with the activity that tells of it. */
import type { ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import { ServiceError } from '../service.ts';
import type { TargetRecord } from './model.ts';
import { dimension, uuidOf } from './names.ts';
import type { AutoScalingParts } from './parts.ts';

/** What lies outside the bounds of its target is brought to the nearer one. */
export function keepInBounds(parts: AutoScalingParts, target: TargetRecord): void {
  const current = parts.services.desiredCount(target.place);
  if (current === undefined) return;
  if (current < target.min) scaleTo(parts, target, target.min, `minimum capacity was set to ${target.min}`);
  if (current > target.max) scaleTo(parts, target, target.max, `maximum capacity was set to ${target.max}`);
}

export function scaleTo(parts: AutoScalingParts, target: TargetRecord, count: number, cause: string): void {
  const { memory, clock, services } = parts;
  const now = new Date(clock.now());
  const refusal = refusalOf(() => services.scale(target.place, count));
  const activity: ScalingActivity = {
    ActivityId: uuidOf(`${target.arn} ${memory.activities.length}`),
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: dimension,
    Description: `Setting desired count to ${count}.`,
    Cause: cause,
    StartTime: now,
    EndTime: now,
    ...(refusal === undefined
      ? {
          StatusCode: 'Successful',
          StatusMessage: `Successfully set desired count to ${count}. Change successfully fulfilled by ecs.`,
        }
      : {
          StatusCode: 'Failed',
          StatusMessage: `Failed to set desired count to ${count}. Reason: ${refusal.message} (Service: AmazonECS; Status Code: ${refusal.status}; Error Code: ${refusal.code})`,
        }),
  };
  memory.activities.unshift(activity);
}

/** What ECS refuses is told by the activity alone. */
function refusalOf(scale: () => void): ServiceError | undefined {
  try {
    scale();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}
