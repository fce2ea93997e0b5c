/** CloudWatch over the wire, by the real SDK client in each protocol that CloudWatch speaks. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CloudWatchClient,
  CloudWatchServiceException,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type CloudWatchClientConfig,
} from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

let cloud: LocalAws;
const clock = virtualClock();
beforeAll(async () => {
  cloud = await startLocalAws({ world: readWorld('', 'test.yaml'), clock });
});
afterAll(() => cloud.close());

async function failureOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof CloudWatchServiceException)) throw error;
    return { name: error.name, message: error.message, status: error.$metadata.httpStatusCode };
  }
}

describe.each<[string, CloudWatchClientConfig]>([
  ['AWS JSON 1.0, what the newest SDK sends', {}],
  ['the query protocol', { protocol: AwsQueryProtocol }],
  // The SDK's CBOR states the length before it compresses, so that whoever reads it waits for ever.
  ['Smithy RPC v2 CBOR', { protocol: AwsSmithyRpcV2CborProtocol, disableRequestCompression: true }],
])('%s', (name, protocol) => {
  const client = (): CloudWatchClient =>
    new CloudWatchClient({
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
      ...protocol,
    });

  test('carries an alarm there and back, with numbers, lists and times', async () => {
    const cloudwatch = client();
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'web-errors',
        ActionsEnabled: false,
        AlarmActions: ['arn:aws:sns:us-east-1:123456789012:a', 'arn:aws:sns:us-east-1:123456789012:b'],
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [{ Name: 'LoadBalancer', Value: 'app/front/1' }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: 0.5,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      }),
    );
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['web-errors'] }));
    expect(MetricAlarms).toEqual([
      expect.objectContaining({
        AlarmName: 'web-errors',
        ActionsEnabled: false,
        AlarmActions: ['arn:aws:sns:us-east-1:123456789012:a', 'arn:aws:sns:us-east-1:123456789012:b'],
        Dimensions: [{ Name: 'LoadBalancer', Value: 'app/front/1' }],
        DatapointsToAlarm: 2,
        Threshold: 0.5,
        StateValue: 'INSUFFICIENT_DATA',
        StateUpdatedTimestamp: new Date(clock.now()),
      }),
    ]);
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'web-errors',
        StateValue: 'ALARM',
        StateReason: 'drill <1> & "2"',
      }),
    );
    const raised = await cloudwatch.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    expect(raised.MetricAlarms?.map(({ StateReason }) => StateReason)).toEqual(['drill <1> & "2"']);
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['web-errors'] }));
    expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms).toEqual([]);
  });

  test('carries measurements, compressed when they are many', async () => {
    const cloudwatch = client();
    const Namespace = `Shop by ${name}`;
    const at = new Date('2025-12-31T23:59:30.000Z');
    const MetricData = Array.from({ length: 400 }, (_, value) => ({
      MetricName: 'Latency',
      Dimensions: [{ Name: 'Service', Value: 'web' }],
      Timestamp: at,
      Value: value / 4,
      Unit: 'Milliseconds' as const,
    }));
    await cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName: 'Latency',
        Dimensions: [{ Name: 'Service', Value: 'web' }],
        StartTime: new Date('2025-12-31T23:59:00Z'),
        EndTime: new Date('2026-01-01T00:00:00Z'),
        Period: 60,
        Statistics: ['Maximum', 'SampleCount'],
      }),
    );
    expect(Datapoints).toEqual([
      { Timestamp: new Date('2025-12-31T23:59:00Z'), Unit: 'Milliseconds', Maximum: 99.75, SampleCount: 400 },
    ]);
    const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace }));
    expect(Metrics).toHaveLength(1);
  });

  test('gives errors the names that the SDK knows', async () => {
    expect(await failureOf(client().send(new DeleteAlarmsCommand({ AlarmNames: ['none'] })))).toEqual({
      name: 'ResourceNotFound',
      message: 'Alarm none does not exist.',
      status: 404,
    });
    const pages = failureOf(client().send(new DescribeAlarmsCommand({ NextToken: 'x' })));
    expect(await pages).toMatchObject({ name: 'InvalidNextToken', status: 400 });
    const both = failureOf(
      client().send(new DescribeAlarmsCommand({ AlarmNames: ['a'], AlarmNamePrefix: 'a' })),
    );
    expect(await both).toMatchObject({ name: 'InvalidParameterCombinationException', status: 400 });
  });
});

describe('as it looks on the wire', () => {
  const post = (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${cloud.endpoint}${path}`, { method: 'POST', headers, body });

  test('JSON names an error with its namespace, and by its old name for those who spoke query before', async () => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
      'x-amzn-query-mode': 'true',
    };
    const response = await post('/', headers, '{"AlarmNames":["a"],"AlarmNamePrefix":"a"}');
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(response.headers.get('x-amzn-query-error')).toBe('InvalidParameterCombination;Sender');
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.cloudwatch#InvalidParameterCombinationException',
      message: 'AlarmNames and AlarmNamePrefix can not be used together.',
    });
  });

  test('query answers in XML, as version 1 of the AWS CLI and older Terraform providers want it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await post(
      '/',
      headers,
      'Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=a',
    );
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toMatch(
      /^<DescribeAlarmsResponse xmlns="http:\/\/monitoring\.amazonaws\.com\/doc\/2010-08-01\/"><DescribeAlarmsResult><MetricAlarms><\/MetricAlarms>/,
    );
  });

  test.each([
    ['', 200],
    ['\xff', 400],
  ])('CBOR with the body %j is answered with %d in CBOR', async (body, status) => {
    const response = await post(
      '/service/GraniteServiceVersion20100801/operation/ListMetrics',
      { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
      new Uint8Array(Buffer.from(body, 'latin1')),
    );
    expect(response.status).toBe(status);
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(response.headers.get('content-type')).toBe('application/cbor');
  });
});
