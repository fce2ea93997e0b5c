/** Percentiles: of what was put in, in alarms, and in what is read; and alarms on metric math, which nobody judges. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { CloudWatch, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { virtualClock } from '../src/clock.ts';
import { isPercentile, isSignificant, percentileIn } from '../src/cloudwatch/percentiles.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

async function open() {
  const clock = virtualClock();
  const cloud = await startLocalAws({ world: readWorld('', 'test.yaml'), clock });
  opened.push(cloud);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new CloudWatch({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  return {
    clock,
    client,
    state: async () => (await client.describeAlarms({})).MetricAlarms?.[0]?.StateValue,
    /** So many requests took so many seconds each. */
    requests: (Values: number[], Counts: number[]) =>
      client.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'Latency', Values, Counts }] }),
  };
}

const slow: PutMetricAlarmCommandInput = {
  AlarmName: 'web-latency',
  Namespace: 'Shop',
  MetricName: 'Latency',
  ExtendedStatistic: 'p95',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
};

describe('an alarm on a percentile', () => {
  test('is told as it was put, and raised when more than that part was slow', async () => {
    const { client, requests, clock, state } = await open();
    await client.putMetricAlarm(slow);
    expect((await client.describeAlarms({})).MetricAlarms).toMatchObject([{ ...slow }]);
    await requests([0.1, 3], [95, 5]);
    clock.advance(60_000);
    expect(await state()).toBe('OK');
    await requests([0.1, 3], [94, 6]);
    clock.advance(60_000);
    expect(await state()).toBe('ALARM');
  });

  test('stays as it is while there are too few samples, when it is asked to', async () => {
    const { client, requests, clock, state } = await open();
    await client.putMetricAlarm({ ...slow, EvaluateLowSampleCountPercentile: 'ignore' });
    await requests([3], [199]);
    clock.advance(60_000);
    expect(await state()).toBe('INSUFFICIENT_DATA');
    clock.advance(180_000);
    await requests([3], [200]);
    clock.advance(60_000);
    expect(await state()).toBe('ALARM');
  });

  test.each<[string, object, string]>([
    ['both kinds of statistic', { Statistic: 'Sum' }, 'Statistic and ExtendedStatistic exclude each other'],
    ['a trimmed mean', { ExtendedStatistic: 'tm90' }, 'alarms on the statistic tm90'],
    ['no statistic', { ExtendedStatistic: undefined }, 'Statistic must be specified'],
  ])('is refused with %s', async (_name, change, message) => {
    const { client } = await open();
    await expect(client.putMetricAlarm({ ...slow, ...change })).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});

test('percentiles are read by both of the operations that read metrics', async () => {
  const { client, requests, clock } = await open();
  await requests([1, 2, 3, 4], [25, 25, 25, 25]);
  const [StartTime, EndTime] = [new Date(clock.now() - 60_000), new Date(clock.now() + 60_000)];
  const metric = { Namespace: 'Shop', MetricName: 'Latency' };
  const { Datapoints } = await client.getMetricStatistics({
    ...{ ...metric, StartTime, EndTime, Period: 60, Statistics: ['Maximum'] },
    ExtendedStatistics: ['p50', 'p99.9'],
  });
  expect(Datapoints).toMatchObject([{ Maximum: 4, ExtendedStatistics: { p50: 2, 'p99.9': 4 } }]);
  const MetricStat = { Metric: metric, Period: 60, Stat: 'p75' };
  const { MetricDataResults } = await client.getMetricData({
    ...{ StartTime, EndTime, MetricDataQueries: [{ Id: 'm', MetricStat }] },
  });
  expect(MetricDataResults).toMatchObject([{ Values: [3] }]);
});

describe('a percentile', () => {
  const values = new Map([
    [1, 90],
    [5, 9],
    [9, 1],
  ]);
  test.each([
    ['p0', 1],
    ['p50', 1],
    ['p90', 1],
    ['p90.1', 5],
    ['p99', 5],
    ['p100', 9],
  ] as const)('%s', (percentile, value) => {
    expect(percentileIn(values, percentile)).toBe(value);
  });

  test('of nothing is none', () => {
    expect(percentileIn(new Map(), 'p50')).toBeUndefined();
  });

  test.each(['p', 'p101', 'p-1', 'P95', 'p9.', 'p95x', 'p100.1', 'Average'])(
    'has not the name %s',
    (name) => {
      expect(isPercentile(name)).toBe(false);
    },
  );

  test.each([
    ['p95', 200],
    ['p99', 1000],
    ['p50', 20],
    ['p10', 100],
  ] as const)('%s says something of %i samples, and of no fewer', (percentile, count) => {
    expect([isSignificant(percentile, count), isSignificant(percentile, count - 1)]).toEqual([true, false]);
  });

  test('is not known of sums alone', async () => {
    const { client, clock } = await open();
    await client.putMetricAlarm(slow);
    const StatisticValues = { SampleCount: 300, Sum: 900, Minimum: 3, Maximum: 3 };
    await client.putMetricData({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Latency', StatisticValues }],
    });
    clock.advance(60_000);
    expect((await client.describeAlarms({})).MetricAlarms?.[0]?.StateValue).toBe('INSUFFICIENT_DATA');
  });
});

describe('an alarm on metric math', () => {
  const stat = (MetricName: string) => ({
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  });
  const percent: PutMetricAlarmCommandInput = {
    AlarmName: 'web-5xx',
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Id: 'percent', Expression: '100 * failed / requests', ReturnData: true },
      { Id: 'failed', ...stat('Failed') },
      { Id: 'requests', ...stat('Requests') },
    ],
  };

  test('is told as it was put, and stays unjudged', async () => {
    const { client, clock, state } = await open();
    await client.putMetricAlarm(percent);
    const { MetricAlarms = [] } = await client.describeAlarms({});
    expect(MetricAlarms).toMatchObject([{ ...percent }]);
    expect(MetricAlarms[0]).not.toHaveProperty('Dimensions');
    clock.advance(300_000);
    expect(await state()).toBe('INSUFFICIENT_DATA');
    await client.setAlarmState({ AlarmName: 'web-5xx', StateValue: 'ALARM', StateReason: 'a drill' });
    expect(await state()).toBe('ALARM');
  });

  test.each<[string, object, string]>([
    [
      'nothing to judge by',
      { Metrics: [{ Id: 'failed', ...stat('Failed') }] },
      'Exactly one element of the metrics list should return data.',
    ],
    [
      'a metric besides',
      { MetricName: 'Failed' },
      'Metrics and MetricName, Namespace or Statistic exclude each other',
    ],
  ])('is refused with %s', async (_name, change, message) => {
    const { client } = await open();
    await expect(client.putMetricAlarm({ ...percent, ...change })).rejects.toMatchObject({ message });
  });
});
