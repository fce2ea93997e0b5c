import { afterEach, describe, expect, test } from '@jest/globals';
import { answers, closeAll, registered } from './balancer-stage.ts';

const context = { account: '', region: '', endpoint: '', accessKeyId: '' };
const ok = answers(200);
afterEach(closeAll);

describe('the operations', () => {
  async function call(name: string, input: Record<string, unknown>): Promise<unknown> {
    const { balancer, clock } = await registered(ok);
    clock.advance(1000);
    return balancer.service.operations[name]?.(input, context);
  }
  const group = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/web-tg/';

  test('name the target group as AWS does', async () => {
    const { arn, balancer } = await registered(ok);
    expect(arn).toMatch(new RegExp(`^${group}[0-9a-f]{16}$`));
    expect([balancer.exists(arn), balancer.exists(`${arn}0`)]).toEqual([true, false]);
  });

  test('tell the health of registered targets, and of one that is asked for and unknown', async () => {
    const { balancer, clock, arn } = await registered(ok);
    clock.advance(1000);
    const ask = (Targets?: object[]) =>
      balancer.service.operations.DescribeTargetHealth?.({ TargetGroupArn: arn, Targets }, context);
    expect(ask()).toEqual({
      TargetHealthDescriptions: [
        {
          Target: { Id: '10.0.0.5', Port: 8080 },
          HealthCheckPort: '8080',
          TargetHealth: { State: 'healthy' },
        },
      ],
    });
    expect(ask([{ Id: '10.0.0.6' }])).toMatchObject({
      TargetHealthDescriptions: [{ Target: { Port: 8080 }, TargetHealth: { State: 'unused' } }],
    });
  });

  test('find load balancers, listeners and target groups by name', async () => {
    expect(await call('DescribeLoadBalancers', { Names: ['harbour-lb'] })).toMatchObject({
      LoadBalancers: [{ LoadBalancerName: 'harbour-lb', State: { Code: 'active' } }],
    });
    expect(await call('DescribeTargetGroups', { Names: ['web-tg'] })).toMatchObject({
      TargetGroups: [{ HealthCheckIntervalSeconds: 1, Matcher: { HttpCode: '200' } }],
    });
    expect(await call('DescribeListeners', {})).toMatchObject({
      Listeners: [{ DefaultActions: [{ Type: 'forward' }] }],
    });
  });

  test.each([
    ['DescribeTargetHealth', { TargetGroupArn: 'x' }, 'TargetGroupNotFoundException'],
    ['DescribeTargetGroups', { Names: ['x'] }, 'TargetGroupNotFoundException'],
    ['DescribeLoadBalancers', { Names: ['x'] }, 'LoadBalancerNotFoundException'],
    ['DescribeListeners', { ListenerArns: ['x'] }, 'ListenerNotFoundException'],
  ])('refuse %s of what is not there', async (name, input, code) => {
    await expect(call(name, input)).rejects.toMatchObject({ code });
  });
});
