/**
 * What was measured: values of metrics by namespace, name and dimensions, kept as sums of a second and put together
 * to the periods that are asked for.
 */
import type { CloudClock, Measurement, MetricName } from '../ports.ts';

export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** A period in which there was something to measure. */
export interface Datapoint extends StatisticSet {
  /** Start of the period, milliseconds since the epoch. */
  readonly at: number;
  readonly unit: string;
}

export interface Metrics {
  record(measured: Measurement): void;
  /** Several values in one: `Values` with `Counts`, or a `StatisticSet` of the caller's. */
  add(metric: MetricName, unit: string, at: number, values: StatisticSet): void;
  /** Of periods that begin at `from`, `from + period` …, the last before `to`; milliseconds. Oldest first. */
  datapoints(metric: MetricName, from: number, to: number, period: number): Datapoint[];
  /** In the order of their first value. */
  names(): readonly MetricName[];
}

/** The longest that an alarm looks back is a day. (CloudWatch itself remembers for 15 months.) */
const memory = 24 * 60 * 60 * 1000;

interface Series {
  readonly metric: MetricName;
  unit: string;
  /** Second → what was measured in it; in order of the first value. */
  readonly seconds: Map<number, StatisticSet>;
}

export function createMetrics(clock: Pick<CloudClock, 'now'>): Metrics {
  const all = new Map<string, Series>();
  const add: Metrics['add'] = (metric, unit, at, values) => {
    const series = all.get(keyOf(metric)) ?? { metric, unit, seconds: new Map<number, StatisticSet>() };
    all.set(keyOf(metric), series);
    series.unit = unit;
    const second = Math.floor(at / 1000);
    series.seconds.set(second, together(series.seconds.get(second), values));
    forget(series, clock.now() - memory);
  };
  return {
    add,
    record: ({ metric, unit, value }) => add(metric, unit, clock.now(), single(value)),
    datapoints: (metric, from, to, period) => {
      const series = all.get(keyOf(metric));
      return series === undefined ? [] : datapointsOf(series, from, to, period);
    },
    names: () => [...all.values()].map(({ metric }) => metric),
  };
}

/** The order of the dimensions does not matter. */
function keyOf({ namespace, name, dimensions }: MetricName): string {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}

function forget({ seconds }: Series, before: number): void {
  for (const second of seconds.keys()) {
    if (second * 1000 >= before) return;
    seconds.delete(second);
  }
}

function datapointsOf({ seconds, unit }: Series, from: number, to: number, period: number): Datapoint[] {
  const periods = new Map<number, StatisticSet>();
  for (const [second, values] of seconds) {
    const time = second * 1000;
    if (time < from || time >= to) continue;
    const at = from + Math.floor((time - from) / period) * period;
    periods.set(at, together(periods.get(at), values));
  }
  return [...periods]
    .map(([at, values]) => ({ at, unit, ...values }))
    .sort((one, other) => one.at - other.at);
}

const single = (value: number): StatisticSet => ({
  sampleCount: 1,
  sum: value,
  minimum: value,
  maximum: value,
});

export function together(one: StatisticSet | undefined, other: StatisticSet): StatisticSet {
  if (one === undefined) return other;
  return {
    sampleCount: one.sampleCount + other.sampleCount,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
  };
}

export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum';

export function statisticOf(set: StatisticSet, statistic: Statistic): number {
  switch (statistic) {
    case 'SampleCount':
      return set.sampleCount;
    case 'Average':
      return set.sum / set.sampleCount;
    case 'Sum':
      return set.sum;
    case 'Minimum':
      return set.minimum;
    case 'Maximum':
      return set.maximum;
  }
}

export const isStatistic = (name: string): name is Statistic =>
  ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'].includes(name);
