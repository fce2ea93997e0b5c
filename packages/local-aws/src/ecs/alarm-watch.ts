/**
 * The CloudWatch alarms of a rolling deployment: ECS asks for their state at each look until the bake time is over,
 * and one in ALARM makes the deployment fail.
 */
import { runningDeployment } from './deployments.ts';
import { eventWords } from './events.ts';
import type { AlarmsRecord, EcsState, ServiceDeploymentRecord, ServiceRecord } from './model.ts';
import { failDeployment } from './rollbacks.ts';

/**
 * Looks of the scheduler that a deployment bakes when its configuration names no time: 5 min. ECS computes it from
 * the alarms' periods; this figure is ours.
 */
const bakesFor = 60;

const alarmsOf = ({ settings }: ServiceRecord) => settings.deploymentConfiguration?.alarms;

const inAlarm = (state: EcsState, { names }: AlarmsRecord): readonly string[] =>
  isThrottled(state) ? [] : names.filter((name) => state.alarms.stateOf(name) === 'ALARM');

/** ECS asks by DescribeAlarms as everybody does, and learns nothing when that is throttled. */
function isThrottled({ alarmPollsThrottled, startedAt, clock }: EcsState): boolean {
  const since = clock.now() - startedAt;
  return alarmPollsThrottled.some(({ at, duration }) => at <= since && since < at + duration);
}

/** An alarm that is in ALARM when the deployment starts would say nothing about it: no alarm is watched then. */
export function beginWatchingAlarms(state: EcsState, { alarms }: ServiceDeploymentRecord): void {
  if (inAlarm(state, alarms).length > 0) alarms.status = 'DISABLED';
}

/** @returns whether the deployment failed */
export function judgeAlarms(state: EcsState, service: ServiceRecord): boolean {
  const running = runningDeployment(service);
  if (running?.status !== 'IN_PROGRESS' || running.alarms.status !== 'MONITORING') return false;
  const triggered = inAlarm(state, running.alarms);
  if (triggered.length === 0) return false;
  running.alarms.status = 'TRIGGERED';
  running.alarms.triggered = triggered;
  failDeployment(state, service, running, {
    reason: 'ECS deployment failed: alarm detected.',
    event: eventWords.alarmDetected(service.deployments[0]?.id ?? ''),
    rollbackReason:
      alarmsOf(service)?.rollback === true
        ? 'Service deployment rolled back because of one or more active alarms.'
        : undefined,
  });
  return true;
}

/** Called when everything else is in place. @returns whether the bake time is over, or there is none */
export function hasBaked(state: EcsState, service: ServiceRecord): boolean {
  const running = runningDeployment(service);
  if (running?.status !== 'IN_PROGRESS' || running.alarms.status !== 'MONITORING') return true;
  running.bakingSince ??= state.clock.now();
  const { bakeTimeInMinutes = 0 } = service.settings.deploymentConfiguration ?? {};
  const bakeTime = bakeTimeInMinutes > 0 ? bakeTimeInMinutes * 60_000 : bakesFor * state.timings.scheduler;
  return state.clock.now() >= running.bakingSince + bakeTime;
}
