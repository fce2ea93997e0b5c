/**
 * Target tracking at work: once a minute, as long as there is a policy, each whose alarm is in ALARM scales its service
 * so that the metric would come to its target. What nobody measures here (CPU and memory of ECS services) moves nothing.
 */
import { statisticOf } from '../cloudwatch/metrics.ts';
import { scaleTo } from './bounds.ts';
import type { AlarmName, PolicyRecord } from './model.ts';
import type { AutoScalingParts } from './parts.ts';
import { trackedMetric } from './tracked-metric.ts';

const minute = 60_000;
/** ECS services cool down for so long unless their policy says otherwise. */
const usualCooldown = 300;

export interface Following {
  /** There may be something to follow. */
  begin(): void;
}

export function createFollowing(parts: AutoScalingParts): Following {
  const { clock, memory } = parts;
  let waiting = false;
  const begin = (): void => {
    if (waiting || !memory.policies.some(({ alarms }) => alarms !== undefined)) return;
    waiting = true;
    // Just after the alarms have been judged, which is at the full minute.
    clock.after(minute - (clock.now() % minute) + 1000, () => {
      waiting = false;
      for (const policy of memory.policies) follow(parts, policy);
      begin();
    });
  };
  return { begin };
}

function follow(parts: AutoScalingParts, policy: PolicyRecord): void {
  const { target, alarms, name } = policy;
  const now = parts.clock.now();
  const current = parts.services.desiredCount(target.place);
  const wanted = current === undefined ? undefined : wantedCount(parts, policy, current);
  if (current === undefined || wanted === undefined || alarms === undefined) return;
  const cause = (alarm: AlarmName): string =>
    `monitor alarm ${alarm.name} in state ALARM triggered policy ${name}`;
  const raised = (alarm: AlarmName | undefined): alarm is AlarmName =>
    alarm !== undefined && parts.alarms.stateOf(alarm.name) === 'ALARM';
  if (
    raised(alarms.high) &&
    wanted > current &&
    now >= policy.scaledOutAt + cooldown(policy, 'ScaleOutCooldown')
  ) {
    if (target.suspended.DynamicScalingOutSuspended) return;
    policy.scaledOutAt = now;
    scaleTo(parts, target, wanted, cause(alarms.high));
  }
  const quiet = Math.max(policy.scaledOutAt, policy.scaledInAt) + cooldown(policy, 'ScaleInCooldown');
  if (raised(alarms.low) && wanted < current && now >= quiet) {
    if (target.suspended.DynamicScalingInSuspended) return;
    policy.scaledInAt = now;
    scaleTo(parts, target, wanted, cause(alarms.low));
  }
}

/** In milliseconds. */
const cooldown = ({ request }: PolicyRecord, which: 'ScaleOutCooldown' | 'ScaleInCooldown'): number =>
  (request.TargetTrackingScalingPolicyConfiguration?.[which] ?? usualCooldown) * 1000;

/** In proportion to what was measured in the last full minute, inside the bounds; undefined when nothing was. */
function wantedCount(
  { clock, metrics }: AutoScalingParts,
  { request, target }: PolicyRecord,
  current: number,
): number | undefined {
  const tracking = request.TargetTrackingScalingPolicyConfiguration;
  if (tracking?.TargetValue === undefined) return undefined;
  const { metric, statistic } = trackedMetric(tracking, target.place);
  const end = Math.floor(clock.now() / minute) * minute;
  const [point] = metrics.datapoints(metric, end - minute, end, minute);
  if (point === undefined) return undefined;
  const proportion = statisticOf(point, statistic) / tracking.TargetValue;
  const count = current === 0 && proportion > 0 ? 1 : Math.ceil(current * proportion);
  return Math.min(target.max, Math.max(target.min, count));
}
