/**
 * What an alarm makes of its datapoints (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing
 * data"): it looks at a few periods more than it needs, takes the newest datapoints that are there, and fills up with
 * missing ones only when there are too few. Pure.
 */
import type { AlarmState } from '../ports.ts';

export type Comparison =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface Condition {
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly evaluationPeriods: number;
  /** How many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/** The value of one period; undefined when nothing was measured in it. */
export interface Look {
  /** Start of the period, milliseconds since the epoch. */
  readonly at: number;
  readonly value: number | undefined;
}

export interface Seen {
  readonly at: number;
  readonly value: number;
}

export interface Evaluation {
  readonly state: AlarmState;
  /** What decided, newest first. */
  readonly looked: readonly Seen[];
  /** Missing periods that were counted as `missingData` says. */
  readonly filled: number;
}

/** How many periods more than its own an alarm looks back on; the User Guide's tables show two. */
export const spare = 2;

/**
 * @param looks the last periods, oldest first, `evaluationPeriods + spare` of them
 * @returns undefined when the alarm stays as it is
 */
export function evaluate(condition: Condition, looks: readonly Look[]): Evaluation | undefined {
  const { evaluationPeriods, datapointsToAlarm, missingData } = condition;
  const present = looks.filter((look): look is Seen => look.value !== undefined).reverse();
  const looked = present.slice(0, evaluationPeriods);
  const breaching = looked.filter(({ value }) => breaches(condition, value)).length;
  const filled = evaluationPeriods - looked.length;
  const inState = (state: AlarmState): Evaluation => ({ state, looked, filled });
  if (breaching >= datapointsToAlarm) return inState('ALARM');
  if (filled === 0 || missingData === 'notBreaching') return inState('OK');
  if (missingData === 'breaching') return inState(breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (looked.length === 0) return missingData === 'missing' ? inState('INSUFFICIENT_DATA') : undefined;
  if (breaching < looked.length) return inState('OK');
  // Nothing but breaching ones and gaps: too early for ALARM unless the oldest of them is as old as the alarm asks.
  const oldest = looked.at(-1);
  const age = looks.length - looks.findIndex(({ at }) => at === oldest?.at);
  return missingData === 'missing' && age >= datapointsToAlarm ? inState('ALARM') : undefined;
}

export function breaches({ comparison, threshold }: Condition, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}
