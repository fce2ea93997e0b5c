/** From a failing target to an alarm: the load balancer measures, CloudWatch judges. */
import { afterEach, expect, test } from '@jest/globals';
import { createBalancer } from '../src/balancer/balancer.ts';
import { createCloudWatch } from '../src/cloudwatch/cloudwatch.ts';
import { realTarget } from './balancer-harbour.ts';
import { answers, closeAll, closeLater, world } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

afterEach(closeAll);

test('three answers with 500 within a minute raise the alarm at its end', async () => {
  const clock = trafficClock();
  const { metrics, alarms, service } = createCloudWatch({ world: { ...world, alarms: [] }, clock });
  const balancer = await createBalancer({ world, clock, metrics });
  closeLater(() => balancer.close());
  const real = await realTarget((_, response) => void response.writeHead(500).end());
  closeLater(() => real.crash());
  const group = balancer.targetGroupArn('web-tg');
  balancer.register(
    group,
    real.target,
    () => answers(200),
    () => undefined,
  );
  clock.advance(1000);

  const [first] = await listed(service.operations.ListMetrics?.({}, context));
  expect(first).toBeUndefined();
  const url = balancer.urls['harbour-lb'] ?? '';
  for (let request = 0; request < 3; request += 1) await (await fetch(url)).text();
  const metric = (await listed(service.operations.ListMetrics?.({}, context))).find(
    ({ MetricName, Dimensions }) => MetricName === 'HTTPCode_Target_5XX_Count' && Dimensions.length === 1,
  );
  await service.operations.PutMetricAlarm?.(
    {
      ...metric,
      AlarmName: 'web-5xx',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    },
    context,
  );
  clock.advance(60_000);
  expect(alarms.stateOf('web-5xx')).toBe('ALARM');
});

const context = { account: '000000000000', region: 'eu-west-1', endpoint: '', accessKeyId: 'test' };

interface Listed {
  readonly MetricName: string;
  readonly Dimensions: readonly unknown[];
}

const listed = async (answer: object | Promise<object> | undefined): Promise<readonly Listed[]> =>
  ((await answer) as { Metrics: readonly Listed[] }).Metrics;
