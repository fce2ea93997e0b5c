/** The pure rules of the strategies: what ECS refuses, what it keeps, and which stage and share come next. */
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { nextProduction, stageAfter } from '../src/ecs/strategies/stages.ts';
import { brokenStrategyRule, mergedConfiguration } from '../src/ecs/strategies/strategy-settings.ts';

const refused: readonly (readonly [string, DeploymentConfiguration, string])[] = [
  [
    'blue/green without a bake time',
    { strategy: 'BLUE_GREEN' },
    'bakeTimeInMinutes must be specified for the BLUE_GREEN deployment strategy.',
  ],
  [
    'a bake time of more than a day',
    { strategy: 'CANARY', bakeTimeInMinutes: 1441 },
    'bakeTimeInMinutes must be between 0 and 1440.',
  ],
  [
    'linear steps below 3 %',
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 2.9 } },
    'stepPercent must be between 3 and 100.',
  ],
  [
    'linear steps in hundredths',
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 3.33 } },
    'stepPercent must be a multiple of 0.1.',
  ],
  [
    'a step bake of more than a day',
    { strategy: 'LINEAR', linearConfiguration: { stepBakeTimeInMinutes: 1441 } },
    'stepBakeTimeInMinutes must be between 0 and 1440.',
  ],
  [
    'a canary of nothing',
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0 } },
    'canaryPercent must be between 0.1 and 100.',
  ],
  [
    'a canary bake below zero',
    { strategy: 'CANARY', canaryConfiguration: { canaryBakeTimeInMinutes: -1 } },
    'canaryBakeTimeInMinutes must be between 0 and 1440.',
  ],
  [
    'linear settings of a canary',
    { strategy: 'CANARY', linearConfiguration: {} },
    'linearConfiguration is only valid for the LINEAR deployment strategy.',
  ],
  [
    'canary settings of a rolling deployment',
    { canaryConfiguration: {} },
    'canaryConfiguration is only valid for the CANARY deployment strategy.',
  ],
  [
    'hooks of a rolling deployment',
    { lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }] },
    'lifecycleHooks are not supported for the ROLLING deployment strategy.',
  ],
  [
    'a pause while test traffic shifts',
    withHook({ targetType: 'PAUSE', lifecycleStages: ['TEST_TRAFFIC_SHIFT'] }),
    'PAUSE lifecycle hooks are not supported at the TEST_TRAFFIC_SHIFT stage.',
  ],
  [
    'a pause while production traffic shifts',
    withHook({ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT'] }),
    'PAUSE lifecycle hooks are not supported at the PRODUCTION_TRAFFIC_SHIFT stage.',
  ],
  [
    'a function without its ARN',
    withHook({ lifecycleStages: ['PRE_SCALE_UP'] }),
    'hookTargetArn must be specified for AWS_LAMBDA lifecycle hooks.',
  ],
  ['a hook without stages', withHook({ targetType: 'PAUSE' }), 'lifecycleStages can not be empty.'],
  [
    'a hook that waits more than 14 days',
    withHook({
      targetType: 'PAUSE',
      lifecycleStages: ['PRE_SCALE_UP'],
      timeoutConfiguration: { timeoutInMinutes: 20_161 },
    }),
    'timeoutInMinutes must be between 1 and 20160.',
  ],
];

function withHook(
  hook: NonNullable<DeploymentConfiguration['lifecycleHooks']>[number],
): DeploymentConfiguration {
  return { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0, lifecycleHooks: [hook] };
}

describe('ECS refuses', () => {
  test.each(refused)('%s', (_, configuration, sentence) => {
    expect(brokenStrategyRule(configuration)).toBe(sentence);
  });
});

describe('ECS takes', () => {
  test.each<readonly [string, DeploymentConfiguration]>([
    ['nothing at all', {}],
    ['blue/green with no time to bake', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0 }],
    ['the smallest linear step', { strategy: 'LINEAR', linearConfiguration: { stepPercent: 3 } }],
    ['the smallest canary', { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0.1 } }],
    [
      'the longest wait',
      withHook({
        targetType: 'PAUSE',
        lifecycleStages: ['RECONCILE_SERVICE'],
        timeoutConfiguration: { timeoutInMinutes: 20_160 },
      }),
    ],
  ])('%s', (_, configuration) => {
    expect(brokenStrategyRule(configuration)).toBeUndefined();
  });
});

describe('a deployment configuration', () => {
  test('gets the defaults of its strategy', () => {
    expect(
      mergedConfiguration(undefined, { strategy: 'LINEAR', linearConfiguration: { stepPercent: 20 } }),
    ).toMatchObject({
      linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: 6 },
    });
    expect(mergedConfiguration(undefined, { strategy: 'CANARY' })).toMatchObject({
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    });
  });

  test('keeps what an update leaves out, but not what belongs to the strategy before', () => {
    const before = mergedConfiguration(undefined, {
      ...withHook({ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }),
      strategy: 'CANARY',
      minimumHealthyPercent: 50,
    });
    expect(mergedConfiguration(before, {})).toEqual(before);
    const linear = mergedConfiguration(before, { strategy: 'LINEAR' });
    expect(linear).toMatchObject({ minimumHealthyPercent: 50, canaryConfiguration: undefined });
    expect(linear.lifecycleHooks).toEqual(before.lifecycleHooks);
    expect(mergedConfiguration(before, { strategy: 'ROLLING' }).lifecycleHooks).toBeUndefined();
  });
});

describe('after PRODUCTION_TRAFFIC_SHIFT', () => {
  test('comes the next step while traffic is left, then POST_PRODUCTION_TRAFFIC_SHIFT', () => {
    expect(stageAfter('PRODUCTION_TRAFFIC_SHIFT', 99.9)).toBe('PRE_PRODUCTION_TRAFFIC_SHIFT');
    expect(stageAfter('PRODUCTION_TRAFFIC_SHIFT', 100)).toBe('POST_PRODUCTION_TRAFFIC_SHIFT');
  });

  test('a sum of tenths stays in tenths', () => {
    const linear = { strategy: 'LINEAR', linearConfiguration: { stepPercent: 3.3 } } as const;
    let production = 0;
    const shares = Array.from({ length: 4 }, () => (production = nextProduction(linear, production)));
    expect(shares).toEqual([3.3, 6.6, 9.9, 13.2]);
  });
});
