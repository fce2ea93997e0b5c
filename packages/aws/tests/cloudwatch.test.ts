/** Alarms over the wire of CloudWatch. */
import { afterEach, expect, test } from '@jest/globals';
import { CloudWatchAlarms } from '../src/cloudwatch.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const alarms = (): CloudWatchAlarms => new CloudWatchAlarms({ region: 'eu-west-1', maxAttempts: 1 });

test('alarms on metrics and alarms made of alarms are told with their state and its reason', async () => {
  const { heard } = await openLoopback({
    body: {
      MetricAlarms: [
        { AlarmName: 'web-5xx', StateValue: 'ALARM', StateReason: '3 datapoints' },
        { AlarmName: 'web-slow', StateValue: 'OK' },
      ],
      CompositeAlarms: [{ AlarmName: 'web' }],
    },
  });
  expect(await alarms().states(['web-5xx', 'web-slow', 'web'])).toEqual([
    { name: 'web-5xx', state: 'ALARM', reason: '3 datapoints' },
    { name: 'web-slow', state: 'OK', reason: undefined },
    { name: 'web', state: 'INSUFFICIENT_DATA', reason: undefined },
  ]);
  expect(heard[0]).toMatchObject({
    operation: 'DescribeAlarms',
    input: {
      AlarmNames: ['web-5xx', 'web-slow', 'web'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    },
  });
});

test('more than a hundred are asked for in hundreds', async () => {
  const { heard } = await openLoopback({ body: {} });
  expect(await alarms().states(Array.from({ length: 101 }, (_, index) => `a-${String(index)}`))).toEqual([]);
  expect(heard.map(({ input }) => (input.AlarmNames as readonly string[]).length)).toEqual([100, 1]);
});

test('a permission that is missing is named', async () => {
  await openLoopback({
    error: 'AccessDenied',
    message: 'User: arn:me is not authorized to perform: cloudwatch:DescribeAlarms',
    status: 403,
  });
  await expect(alarms().states(['web-5xx'])).rejects.toMatchObject({
    kind: 'setup',
    code: 'access-denied',
    what: 'AWS denied cloudwatch:DescribeAlarms on the alarms web-5xx',
  });
});
