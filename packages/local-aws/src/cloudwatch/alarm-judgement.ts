/** When alarms are judged, and what comes of it. */
import type { CloudClock } from '../ports.ts';
import type { AlarmRecord } from './alarm-record.ts';
import { evaluate, spare, type Evaluation } from './evaluation.ts';
import { valueOf, type Metrics } from './metrics.ts';
import { isPercentile, isSignificant } from './percentiles.ts';
import { reasonData } from './reason-data.ts';
import { reasonOf } from './reasons.ts';

/** Undefined for an alarm that stays as it is. */
export function judgement(
  { settings }: AlarmRecord,
  metrics: Metrics,
  now: number,
): Pick<AlarmRecord, 'state' | 'reason' | 'reasonData'> | undefined {
  if (settings.kind !== 'metric') return undefined;
  const { metric, statistic, period, condition, ignoresFewSamples } = settings;
  const end = Math.floor(now / roundOf(period)) * roundOf(period);
  const count = condition.evaluationPeriods + spare;
  const start = end - count * period;
  const points = new Map(metrics.datapoints(metric, start, end, period).map((point) => [point.at, point]));
  const looks = Array.from({ length: count }, (_, at) => {
    const point = points.get(start + at * period);
    return { at: start + at * period, value: point && valueOf(point, statistic) };
  });
  if (ignoresFewSamples && isPercentile(statistic)) {
    const tooFew = [...points.values()].some((point) => !isSignificant(statistic, point.sampleCount));
    if (tooFew) return undefined;
  }
  const evaluation: Evaluation | undefined = evaluate(condition, looks);
  if (evaluation === undefined) return undefined;
  return {
    state: evaluation.state,
    reason: reasonOf(condition, evaluation),
    reasonData: reasonData(settings, evaluation, points, now),
  };
}

const minute = 60_000;

/** Milliseconds between two looks at an alarm of this period. */
const roundOf = (period: number): number => (period < minute ? 10_000 : minute);

/** Calls `judge` at every full minute, or ten seconds, until there is no alarm left to judge. */
export function createRounds(clock: CloudClock, judge: () => void, periods: () => readonly number[]) {
  let due: number | undefined;
  const next = (): void => {
    const round = Math.min(...periods().map(roundOf));
    if (round === Infinity) return;
    const now = clock.now();
    const at = Math.floor(now / round) * round + round;
    if (due !== undefined && due <= at && due > now) return;
    due = at;
    clock.after(at - now, () => {
      if (due !== at) return;
      judge();
      next();
    });
  };
  return { begin: next };
}
