/** Which metric a target tracking policy watches, and which alarms Application Auto Scaling makes for it. Pure. */
import type { TargetTrackingScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { dimensionList } from '../cloudwatch/dimensions.ts';
import { isStatistic, type Statistic } from '../cloudwatch/metrics.ts';
import type { MetricName, ServicePlace } from '../ports.ts';
import { notImplemented } from '../service.ts';
import { invalid } from './refusals.ts';

export interface TrackedMetric {
  readonly metric: MetricName;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
}

type Tracking = TargetTrackingScalingPolicyConfiguration;

/** @throws ServiceError ValidationException, or NotImplemented for metric math */
export function trackedMetric(tracking: Tracking, place: ServicePlace): TrackedMetric {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if ((predefined === undefined) === (customized === undefined)) {
    throw invalid(
      'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is needed.',
    );
  }
  if (predefined === undefined) return customizedMetric(customized ?? {});
  const { PredefinedMetricType: type = '', ResourceLabel: label } = predefined;
  if (type === 'ALBRequestCountPerTarget') return requestsPerTarget(label);
  const name = ofService[type];
  if (name === undefined) throw invalid(`The metric type ${type} is not one of ECS services.`);
  const dimensions = { ClusterName: place.cluster, ServiceName: place.service };
  return { metric: { namespace: 'AWS/ECS', name, dimensions }, statistic: 'Average', unit: 'Percent' };
}

const ofService: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
};

/** @param label `app/front/0123456789abcdef/targetgroup/web/0123456789abcdef` */
function requestsPerTarget(label: string | undefined): TrackedMetric {
  if (label === undefined) {
    throw invalid('Resource label should be specified for predefined metric type ALBRequestCountPerTarget');
  }
  const [, TargetGroup] = /^app\/[^/]+\/[^/]+\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  if (TargetGroup === undefined)
    throw invalid(`The resource label ${label} names no load balancer and target group.`);
  const metric = {
    namespace: 'AWS/ApplicationELB',
    name: 'RequestCountPerTarget',
    dimensions: { TargetGroup },
  };
  return { metric, statistic: 'Sum', unit: undefined };
}

function customizedMetric(asked: NonNullable<Tracking['CustomizedMetricSpecification']>): TrackedMetric {
  if (asked.Metrics !== undefined) throw notImplemented('target tracking on metric math');
  const {
    Namespace: namespace,
    MetricName: name,
    Statistic: statistic = '',
    Dimensions = [],
    Unit: unit,
  } = asked;
  if (namespace === undefined || name === undefined || !isStatistic(statistic)) {
    throw invalid('A customized metric needs Namespace, MetricName and Statistic.');
  }
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  return { metric: { namespace, name, dimensions }, statistic, unit };
}

export interface AskedAlarm {
  readonly name: string;
  readonly policyArn: string;
  readonly target: number;
  readonly tracked: TrackedMetric;
}

/** Three minutes above the target, fifteen below nine tenths of it: as AWS has them. */
export const highAlarm = (asked: AskedAlarm): PutMetricAlarmInput => ({
  ...alarmOf(asked),
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: asked.target,
  EvaluationPeriods: 3,
});

export const lowAlarm = (asked: AskedAlarm): PutMetricAlarmInput => ({
  ...alarmOf(asked),
  ComparisonOperator: 'LessThanThreshold',
  Threshold: (asked.target * 9) / 10,
  EvaluationPeriods: 15,
});

const alarmOf = ({ name, policyArn, tracked: { metric, statistic, unit } }: AskedAlarm) => ({
  AlarmName: name,
  AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
  AlarmActions: [policyArn],
  Namespace: metric.namespace,
  MetricName: metric.name,
  Dimensions: dimensionList(metric.dimensions),
  Statistic: statistic,
  Period: 60,
  ...(unit === undefined ? {} : { Unit: unit as NonNullable<PutMetricAlarmInput['Unit']> }),
});
