/** Lifecycle hooks: functions that a deployment asks, and pauses at which it waits for a person. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openShiftingStage, type ShiftingOptions } from './shifting-stage.ts';
import { closeStages } from './stage.ts';

afterEach(closeStages);

const withHook = (hook: Readonly<Record<string, unknown>>, options: ShiftingOptions = {}) =>
  openShiftingStage({ strategy: 'BLUE_GREEN', bakeTime: '1m', lifecycleHooks: [hook] }, options);

const functions = {
  world: {
    functions: [
      { name: 'smoke-test', duration: '40s' },
      { name: 'strict-test', outcome: 'FAILED', duration: '40s' },
      { name: 'endless', outcome: 'IN_PROGRESS' },
    ],
  },
};

describe('a function as hook', () => {
  test('that succeeds after 40 s holds its stage so long', async () => {
    const stage = await withHook({ function: 'smoke-test', stages: ['POST_TEST_TRAFFIC_SHIFT'] }, functions);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    expect(stage.hooks(arn)).toEqual([
      {
        hookId: expect.stringMatching(/^ecs-lambda-/),
        targetType: 'AWS_LAMBDA',
        targetArn: 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test',
        status: 'IN_PROGRESS',
        expiresAt: new Date(stage.clock.now() + 24 * 3_600_000),
        timeoutAction: 'ROLLBACK',
      },
    ]);
    expect(stage.untilStage(arn, 'PRE_PRODUCTION_TRAFFIC_SHIFT')).toBe(40);
    expect(stage.hooks(arn)).toEqual([]);
  });

  test('that fails sends the deployment back, and says which hook it was', async () => {
    const stage = await withHook({ function: 'strict-test', stages: ['POST_SCALE_UP'] }, functions);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_SCALE_UP');
    expect(stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS')).toBe(40);
    expect(stage.hookStatus(arn)).toBe('FAILED');
    expect(stage.deployment(arn).statusReason).toBe(
      'Service deployment rolled back because the lifecycle hook arn:aws:lambda:us-east-1:123456789012:function:strict-test did not succeed at POST_SCALE_UP.',
    );
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:1': 2 });
  });

  test('that never answers times out', async () => {
    const hook = { function: 'endless', stages: ['PRE_SCALE_UP'], timeout: '10m' };
    const stage = await withHook(hook, functions);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'PRE_SCALE_UP');
    expect(stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS')).toBe(600);
    expect(stage.hookStatus(arn)).toBe('TIMED_OUT');
    expect(stage.runs()).toEqual({ 'web:1': 2 });
  });

  test('is asked at every step of production traffic', async () => {
    const hook = { function: 'smoke-test', stages: ['PRODUCTION_TRAFFIC_SHIFT'] };
    const linear = { strategy: 'LINEAR', linear: { percent: 50, bakeTime: '1m' }, lifecycleHooks: [hook] };
    const stage = await openShiftingStage(linear, functions);
    const arn = stage.deploy('good-2');
    const ids = new Set<string>();
    stage.until(() => {
      for (const { hookId = '' } of stage.hooks(arn)) ids.add(hookId);
      return stage.status(arn) === 'SUCCESSFUL';
    });
    expect(ids.size).toBe(2);
  });

  test('that is not there fails as one that throws does', async () => {
    const stage = await openShiftingStage({ strategy: 'BLUE_GREEN', bakeTime: '1m' });
    // So long that nothing of the old tasks makes the scheduler look.
    stage.seconds(600);
    const arn = stage.deploy('good-2', {
      deploymentConfiguration: {
        lifecycleHooks: [
          {
            hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:gone',
            lifecycleStages: ['PRE_SCALE_UP'],
          },
        ],
      },
    });
    expect(stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL')).toBe(25);
    expect(stage.deployment(arn).statusReason).toContain('function:gone did not succeed at PRE_SCALE_UP');
  });
});

describe('a pause', () => {
  const pause = { targetType: 'PAUSE', stages: ['POST_TEST_TRAFFIC_SHIFT'], timeout: '30m' };

  test('awaits a person, until when it says so', async () => {
    const stage = await withHook(pause);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    expect(stage.hooks(arn)).toEqual([
      {
        hookId: expect.stringMatching(/^ecs-pause-/),
        targetType: 'PAUSE',
        targetArn: undefined,
        status: 'AWAITING_ACTION',
        expiresAt: new Date(stage.clock.now() + 1_800_000),
        timeoutAction: 'ROLLBACK',
      },
    ]);
    stage.seconds(1700);
    expect(stage.deployment(arn).lifecycleStage).toBe('POST_TEST_TRAFFIC_SHIFT');
  });

  test.each(['CONTINUE', undefined] as const)('goes on at the next look after %s', async (action) => {
    const stage = await withHook(pause);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    stage.seconds(600);
    expect(stage.decide(arn, action)).toEqual({ serviceDeploymentArn: arn });
    expect(stage.hookStatus(arn)).toBe('SUCCEEDED');
    expect(stage.untilStage(arn, 'PRE_PRODUCTION_TRAFFIC_SHIFT')).toBeLessThanOrEqual(5);
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
  });

  test('goes back after ROLLBACK', async () => {
    const stage = await withHook(pause);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    stage.decide(arn, 'ROLLBACK');
    expect(stage.status(arn)).toBe('ROLLBACK_REQUESTED');
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:1': 2 });
  });

  test.each([
    ['ROLLBACK', 'ROLLBACK_IN_PROGRESS'],
    ['CONTINUE', 'IN_PROGRESS'],
  ])(
    'that nobody answers times out, and then its timeout action %s is taken',
    async (timeoutAction, status) => {
      const stage = await withHook({ ...pause, timeoutAction });
      const arn = stage.deploy('good-2');
      stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
      stage.seconds(1799);
      expect(stage.hookStatus(arn)).toBe('AWAITING_ACTION');
      stage.seconds(2);
      expect(stage.status(arn)).toBe(status);
      if (timeoutAction === 'CONTINUE') stage.until(() => stage.status(arn) === 'SUCCESSFUL');
      else expect(stage.hookStatus(arn)).toBe('TIMED_OUT');
    },
  );

  test('and a function at one stage must both succeed', async () => {
    const stages = ['POST_TEST_TRAFFIC_SHIFT'];
    const stage = await openShiftingStage(
      { strategy: 'BLUE_GREEN', bakeTime: '1m', lifecycleHooks: [pause, { function: 'smoke-test', stages }] },
      functions,
    );
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    stage.seconds(60);
    expect(stage.hooks(arn).map(({ status }) => status)).toEqual(['AWAITING_ACTION', 'SUCCEEDED']);
    stage.decide(arn, 'CONTINUE');
    stage.untilStage(arn, 'PRE_PRODUCTION_TRAFFIC_SHIFT');
  });
});

describe('ContinueServiceDeployment refuses', () => {
  const pause = { targetType: 'PAUSE', stages: ['PRE_SCALE_UP'] };

  test('a deployment that is not there', async () => {
    const stage = await withHook(pause);
    const request = { serviceDeploymentArn: 'arn:aws:ecs:nowhere', hookId: 'ecs-pause-1' };
    expect(() => stage.call('ContinueServiceDeployment', request)).toThrow(
      expect.objectContaining({ code: 'ServiceDeploymentNotFoundException' }),
    );
  });

  test('a hook that is not there, and one that was answered already', async () => {
    const stage = await withHook(pause);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'PRE_SCALE_UP');
    const unknown = { serviceDeploymentArn: arn, hookId: 'ecs-pause-1' };
    expect(() => stage.call('ContinueServiceDeployment', unknown)).toThrow(
      'The lifecycle hook ecs-pause-1 does not exist in the service deployment.',
    );
    stage.decide(arn, 'CONTINUE');
    expect(() => stage.decide(arn, 'CONTINUE')).toThrow(/is not awaiting an action: it is SUCCEEDED\.$/);
  });

  test('a deployment that goes back already', async () => {
    const stage = await withHook(pause);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'PRE_SCALE_UP');
    stage.decide(arn, 'ROLLBACK');
    expect(() => stage.decide(arn, 'CONTINUE')).toThrow(
      'The service deployment can not be continued because it is in the ROLLBACK_REQUESTED state.',
    );
  });
});
