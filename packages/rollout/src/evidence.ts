/** What is known about a failure, for the person who reads the summary; each part says why it is not there. */
import type { DeathGroup } from './looking/deaths.ts';
import type { AlarmState, Deployment, LogDestination, ServiceEvent, TargetHealth } from './observations.ts';

/** A finding, or why there is none. */
export type Found<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'absent'; readonly why: string };

export interface ContainerLog {
  readonly container: string;
  /** Id of the task. */
  readonly task: string;
  readonly destination: LogDestination;
  /** Oldest first; text from outside. */
  readonly lines: readonly string[];
}

export interface Evidence {
  readonly deaths: Found<readonly DeathGroup[]>;
  readonly log: Found<ContainerLog>;
  readonly targets: Found<readonly TargetHealth[]>;
  readonly breaker: Deployment['breaker'];
  /** The alarms that were watched, as they then were. */
  readonly alarms: Found<readonly AlarmState[]>;
  /** What the scheduler told of since the deployment began and that is no routine, newest first. */
  readonly events: Found<readonly ServiceEvent[]>;
}

const notYet = { kind: 'absent', why: 'not looked for' } as const;
export const noEvidence: Evidence = {
  deaths: notYet,
  log: notYet,
  targets: notYet,
  breaker: undefined,
  alarms: notYet,
  events: notYet,
};

/** What to do after a way back: by the evidence, where there is any. */
export function nextStep({ deaths, log, targets, alarms, events }: Evidence): string {
  const isAny = [deaths, log, targets, alarms, events].some(({ kind }) => kind === 'found');
  return isAny
    ? 'Correct what the evidence names and deploy again.'
    : 'Nothing else was found: deploy again once its reason is dealt with.';
}
