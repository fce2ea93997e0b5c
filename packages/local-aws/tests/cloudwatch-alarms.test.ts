/** Alarms in virtual time, without a server: what is put in, what is measured, and what state follows when. */
import type {
  DescribeAlarmsOutput,
  GetMetricDataOutput,
  GetMetricStatisticsOutput,
  ListMetricsOutput,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '../src/clock.ts';
import { createCloudWatch } from '../src/cloudwatch/cloudwatch.ts';
import type { CallContext } from '../src/service.ts';
import { readWorld } from '../src/world-file.ts';

const context: CallContext = {
  account: '123456789012',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:0',
  accessKeyId: 'test',
};

/** Too many errors in one minute. */
const tooManyErrors = {
  AlarmName: 'web-errors',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

function open(yaml = '') {
  const clock = virtualClock();
  const cloudwatch = createCloudWatch({ world: readWorld(yaml, 'test.yaml'), clock });
  const call = (operation: string, input: object): unknown =>
    cloudwatch.service.operations[operation]?.(input as Record<string, unknown>, context);
  const described = (input: object = {}): MetricAlarm[] =>
    (call('DescribeAlarms', input) as DescribeAlarmsOutput).MetricAlarms ?? [];
  return {
    clock,
    call,
    described,
    names: (input: object) => described(input).map(({ AlarmName }) => AlarmName),
    alarms: cloudwatch.alarms,
    state: () => described()[0]?.StateValue,
    errors: (count: number): unknown =>
      call('PutMetricData', {
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'Errors', Value: count, Unit: 'Count' }],
      }),
    seconds: (count: number): void => clock.advance(count * 1000),
  };
}

describe('an alarm on the errors of a minute', () => {
  test('begins with insufficient data, as CloudWatch says it', () => {
    const { call, described } = open();
    call('PutMetricAlarm', tooManyErrors);
    expect(described()).toEqual([
      expect.objectContaining({
        AlarmName: 'web-errors',
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:web-errors',
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'Unchecked: Initial alarm creation',
        Threshold: 5,
        ActionsEnabled: true,
      }),
    ]);
  });

  test('is raised at the end of the minute in which there were too many, and falls with the first good minute', () => {
    const { call, errors, seconds, state, described } = open();
    call('PutMetricAlarm', tooManyErrors);
    seconds(20);
    errors(4);
    errors(3);
    seconds(39);
    expect(state()).toBe('INSUFFICIENT_DATA');
    seconds(1);
    expect(described()[0]).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 datapoint [7.0 (01/01/26 00:00:00)] was greater than the threshold (5.0).',
      StateTransitionedTimestamp: new Date('2026-01-01T00:01:00Z'),
    });
    expect(JSON.parse(described()[0]?.StateReasonData ?? '')).toEqual({
      version: '1.0',
      queryDate: '2026-01-01T00:01:00.000+0000',
      startDate: '2026-01-01T00:00:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [7],
      threshold: 5,
      evaluatedDatapoints: [{ timestamp: '2026-01-01T00:00:00.000+0000', sampleCount: 2, value: 7 }],
    });
    errors(1);
    seconds(60);
    expect(state()).toBe('OK');
  });

  test('has no data when nobody measures for three minutes: it looks two further back than it must', () => {
    const { call, errors, seconds, state } = open();
    call('PutMetricAlarm', tooManyErrors);
    errors(1);
    seconds(60);
    expect(state()).toBe('OK');
    seconds(120);
    expect(state()).toBe('OK');
    seconds(60);
    expect(state()).toBe('INSUFFICIENT_DATA');
  });

  test.each([
    ['Average', 'OK'],
    ['Maximum', 'OK'],
    ['Minimum', 'OK'],
    ['SampleCount', 'OK'],
    ['Sum', 'ALARM'],
  ])('of 4 and 3, measured as %s, is %s', (Statistic, state) => {
    const opened = open();
    opened.call('PutMetricAlarm', { ...tooManyErrors, Statistic });
    opened.errors(4);
    opened.errors(3);
    opened.seconds(60);
    expect(opened.state()).toBe(state);
  });

  test('with periods of ten seconds is judged every ten', () => {
    const { call, errors, seconds, state } = open();
    call('PutMetricAlarm', { ...tooManyErrors, Period: 10 });
    errors(6);
    seconds(10);
    expect(state()).toBe('ALARM');
  });

  test('keeps its state when it is put again', () => {
    const { call, errors, seconds, described } = open();
    call('PutMetricAlarm', tooManyErrors);
    errors(6);
    seconds(60);
    call('PutMetricAlarm', { ...tooManyErrors, Threshold: 100 });
    expect(described()[0]).toMatchObject({ StateValue: 'ALARM', Threshold: 100 });
  });

  test('that is set by hand stays so until a look finds another state', () => {
    const { call, errors, seconds, state, alarms } = open();
    call('PutMetricAlarm', tooManyErrors);
    errors(1);
    seconds(60);
    call('SetAlarmState', { AlarmName: 'web-errors', StateValue: 'ALARM', StateReason: 'a drill' });
    expect(alarms.stateOf('web-errors')).toBe('ALARM');
    errors(1);
    seconds(60);
    expect(state()).toBe('OK');
  });

  test('that is deleted is gone, and nothing is judged any more', () => {
    const { call, clock, seconds, alarms } = open();
    call('PutMetricAlarm', tooManyErrors);
    call('DeleteAlarms', { AlarmNames: ['web-errors'] });
    expect(alarms.stateOf('web-errors')).toBeUndefined();
    seconds(60);
    expect(clock.pending()).toBe(0);
  });
});

test('an alarm of the world follows its script, and ECS sees it', () => {
  const { alarms, seconds, described } = open(`
alarms:
  - name: web-errors
    at: [{ at: 90s, state: ALARM }, { at: 3m, state: OK }]
`);
  expect(alarms.stateOf('web-errors')).toBe('OK');
  seconds(90);
  expect(alarms.stateOf('web-errors')).toBe('ALARM');
  expect(described()[0]).toMatchObject({ AlarmName: 'web-errors', StateReason: 'The world file says so.' });
  seconds(90);
  expect(alarms.stateOf('web-errors')).toBe('OK');
});

describe('DescribeAlarms', () => {
  const world = 'alarms: [{ name: web-b, state: ALARM }, { name: web-a }, { name: api }]';

  test.each([
    [{}, ['api', 'web-a', 'web-b']],
    [{ AlarmNames: ['web-a', 'none'] }, ['web-a']],
    [{ AlarmNamePrefix: 'web-' }, ['web-a', 'web-b']],
    [{ StateValue: 'ALARM' }, ['web-b']],
    [{ AlarmTypes: ['CompositeAlarm'] }, []],
    [{ ActionPrefix: 'arn:' }, []],
  ])('%j', (input, names) => {
    expect(open(world).names(input)).toEqual(names);
  });

  test('gives pages', () => {
    const { call } = open(world);
    const first = call('DescribeAlarms', { MaxRecords: 2 }) as DescribeAlarmsOutput;
    const second = call('DescribeAlarms', { NextToken: first.NextToken }) as DescribeAlarmsOutput;
    expect(first.MetricAlarms).toHaveLength(2);
    expect(second.MetricAlarms).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('it refuses', () => {
  test.each([
    ['DescribeAlarms', { NextToken: 'x' }, 'InvalidNextToken'],
    ['DescribeAlarms', { AlarmNames: [], AlarmNamePrefix: 'a' }, 'InvalidParameterCombinationException'],
    ['DeleteAlarms', { AlarmNames: ['none'] }, 'ResourceNotFound'],
    ['SetAlarmState', { AlarmName: 'none', StateValue: 'OK', StateReason: '' }, 'ResourceNotFound'],
    ['SetAlarmState', { AlarmName: 'none', StateValue: 'FINE', StateReason: '' }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, Period: 45 }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, DatapointsToAlarm: 2 }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, MetricName: undefined }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, ExtendedStatistic: 'p99' }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, Metrics: [] }, 'ValidationException'],
    ['PutMetricAlarm', { ...tooManyErrors, ThresholdMetricId: 'a' }, 'NotImplemented'],
  ])('%s %j', (operation, input, code) => {
    const { call } = open();
    expect(() => call(operation, input)).toThrow(expect.objectContaining({ code }));
  });

  test('to delete one alarm when another one is not there', () => {
    const { call, names } = open('alarms: [{ name: api }]');
    expect(() => call('DeleteAlarms', { AlarmNames: ['api', 'none'] })).toThrow();
    expect(names({})).toEqual(['api']);
  });
});

describe('metrics', () => {
  const dimension = { Name: 'Service', Value: 'web' };
  const put = (opened: ReturnType<typeof open>): void => {
    const datum = { MetricName: 'Latency', Dimensions: [dimension], Unit: 'Seconds' };
    opened.call('PutMetricData', {
      Namespace: 'Shop',
      MetricData: [{ ...datum, Values: [1, 3], Counts: [1, 2] }],
    });
    opened.seconds(60);
    const StatisticValues = { SampleCount: 4, Sum: 8, Minimum: 0.5, Maximum: 5 };
    opened.call('PutMetricData', { Namespace: 'Shop', MetricData: [{ ...datum, StatisticValues }] });
    opened.seconds(60);
  };

  test('are told by statistic and period', () => {
    const opened = open();
    put(opened);
    const asked = {
      Namespace: 'Shop',
      MetricName: 'Latency',
      Dimensions: [dimension],
      StartTime: new Date('2026-01-01T00:00:00Z'),
      EndTime: new Date('2026-01-01T00:10:00Z'),
      Statistics: ['Average', 'Maximum', 'SampleCount'],
    };
    const minutes = opened.call('GetMetricStatistics', { ...asked, Period: 60 }) as GetMetricStatisticsOutput;
    expect(minutes.Datapoints).toEqual([
      {
        Timestamp: new Date('2026-01-01T00:00:00Z'),
        Unit: 'Seconds',
        Average: 7 / 3,
        Maximum: 3,
        SampleCount: 3,
      },
      {
        Timestamp: new Date('2026-01-01T00:01:00Z'),
        Unit: 'Seconds',
        Average: 2,
        Maximum: 5,
        SampleCount: 4,
      },
    ]);
    const whole = opened.call('GetMetricStatistics', { ...asked, Period: 300 }) as GetMetricStatisticsOutput;
    expect(whole.Datapoints).toEqual([expect.objectContaining({ Maximum: 5, SampleCount: 7 })]);
  });

  test('are told as series, newest first', () => {
    const opened = open();
    put(opened);
    const { MetricDataResults } = opened.call('GetMetricData', {
      StartTime: new Date('2026-01-01T00:00:00Z'),
      EndTime: new Date('2026-01-01T00:10:00Z'),
      MetricDataQueries: [
        {
          Id: 'm1',
          MetricStat: {
            Metric: { Namespace: 'Shop', MetricName: 'Latency', Dimensions: [dimension] },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    }) as GetMetricDataOutput;
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Latency',
        StatusCode: 'Complete',
        Timestamps: [new Date('2026-01-01T00:01:00Z'), new Date('2026-01-01T00:00:00Z')],
        Values: [5, 3],
      },
    ]);
  });

  test.each([
    [{}, 1],
    [{ Namespace: 'Shop', MetricName: 'Latency', Dimensions: [dimension] }, 1],
    [{ Dimensions: [{ Name: 'Service' }] }, 1],
    [{ Dimensions: [{ Name: 'Service', Value: 'api' }] }, 0],
    [{ Namespace: 'AWS/ECS' }, 0],
  ])('are listed by %j', (input, count) => {
    const opened = open();
    put(opened);
    expect((opened.call('ListMetrics', input) as ListMetricsOutput).Metrics).toHaveLength(count);
  });
});
