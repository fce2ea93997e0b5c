/**
 * The local CloudWatch: metrics that clients and the load balancers put in, and alarms on them. It works on a clock
 * alone, so it runs in virtual time too.
 */
import type {
  DeleteAlarmsInput,
  GetMetricDataInput,
  GetMetricStatisticsInput,
  PutMetricAlarmInput,
  PutMetricDataInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import type { CloudClock } from '../ports.ts';
import type { Operation, Service } from '../service.ts';
import type { World } from '../world.ts';
import { deleteAlarms, describeAlarms, putMetricAlarm, setAlarmState } from './alarm-operations.ts';
import { alarmTags } from './alarm-tags.ts';
import { dashboardOperations } from './dashboards.ts';
import { createAlarms, type AlarmStore } from './alarms.ts';
import { getMetricData, getMetricStatistics, listMetrics, putMetricData } from './metric-operations.ts';
import { createMetrics, type Metrics } from './metrics.ts';

export interface CloudWatch {
  readonly service: Service;
  /** For ECS, which asks for states, and Application Auto Scaling, which makes some. */
  readonly alarms: AlarmStore;
  /** For what measures itself, and what scales by it. */
  readonly metrics: Metrics;
}

export function createCloudWatch(parts: {
  readonly world: Pick<World, 'account' | 'region' | 'alarms'>;
  readonly clock: CloudClock;
}): CloudWatch {
  const { world, clock } = parts;
  const metrics = createMetrics(clock);
  const alarms = createAlarms({ world, clock, metrics });
  return {
    alarms,
    metrics,
    service: {
      id: 'cloudwatch',
      protocols: [
        {
          kind: 'json',
          version: '1.0',
          targetPrefix: 'GraniteServiceVersion20100801',
          namespace: 'com.amazonaws.cloudwatch',
        },
        {
          kind: 'query',
          version: '2010-08-01',
          namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
        },
        { kind: 'cbor', name: 'GraniteServiceVersion20100801', namespace: 'com.amazonaws.cloudwatch' },
      ],
      operations: {
        ...alarmOperations(alarms),
        ...alarmTags(alarms),
        ...dashboardOperations(world, clock),
        ...metricOperations(metrics, clock),
      },
    },
  };
}

/** The server has checked each input against the operation's shape; the types say the same. */
const alarmOperations = (alarms: AlarmStore): Readonly<Record<string, Operation>> => ({
  DeleteAlarms: (input) => deleteAlarms(alarms, input as unknown as DeleteAlarmsInput),
  DescribeAlarms: (input) => describeAlarms(alarms, input),
  PutMetricAlarm: (input) => putMetricAlarm(alarms, input as unknown as PutMetricAlarmInput),
  SetAlarmState: (input) => setAlarmState(alarms, input as unknown as SetAlarmStateInput),
});

const metricOperations = (
  metrics: Metrics,
  clock: Pick<CloudClock, 'now'>,
): Readonly<Record<string, Operation>> => ({
  GetMetricData: (input) => getMetricData(metrics, input as unknown as GetMetricDataInput),
  GetMetricStatistics: (input) => getMetricStatistics(metrics, input as unknown as GetMetricStatisticsInput),
  ListMetrics: (input) => listMetrics(metrics, input),
  PutMetricData: (input) => putMetricData(metrics, input as unknown as PutMetricDataInput, clock.now()),
});
