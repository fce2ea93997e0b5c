/** The way back of a deployment that shifts traffic, from every stage and for every cause. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openShiftingStage } from './shifting-stage.ts';
import { closeStages } from './stage.ts';

afterEach(closeStages);

const blueGreen = { strategy: 'BLUE_GREEN', bakeTime: '5m' };
const serving = { web: 100, 'web-alternate': 0 };

describe('StopServiceDeployment', () => {
  test.each([
    ['PRE_SCALE_UP', 0],
    ['SCALE_UP', 0],
    ['POST_SCALE_UP', 0],
    ['TEST_TRAFFIC_SHIFT', 0],
    ['POST_TEST_TRAFFIC_SHIFT', 0],
    ['PRE_PRODUCTION_TRAFFIC_SHIFT', 0],
    ['PRODUCTION_TRAFFIC_SHIFT', 100],
    ['POST_PRODUCTION_TRAFFIC_SHIFT', 100],
    ['BAKE_TIME', 100],
  ])('at %s gives the traffic back at the next look, and blue was never touched', async (at, production) => {
    const stage = await openShiftingStage(blueGreen);
    const blue = stage.tasks('RUNNING').map(({ taskArn }) => taskArn);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, at);
    expect(stage.listener('production')['web-alternate'] ?? 0).toBe(production);
    stage.stop(arn);
    expect(stage.status(arn)).toBe('ROLLBACK_REQUESTED');
    stage.seconds(5);
    expect(stage.status(arn)).toBe('ROLLBACK_IN_PROGRESS');
    expect([stage.listener('production'), stage.listener('test')]).toEqual([serving, serving]);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.tasks('RUNNING').map(({ taskArn }) => taskArn)).toEqual(blue);
    expect(stage.deployment(arn)).toMatchObject({
      targetServiceRevision: { requestedProductionTrafficWeight: 0, runningTaskCount: 0 },
      sourceServiceRevisions: [{ requestedProductionTrafficWeight: 100, runningTaskCount: 2 }],
      rollback: { reason: 'Service deployment rolled back by user request.' },
    });
    expect(stage.serving()).toBe('web:1');
  });

  test('at CLEAN_UP starts blue again, and green serves until blue is healthy', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'CLEAN_UP');
    stage.stop(arn);
    stage.seconds(20);
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
    expect(stage.runs()).toEqual({ 'web:1': 2, 'web:2': 2 });
    const greenBefore = new Set<number | undefined>();
    stage.until(() => {
      const back = stage.listener('production').web === 100;
      if (!back) greenBefore.add(stage.runs()['web:2']);
      return back;
    });
    expect([...greenBefore]).toEqual([2]);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:1': 2 });
  });

  test('in the middle of a linear shift gives all shares back', async () => {
    const stage = await openShiftingStage({ strategy: 'LINEAR' });
    const arn = stage.deploy('good-2');
    stage.until(() => stage.listener('production')['web-alternate'] === 30);
    stage.stop(arn);
    stage.seconds(5);
    expect(stage.listener('production')).toEqual(serving);
  });

  test('before the deployment was taken up never starts a task', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('good-2');
    stage.stop(arn);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.tasks('STOPPED')).toEqual([]);
  });
});

describe('the circuit breaker', () => {
  test('trips while green scales up: production never left blue', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('crashing');
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.deployment(arn)).toMatchObject({
      deploymentCircuitBreaker: { status: 'TRIGGERED' },
      rollback: {
        reason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      },
    });
    expect(stage.runs()).toEqual({ 'web:1': 2 });
    expect(stage.listener('production')).toEqual(serving);
  });

  test('trips while it bakes: traffic is back in the same look', async () => {
    const images = {
      brief: [
        { at: '1s', answers: 200 },
        { at: '90s', answers: 500 },
      ],
    };
    const stage = await openShiftingStage({ ...blueGreen, bakeTime: '60m' }, { images, desired: 3 });
    const arn = stage.deploy('brief');
    stage.untilStage(arn, 'BAKE_TIME');
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
    stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS');
    expect(stage.listener('production')).toEqual(serving);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:1': 3 });
  });

  test('without rollback stops everything where it is, and blue goes on', async () => {
    const stage = await openShiftingStage(blueGreen, { breaker: 'stop' });
    const arn = stage.deploy('crashing');
    stage.until(() => stage.status(arn) === 'STOPPED');
    stage.seconds(600);
    expect(stage.runs()).toEqual({ 'web:1': 2 });
    expect(stage.primary()).toMatchObject({ rolloutState: 'FAILED', runningCount: 0 });
  });
});

describe('an alarm', () => {
  const watched = { alarms: { names: ['web-5xx'], rollback: true } };

  test('raised while a canary is out sends it back in the same look', async () => {
    const stage = await openShiftingStage({ strategy: 'CANARY', ...watched });
    stage.alarm('web-5xx', 'OK');
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'PRODUCTION_TRAFFIC_SHIFT');
    stage.seconds(60);
    stage.alarm('web-5xx', 'ALARM');
    expect(stage.until(() => stage.status(arn) === 'ROLLBACK_IN_PROGRESS')).toBeLessThanOrEqual(5);
    expect(stage.listener('production')).toEqual(serving);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(stage.deployment(arn)).toMatchObject({
      alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-5xx'] },
      statusReason: 'Service deployment rolled back because of one or more active alarms.',
    });
  });

  test('raised after the bake time is no longer watched', async () => {
    const stage = await openShiftingStage({ ...blueGreen, ...watched });
    stage.alarm('web-5xx', 'OK');
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'CLEAN_UP');
    expect(stage.deployment(arn).alarms?.status).toBe('MONITORING_COMPLETE');
    stage.alarm('web-5xx', 'ALARM');
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:2': 2 });
  });

  test('does not make a bake time where the strategy has none', async () => {
    const stage = await openShiftingStage({ strategy: 'CANARY', ...watched });
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'BAKE_TIME');
    expect(stage.untilStage(arn, 'CLEAN_UP')).toBe(5);
    expect(stage.until(() => stage.status(arn) === 'SUCCESSFUL')).toBeLessThan(120);
  });
});
