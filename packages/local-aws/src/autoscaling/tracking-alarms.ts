/** The alarms that target tracking makes in CloudWatch: one for what is too much, one for what is too little. */
import { isDeepStrictEqual } from 'node:util';
import type { TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { alarmSettings } from '../cloudwatch/alarm-settings.ts';
import type { AlarmName, PolicyRecord, TargetRecord, TrackingAlarms } from './model.ts';
import { uuidOf } from './names.ts';
import type { AutoScalingParts } from './parts.ts';
import { trackedAlready } from './refusals.ts';
import { highAlarm, lowAlarm, trackedMetric } from './tracked-metric.ts';

interface PolicyPlace {
  readonly arn: string;
  readonly target: TargetRecord;
  /** The target's other policies. */
  readonly others: readonly PolicyRecord[];
}

/** @returns undefined for a policy that tracks nothing */
export function putAlarms(
  { alarms }: AutoScalingParts,
  { arn, target, others }: PolicyPlace,
  tracking: TargetTrackingScalingPolicyConfiguration | undefined,
): TrackingAlarms | undefined {
  if (tracking?.TargetValue === undefined) return undefined;
  const tracked = trackedMetric(tracking, target.place);
  if (others.some((other) => isDeepStrictEqual(trackedBy(other), tracked))) throw trackedAlready();
  const put = (kind: 'High' | 'Low', alarmOf: typeof highAlarm): AlarmName => {
    const name = `TargetTracking-${target.resourceId}-Alarm${kind}-${uuidOf(`${arn} ${kind}`)}`;
    const request = alarmOf({ name, policyArn: arn, target: tracking.TargetValue ?? 0, tracked });
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

export const alarmsAnswer = (alarms: TrackingAlarms | undefined) =>
  [alarms?.high, alarms?.low].flatMap((alarm) =>
    alarm === undefined ? [] : [{ AlarmName: alarm.name, AlarmARN: alarm.arn }],
  );

/** @param kept those that stay */
export function deleteAlarms(
  { alarms }: AutoScalingParts,
  of: TrackingAlarms | undefined,
  kept: TrackingAlarms | undefined,
): void {
  const staying = [kept?.high.name, kept?.low?.name];
  const names = [of?.high.name, of?.low?.name].filter((name) => name !== undefined);
  // Somebody may have deleted one, whatever its description says.
  alarms.delete(names.filter((name) => !staying.includes(name) && alarms.stateOf(name) !== undefined));
}
