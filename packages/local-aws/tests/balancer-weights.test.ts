/** How a listener shares its requests among two target groups, counted and over real connections. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBalancer } from '../src/balancer/balancer.ts';
import { createForwardRule } from '../src/balancer/forward-rule.ts';
import { createTargetGroup, type TargetGroup } from '../src/balancer/target-group.ts';
import { virtualClock } from '../src/clock.ts';
import { get, realTarget, say } from './balancer-harbour.ts';
import { answers, closeAll, closeLater, front, world } from './balancer-stage.ts';
import { trafficClock } from './traffic-clock.ts';

afterEach(closeAll);

describe('of a hundred requests', () => {
  const groupNamed = (name: string): TargetGroup =>
    createTargetGroup(name, { ...front.targetGroup, name }, virtualClock());
  const blue = groupNamed('blue');
  const green = groupNamed('green');
  const greenShare = (percent: number, requests: number): readonly number[] => {
    const rule = createForwardRule('rule', [{ group: blue, percent: 100 }]);
    rule.shift([
      { group: blue, percent: 100 - percent },
      { group: green, percent },
    ]);
    return Array.from({ length: requests }, (_, at) => at).filter(() => rule.next() === green);
  };

  test.each([
    [0, 0],
    [5, 5],
    [33, 33],
    [50, 50],
    [100, 100],
  ])('%d %% of the traffic is %d', (percent, requests) => {
    expect(greenShare(percent, 100)).toHaveLength(requests);
  });

  test('those of a small share come at even distances', () => {
    expect(greenShare(5, 100)).toEqual([10, 30, 50, 70, 90]);
  });

  test('a tenth of a percent is one of a thousand', () => {
    expect(greenShare(0.1, 1000)).toHaveLength(1);
  });

  test('all go to the one group that there is before the first shift', () => {
    expect(createForwardRule('rule', [{ group: blue, percent: 100 }]).next()).toBe(blue);
  });
});

async function twoGroups() {
  const clock = trafficClock();
  const loadBalancers = [{ ...front, testPort: 0, alternateTargetGroup: 'green-tg' }];
  const balancer = await createBalancer({ world: { ...world, loadBalancers }, clock });
  closeLater(() => balancer.close());
  const shifting = balancer.trafficShifting('web-tg');
  if (shifting?.testListenerRule === undefined) throw new Error('no test listener');
  const blue = balancer.targetGroupArn('web-tg');
  const green = shifting.alternateTargetGroupArn;
  for (const [group, text] of [
    [blue, 'blue'],
    [green, 'green'],
  ] as const) {
    const real = await realTarget(say(text));
    closeLater(() => real.crash());
    balancer.register(
      group,
      real.target,
      () => answers(200),
      () => undefined,
    );
  }
  clock.advance(1000);
  const share = (percent: number) => [
    { targetGroupArn: blue, percent: 100 - percent },
    { targetGroupArn: green, percent },
  ];
  return { balancer, blue, green, share, ...shifting, testListenerRule: shifting.testListenerRule };
}

describe('a load balancer with an alternate target group', () => {
  test('sends production traffic by the weights of its rule', async () => {
    const { balancer, share, productionListenerRule } = await twoGroups();
    const url = balancer.urls['harbour-lb'] ?? '';
    expect(await get(url)).toBe('blue');
    balancer.shift(productionListenerRule, share(25));
    const texts = [await get(url), await get(url), await get(url), await get(url)];
    expect(texts.filter((text) => text === 'green')).toHaveLength(1);
    balancer.shift(productionListenerRule, share(100));
    expect(await get(url)).toBe('green');
  });

  test('sends test traffic by a rule of its own', async () => {
    const { balancer, share, testListenerRule } = await twoGroups();
    balancer.shift(testListenerRule, share(100));
    expect(await get(balancer.urls['harbour-lb:test'] ?? '')).toBe('green');
    expect(await get(balancer.urls['harbour-lb'] ?? '')).toBe('blue');
  });

  test('tells of its rules and their weights', async () => {
    const { balancer, blue, green, share, productionListenerRule } = await twoGroups();
    balancer.shift(productionListenerRule, share(25));
    const context = { account: '', region: '', endpoint: '', accessKeyId: '' };
    const answer = balancer.service.operations.DescribeRules?.(
      { RuleArns: [productionListenerRule] },
      context,
    );
    expect(answer).toMatchObject({
      Rules: [
        {
          RuleArn: productionListenerRule,
          Actions: [
            {
              Type: 'forward',
              ForwardConfig: {
                TargetGroups: [
                  { TargetGroupArn: blue, Weight: 75 },
                  { TargetGroupArn: green, Weight: 25 },
                ],
              },
            },
          ],
        },
      ],
    });
    expect([balancer.hasRule(productionListenerRule), balancer.hasRule(blue)]).toEqual([true, false]);
  });
});
