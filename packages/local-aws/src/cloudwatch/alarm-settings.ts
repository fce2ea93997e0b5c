/** What an alarm watches and when it is raised: from the request of PutMetricAlarm, or refused. Pure. */
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '../ports.ts';
import { notImplemented, ServiceError } from '../service.ts';
import type { Comparison, MissingData } from './evaluation.ts';
import { dimensionsOf } from './dimensions.ts';
import { isStatistic, type Statistic } from './metrics.ts';
import { isPercentile, type Percentile } from './percentiles.ts';
import type { ReasonCondition } from './reasons.ts';

export interface MetricAlarmSettings {
  readonly kind: 'metric';
  readonly metric: MetricName;
  readonly statistic: Statistic | Percentile;
  /** Of a percentile: with few samples the alarm stays as it is. */
  readonly ignoresFewSamples: boolean;
  /** Milliseconds. */
  readonly period: number;
  readonly condition: ReasonCondition;
  /** As it was asked for: what CloudWatch hands back unchanged. */
  readonly request: PutMetricAlarmInput;
}

/** `math`: kept and told, and judged by nobody. `scripted`: an alarm of the world file, which no metric moves. */
export type AlarmSettings =
  | MetricAlarmSettings
  | { readonly kind: 'math'; readonly request: PutMetricAlarmInput }
  | { readonly kind: 'scripted' };

/** @throws ServiceError ValidationException, or NotImplemented for anomaly detection */
export function alarmSettings(request: PutMetricAlarmInput): AlarmSettings {
  if (request.ThresholdMetricId !== undefined) throw notImplemented('alarms on anomaly detection');
  const condition = conditionOf(request);
  if (request.Metrics !== undefined) {
    checkMath(request);
    return { kind: 'math', request };
  }
  const namespace = needed(request, 'Namespace');
  const name = needed(request, 'MetricName');
  const seconds = needed(request, 'Period');
  if (!isPeriod(seconds)) throw invalid('Period must be 10, 20, 30 or a multiple of 60');
  return {
    kind: 'metric',
    metric: { namespace, name, dimensions: dimensionsOf(request.Dimensions) },
    statistic: statisticIn(request),
    ignoresFewSamples: request.EvaluateLowSampleCountPercentile === 'ignore',
    period: seconds * 1000,
    condition,
    request,
  };
}

function conditionOf(request: PutMetricAlarmInput): ReasonCondition {
  const threshold = needed(request, 'Threshold');
  const evaluationPeriods = needed(request, 'EvaluationPeriods');
  const comparison = needed(request, 'ComparisonOperator');
  const { DatapointsToAlarm, TreatMissingData = 'missing' } = request;
  if (!isComparison(comparison)) throw notImplemented(`alarms with ${comparison}`);
  if (!isMissingData(TreatMissingData)) throw invalid(`TreatMissingData can not be ${TreatMissingData}`);
  const datapointsToAlarm = DatapointsToAlarm ?? evaluationPeriods;
  if (evaluationPeriods < 1) throw invalid('EvaluationPeriods must be at least 1');
  if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
    throw invalid('DatapointsToAlarm must be between 1 and EvaluationPeriods');
  }
  const countsDatapoints = DatapointsToAlarm !== undefined;
  const missingData = TreatMissingData;
  return { threshold, comparison, evaluationPeriods, datapointsToAlarm, missingData, countsDatapoints };
}

function statisticIn(request: PutMetricAlarmInput): Statistic | Percentile {
  const { ExtendedStatistic: extended } = request;
  if (extended === undefined) {
    const statistic = needed(request, 'Statistic');
    if (isStatistic(statistic)) return statistic;
    throw invalid(`${String(statistic)} is not a statistic`);
  }
  if (request.Statistic !== undefined) throw invalid('Statistic and ExtendedStatistic exclude each other');
  if (isPercentile(extended)) return extended;
  throw notImplemented(`alarms on the statistic ${extended}`);
}

function checkMath({ Metrics = [], MetricName, Namespace, Statistic: statistic }: PutMetricAlarmInput): void {
  if (MetricName !== undefined || Namespace !== undefined || statistic !== undefined) {
    throw invalid('Metrics and MetricName, Namespace or Statistic exclude each other');
  }
  if (Metrics.filter(({ ReturnData = true }) => ReturnData).length !== 1) {
    throw invalid('Exactly one element of the metrics list should return data.');
  }
}

function needed<Name extends keyof PutMetricAlarmInput>(
  request: PutMetricAlarmInput,
  name: Name,
): NonNullable<PutMetricAlarmInput[Name]> {
  const value = request[name];
  if (value === undefined) throw invalid(`${name} must be specified`);
  return value;
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

const isPeriod = (seconds: number): boolean =>
  [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);

const isComparison = (name: string): name is Comparison =>
  [
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ].includes(name);

const isMissingData = (name: string): name is MissingData =>
  ['missing', 'ignore', 'breaching', 'notBreaching'].includes(name);
