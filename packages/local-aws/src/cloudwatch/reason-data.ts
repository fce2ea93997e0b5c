/** `StateReasonData`: what CloudWatch looked at, as JSON for programs. Pure. */
import type { MetricAlarmSettings } from './alarm-settings.ts';
import type { Evaluation } from './evaluation.ts';
import type { Datapoint } from './metrics.ts';

export function reasonData(
  { statistic, period, condition }: MetricAlarmSettings,
  { looked }: Evaluation,
  points: ReadonlyMap<number, Datapoint>,
  now: number,
): string {
  const oldest = looked.at(-1);
  return JSON.stringify({
    version: '1.0',
    queryDate: stamp(now),
    ...(oldest === undefined ? {} : { startDate: stamp(oldest.at) }),
    statistic,
    period: period / 1000,
    recentDatapoints: looked.map(({ value }) => value).reverse(),
    threshold: condition.threshold,
    evaluatedDatapoints: looked.map(({ at, value }) => ({
      timestamp: stamp(at),
      sampleCount: points.get(at)?.sampleCount,
      value,
    })),
  });
}

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
