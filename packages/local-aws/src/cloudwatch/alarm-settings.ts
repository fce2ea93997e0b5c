/** What an alarm watches and when it is raised: from the request of PutMetricAlarm, or refused. Pure. */
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '../ports.ts';
import { notImplemented, ServiceError } from '../service.ts';
import type { Comparison, MissingData } from './evaluation.ts';
import { dimensionsOf } from './dimensions.ts';
import { isStatistic, type Statistic } from './metrics.ts';
import type { ReasonCondition } from './reasons.ts';

export interface MetricAlarmSettings {
  readonly kind: 'metric';
  readonly metric: MetricName;
  readonly statistic: Statistic;
  /** Milliseconds. */
  readonly period: number;
  readonly condition: ReasonCondition;
  /** As it was asked for: what CloudWatch hands back unchanged. */
  readonly request: PutMetricAlarmInput;
}

/** `scripted`: an alarm of the world file, which no metric moves. */
export type AlarmSettings = MetricAlarmSettings | { readonly kind: 'scripted' };

/** @throws ServiceError ValidationException, or NotImplemented for metric math, percentiles and anomaly detection */
export function alarmSettings(request: PutMetricAlarmInput): MetricAlarmSettings {
  refuseUnknownKinds(request);
  const namespace = needed(request, 'Namespace');
  const name = needed(request, 'MetricName');
  const seconds = needed(request, 'Period');
  const statistic = needed(request, 'Statistic');
  const threshold = needed(request, 'Threshold');
  const evaluationPeriods = needed(request, 'EvaluationPeriods');
  const comparison = needed(request, 'ComparisonOperator');
  const { DatapointsToAlarm, TreatMissingData = 'missing', Dimensions } = request;
  if (!isPeriod(seconds)) throw invalid('Period must be 10, 20, 30 or a multiple of 60');
  if (!isStatistic(statistic)) throw invalid(`${String(statistic)} is not a statistic`);
  if (!isComparison(comparison)) throw notImplemented(`alarms with ${comparison}`);
  if (!isMissingData(TreatMissingData)) throw invalid(`TreatMissingData can not be ${TreatMissingData}`);
  const datapointsToAlarm = DatapointsToAlarm ?? evaluationPeriods;
  if (evaluationPeriods < 1) throw invalid('EvaluationPeriods must be at least 1');
  if (datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods) {
    throw invalid('DatapointsToAlarm must be between 1 and EvaluationPeriods');
  }
  return {
    kind: 'metric',
    metric: { namespace, name, dimensions: dimensionsOf(Dimensions) },
    statistic,
    period: seconds * 1000,
    condition: {
      threshold,
      comparison,
      evaluationPeriods,
      datapointsToAlarm,
      missingData: TreatMissingData,
      countsDatapoints: DatapointsToAlarm !== undefined,
    },
    request,
  };
}

function refuseUnknownKinds({ Metrics, ExtendedStatistic, ThresholdMetricId }: PutMetricAlarmInput): void {
  if (Metrics !== undefined) throw notImplemented('alarms on metric math');
  if (ExtendedStatistic !== undefined) throw notImplemented('alarms on percentiles');
  if (ThresholdMetricId !== undefined) throw notImplemented('alarms on anomaly detection');
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
