/** Alarms over the wire of CloudWatch. */
import { afterEach, expect, test } from '@jest/globals';
import { CloudWatchAlarms } from '../src/cloudwatch.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const alarms = (): CloudWatchAlarms => new CloudWatchAlarms({ region: 'eu-west-1', maxAttempts: 1 });

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
