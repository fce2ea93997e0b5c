/** A target group that is deleted while a service still stands in it. */
import { afterEach, expect, test } from '@jest/globals';
import { closeStages, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const context = { account: '', region: '', endpoint: '', accessKeyId: '' };

async function openWithoutGroup() {
  const stage = await openSteadyStage({ balanced: true, desired: 1 });
  const [group] = stage.service().loadBalancers ?? [];
  const { operations } = stage.balancer.service;
  const told = (await operations.DescribeLoadBalancers?.({}, context)) as {
    readonly LoadBalancers: readonly { readonly LoadBalancerArn: string }[];
  };
  for (const { LoadBalancerArn } of told.LoadBalancers) {
    await operations.DeleteLoadBalancer?.({ LoadBalancerArn }, context);
  }
  await operations.DeleteTargetGroup?.({ TargetGroupArn: group?.targetGroupArn }, context);
  return { stage, arn: group?.targetGroupArn ?? '' };
}

test('a task leaves it as if it had left before, and the next one can not be registered and is never healthy', async () => {
  const { stage, arn } = await openWithoutGroup();
  const [task] = stage.tasks('RUNNING');
  stage.call('StopTask', { task: task?.taskArn });
  stage.until(() => stage.service().runningCount === 0);
  expect(stage.events()).toContain('has begun draining connections on 1 tasks.');
  stage.seconds(600);
  expect(stage.events()).toContain(
    `failed to register targets in (target-group ${arn}) with (error One or more target groups not found)`,
  );
  expect(stage.events().at(-1)).not.toBe('has reached a steady state.');
});

test('an update that keeps it is refused', async () => {
  const { stage, arn } = await openWithoutGroup();
  expect(() => stage.update({ desiredCount: 2 })).toThrow(`The target group ${arn} does not exist.`);
});

test('the service can be told to go on without it', async () => {
  const { stage } = await openWithoutGroup();
  const deployment = stage.update({ loadBalancers: [] });
  stage.until(() => stage.status(deployment) === 'SUCCESSFUL');
  expect(stage.service().runningCount).toBe(1);
});
