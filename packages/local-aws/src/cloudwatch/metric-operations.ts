/** The operations on metrics: put, list, and read by the statistics that alarms use. */
import type {
  Datapoint as WireDatapoint,
  GetMetricDataInput,
  GetMetricStatisticsInput,
  ListMetricsInput,
  MetricDataQuery,
  MetricDataResult,
  MetricDatum,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '../ports.ts';
import { notImplemented, ServiceError } from '../service.ts';
import { dimensionList, dimensionsOf } from './dimensions.ts';
import {
  gather,
  isStatistic,
  several,
  valueOf,
  type Metrics,
  type Statistic,
  type StatisticSet,
} from './metrics.ts';
import { pageOf } from './paging.ts';
import { isPercentile, type Percentile } from './percentiles.ts';

export function putMetricData(metrics: Metrics, request: PutMetricDataInput, now: number): object {
  const { Namespace: namespace = '', MetricData = [] } = request;
  for (const datum of MetricData) {
    const { MetricName: name = '', Dimensions, Timestamp, Unit = 'None' } = datum;
    const metric = { namespace, name, dimensions: dimensionsOf(Dimensions) };
    metrics.add(metric, Unit, Timestamp?.getTime() ?? now, valuesOf(datum));
  }
  return {};
}

/** One value, several with their counts, or sums that the caller has made. */
function valuesOf({ Value, Values, Counts, StatisticValues, MetricName: name }: MetricDatum): StatisticSet {
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    const values = SampleCount === 1 ? several(Sum, 1).values : undefined;
    return { sampleCount: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum, values };
  }
  const sets = (Values ?? (Value === undefined ? [] : [Value])).map((value, at) =>
    several(value, Counts?.[at] ?? 1),
  );
  const [first, ...rest] = sets;
  if (first === undefined) {
    throw new ServiceError(
      'MissingRequiredParameterException',
      `There is no value for ${name ?? 'a metric'}.`,
    );
  }
  return rest.reduce(gather, gather(undefined, first));
}

export function listMetrics(metrics: Metrics, request: ListMetricsInput): object {
  const { Namespace, MetricName: name, Dimensions = [] } = request;
  const found = metrics
    .names()
    .filter((metric) => Namespace === undefined || metric.namespace === Namespace)
    .filter((metric) => name === undefined || metric.name === name)
    .filter(({ dimensions }) =>
      Dimensions.every(({ Name = '', Value }) => {
        const value = dimensions[Name];
        return value !== undefined && (Value === undefined || value === Value);
      }),
    );
  const { items, nextToken } = pageOf(found, { NextToken: request.NextToken }, 500);
  const answers = items.map(({ namespace, name: metricName, dimensions }) => ({
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: dimensionList(dimensions),
  }));
  return { Metrics: answers, NextToken: nextToken };
}

export function getMetricStatistics(metrics: Metrics, request: GetMetricStatisticsInput): object {
  const { Namespace = '', MetricName: name = '', Dimensions, Period = 60 } = request;
  const { Statistics = [], ExtendedStatistics = [] } = request;
  const other = ExtendedStatistics.find((each) => !isPercentile(each));
  if (other !== undefined) throw notImplemented(`the statistic ${other}`);
  const metric = { namespace: Namespace, name, dimensions: dimensionsOf(Dimensions) };
  const points = pointsOf(metrics, metric, { from: request.StartTime, to: request.EndTime, seconds: Period });
  const Datapoints = points.map((point): WireDatapoint => {
    const told = (names: readonly (Statistic | Percentile)[]) =>
      Object.fromEntries(names.map((each) => [each, valueOf(point, each)]));
    const percentiles = told(ExtendedStatistics.filter(isPercentile));
    const unit = point.unit as NonNullable<WireDatapoint['Unit']>;
    return {
      Timestamp: new Date(point.at),
      Unit: unit,
      ...(told(Statistics.filter(isStatistic)) as WireDatapoint),
      ...(ExtendedStatistics.length > 0 && { ExtendedStatistics: percentiles as Record<string, number> }),
    };
  });
  return { Label: name, Datapoints };
}

export function getMetricData(metrics: Metrics, request: GetMetricDataInput): object {
  const { MetricDataQueries = [], StartTime, EndTime, ScanBy } = request;
  const results = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map((query) => {
    const result = resultOf(metrics, query, StartTime, EndTime);
    if (ScanBy === 'TimestampAscending') return result;
    return { ...result, Timestamps: result.Timestamps?.reverse(), Values: result.Values?.reverse() };
  });
  return { MetricDataResults: results, Messages: [] };
}

function resultOf(
  metrics: Metrics,
  { Id, Label, MetricStat }: MetricDataQuery,
  from: Date | undefined,
  to: Date | undefined,
): MetricDataResult {
  const { Metric, Period: seconds = 60, Stat = '' } = MetricStat ?? {};
  if (Metric === undefined) throw notImplemented('metric math');
  if (!isStatistic(Stat) && !isPercentile(Stat)) throw notImplemented(`the statistic ${Stat}`);
  const { Namespace = '', MetricName: name = '', Dimensions } = Metric;
  const metric = { namespace: Namespace, name, dimensions: dimensionsOf(Dimensions) };
  const points = pointsOf(metrics, metric, { from, to, seconds }).flatMap((point) => {
    const value = valueOf(point, Stat);
    return value === undefined ? [] : [{ at: point.at, value }];
  });
  return {
    Id,
    Label: Label ?? name,
    Timestamps: points.map(({ at }) => new Date(at)),
    Values: points.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}

/** Periods begin at the full minute, or second, of the start. */
function pointsOf(
  metrics: Metrics,
  metric: MetricName,
  asked: { readonly from: Date | undefined; readonly to: Date | undefined; readonly seconds: number },
) {
  const period = asked.seconds * 1000;
  const grain = Math.min(period, 60_000);
  const from = Math.floor((asked.from?.getTime() ?? 0) / grain) * grain;
  return metrics.datapoints(metric, from, asked.to?.getTime() ?? Infinity, period);
}
