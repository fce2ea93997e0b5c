/**
 * What was measured: values of metrics by namespace, name and dimensions, kept as sums of a second and put together
 * to the periods that are asked for.
 */
import type { CloudClock, Measurement, MetricName } from '../ports.ts';
import { percentileIn, rounded, type Distribution, type Percentile } from './percentiles.ts';

export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Undefined where only sums are known. */
  readonly values: Distribution | undefined;
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
  readonly seconds: Map<number, Gathered>;
}

/** A set that grows. */
interface Gathered extends StatisticSet {
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
  values: Map<number, number> | undefined;
}

export function createMetrics(clock: Pick<CloudClock, 'now'>): Metrics {
  const all = new Map<string, Series>();
  const add: Metrics['add'] = (metric, unit, at, values) => {
    const series = all.get(keyOf(metric)) ?? { metric, unit, seconds: new Map<number, Gathered>() };
    all.set(keyOf(metric), series);
    series.unit = unit;
    const second = Math.floor(at / 1000);
    series.seconds.set(second, gather(series.seconds.get(second), values));
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
  const periods = new Map<number, Gathered>();
  for (const [second, values] of seconds) {
    const time = second * 1000;
    if (time < from || time >= to) continue;
    const at = from + Math.floor((time - from) / period) * period;
    periods.set(at, gather(periods.get(at), values));
  }
  return [...periods]
    .map(([at, values]) => ({ at, unit, ...values }))
    .sort((one, other) => one.at - other.at);
}

const single = (value: number): StatisticSet => several(value, 1);

/** The same value so many times. */
export const several = (value: number, times: number): StatisticSet => ({
  sampleCount: times,
  sum: value * times,
  minimum: value,
  maximum: value,
  values: new Map([[rounded(value), times]]),
});

/** Adds to `into`, which a copy of `more` stands in for when there is none. */
export function gather(into: Gathered | undefined, more: StatisticSet): Gathered {
  if (into === undefined) return { ...more, values: more.values && new Map(more.values) };
  into.sampleCount += more.sampleCount;
  into.sum += more.sum;
  into.minimum = Math.min(into.minimum, more.minimum);
  into.maximum = Math.max(into.maximum, more.maximum);
  into.values = together(into.values, more.values);
  return into;
}

/** @returns `into`, grown */
function together(
  into: Map<number, number> | undefined,
  more: Distribution | undefined,
): Map<number, number> | undefined {
  if (into === undefined || more === undefined) return undefined;
  for (const [value, times] of more) into.set(value, (into.get(value) ?? 0) + times);
  return into;
}

/** Undefined for a percentile of which only sums are known. */
export function valueOf(set: StatisticSet, statistic: Statistic | Percentile): number | undefined {
  if (isStatistic(statistic)) return statisticOf(set, statistic);
  return set.values && percentileIn(set.values, statistic);
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
