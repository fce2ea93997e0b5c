/** What ECS is made to want when a metric leaves its target. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { closeAll, cpu, open, tracking, type Account } from './scaling-stage.ts';

afterEach(closeAll);

/** A metric that anybody can put in, so that a test can move it. */
const queue = {
  CustomizedMetricSpecification: { Namespace: 'Harbour', MetricName: 'Waiting', Statistic: 'Average' },
  TargetValue: 10,
  ScaleOutCooldown: 120,
} as const;

/** So many minutes pass in which the queue was so long. */
async function wait({ clock, cloudwatch: watch }: Account, minutes: number, Value: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await watch.putMetricData({ Namespace: 'Harbour', MetricData: [{ MetricName: 'Waiting', Value }] });
    clock.advance(60_000);
  }
}

describe('what is measured', () => {
  test('scales out in proportion, no further than the maximum, and in again when it was low for long', async () => {
    const account = await open();
    await account.register(1, 6);
    await account.client.putScalingPolicy({ ...tracking(queue), PolicyName: 'queue' });
    await wait(account, 2, 25);
    expect(account.desired()).toBe(1);
    await wait(account, 2, 25);
    expect(account.desired()).toBe(3);
    await wait(account, 4, 95);
    expect(account.desired()).toBe(6);
    await wait(account, 20, 2);
    expect(account.desired()).toBe(2);
    const { ScalingActivities = [] } = await account.client.describeScalingActivities({
      ServiceNamespace: 'ecs',
    });
    expect(ScalingActivities.map(({ Description }) => Description)).toEqual([
      'Setting desired count to 2.',
      'Setting desired count to 6.',
      'Setting desired count to 3.',
    ]);
    expect(ScalingActivities.at(-1)?.Cause).toMatch(
      /^monitor alarm TargetTracking-service\/harbour\/web-AlarmHigh-\S+ in state ALARM triggered policy queue$/,
    );
  });

  test('scales nothing while that is suspended, and nothing by CPU, which nobody measures here', async () => {
    const account = await open();
    await account.register(1, 6, { SuspendedState: { DynamicScalingOutSuspended: true } });
    await account.client.putScalingPolicy({ ...tracking(queue), PolicyName: 'queue' });
    await account.client.putScalingPolicy(tracking(cpu));
    await wait(account, 6, 50);
    expect(account.desired()).toBe(1);
    const { MetricAlarms = [] } = await account.cloudwatch.describeAlarms({
      StateValue: 'INSUFFICIENT_DATA',
    });
    expect(MetricAlarms.map(({ MetricName }) => MetricName)).toEqual(['CPUUtilization', 'CPUUtilization']);
  });
});
