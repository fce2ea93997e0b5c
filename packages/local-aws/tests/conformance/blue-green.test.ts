/** What a BLUE_GREEN deployment goes through: two tasks of web:1 are blue, two of web:2 become green. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openShiftingStage, withShifting } from './shifting-stage.ts';
import { closeStages, openSteadyStage } from './stage.ts';

afterEach(closeStages);

const blueGreen = { strategy: 'BLUE_GREEN', bakeTime: '5m' };

describe('a blue/green deployment', () => {
  test('goes through its stages in order; a stage without work lasts one look of the scheduler', async () => {
    const stage = await openShiftingStage(blueGreen);
    expect(stage.timeline(stage.deploy('good-2'))).toEqual([
      '0s PENDING no stage, production 0, test 0',
      '15s PRE_SCALE_UP, production 0, test 0',
      // 10 s provisioning, 15 s pulling, 10 s until the first health check.
      '20s SCALE_UP, production 0, test 0',
      '55s POST_SCALE_UP, production 0, test 0',
      '60s TEST_TRAFFIC_SHIFT, production 0, test 100',
      '65s POST_TEST_TRAFFIC_SHIFT, production 0, test 100',
      '70s PRE_PRODUCTION_TRAFFIC_SHIFT, production 0, test 100',
      '75s PRODUCTION_TRAFFIC_SHIFT, production 100, test 100',
      '80s POST_PRODUCTION_TRAFFIC_SHIFT, production 100, test 100',
      '85s BAKE_TIME, production 100, test 100',
      '385s CLEAN_UP, production 100, test 100',
      // The blue tasks drain for 60 s before they are stopped.
      '470s SUCCESSFUL CLEAN_UP, production 100, test 100',
    ]);
    expect(stage.runs()).toEqual({ 'web:2': 2 });
    expect(stage.primary()).toMatchObject({ rolloutState: 'COMPLETED', runningCount: 2 });
  });

  test('tells of the weights of its source, too', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_SCALE_UP');
    expect(stage.deployment(arn).sourceServiceRevisions).toMatchObject([
      { requestedProductionTrafficWeight: 100, requestedTestTrafficWeight: 100, runningTaskCount: 2 },
    ]);
    stage.untilStage(arn, 'BAKE_TIME');
    expect(stage.deployment(arn).sourceServiceRevisions).toMatchObject([
      { requestedProductionTrafficWeight: 0, requestedTestTrafficWeight: 0, runningTaskCount: 2 },
    ]);
  });

  test('wants no task of the new revision before SCALE_UP, and all of both until CLEAN_UP', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('good-2');
    const requested = () => stage.deployment(arn).targetServiceRevision?.requestedTaskCount;
    stage.untilStage(arn, 'PRE_SCALE_UP');
    expect([requested(), stage.runs()]).toEqual([0, { 'web:1': 2 }]);
    stage.untilStage(arn, 'SCALE_UP');
    expect([requested(), stage.runs()]).toEqual([2, { 'web:1': 2, 'web:2': 2 }]);
    stage.untilStage(arn, 'BAKE_TIME');
    stage.seconds(299);
    expect(stage.runs()).toEqual({ 'web:1': 2, 'web:2': 2 });
    stage.untilStage(arn, 'CLEAN_UP');
    expect(stage.runs()).toEqual({ 'web:2': 2 });
  });

  test('moves the rules of both listeners, and takes the other target group each time', async () => {
    const stage = await openShiftingStage(blueGreen);
    const second = stage.deploy('good-2');
    stage.untilStage(second, 'TEST_TRAFFIC_SHIFT');
    expect(stage.listener('test')).toEqual({ web: 0, 'web-alternate': 100 });
    expect(stage.listener('production')).toEqual({ web: 100, 'web-alternate': 0 });
    stage.untilStage(second, 'PRODUCTION_TRAFFIC_SHIFT');
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
    stage.until(() => stage.status(second) === 'SUCCESSFUL');
    const third = stage.deploy('good-3');
    stage.untilStage(third, 'POST_TEST_TRAFFIC_SHIFT');
    expect(stage.listener('test')).toEqual({ web: 100, 'web-alternate': 0 });
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
    stage.until(() => stage.status(third) === 'SUCCESSFUL');
    expect(stage.listener('production')).toEqual({ web: 100, 'web-alternate': 0 });
  });

  test('has no test traffic to tell of without a test listener', async () => {
    const stage = await openShiftingStage(blueGreen, { testListener: false });
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    expect(stage.deployment(arn).targetServiceRevision).toMatchObject({
      requestedProductionTrafficWeight: 0,
      requestedTestTrafficWeight: undefined,
    });
  });

  test('of a service without load balancer goes through the same stages, with no weights', async () => {
    const steady = await openSteadyStage({ service: { strategy: 'BLUE_GREEN', bakeTime: '1m' } });
    const stage = withShifting(steady);
    expect(stage.timeline(stage.deploy('good-2'))).toEqual([
      '0s PENDING no stage, production -, test -',
      '15s PRE_SCALE_UP, production -, test -',
      // 25 s until the tasks run, 40 s more until they count as healthy.
      '20s SCALE_UP, production -, test -',
      '85s POST_SCALE_UP, production -, test -',
      '90s TEST_TRAFFIC_SHIFT, production -, test -',
      '95s POST_TEST_TRAFFIC_SHIFT, production -, test -',
      '100s PRE_PRODUCTION_TRAFFIC_SHIFT, production -, test -',
      '105s PRODUCTION_TRAFFIC_SHIFT, production -, test -',
      '110s POST_PRODUCTION_TRAFFIC_SHIFT, production -, test -',
      '115s BAKE_TIME, production -, test -',
      '175s CLEAN_UP, production -, test -',
      expect.stringMatching(/^\d+s SUCCESSFUL CLEAN_UP, production -, test -$/),
    ]);
  });

  test('follows a desired count that changes meanwhile, with both revisions', async () => {
    const stage = await openShiftingStage(blueGreen);
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'BAKE_TIME');
    stage.update({ desiredCount: 3 });
    stage.seconds(60);
    expect(stage.runs()).toEqual({ 'web:1': 3, 'web:2': 3 });
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(stage.runs()).toEqual({ 'web:2': 3 });
  });

  test('replaces a blue task that ends while it may still be gone back to', async () => {
    const stage = await openShiftingStage({ ...blueGreen, bakeTime: '15m' }, { image: 'mortal' });
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'BAKE_TIME');
    stage.until(() => stage.service().runningCount === 2);
    stage.until(() => stage.service().runningCount === 4);
    expect(stage.runs()).toEqual({ 'web:1': 2, 'web:2': 2 });
    expect(stage.deployment(arn)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
  });
});

describe('the first deployment of a service', () => {
  test('has nothing to shift from, and no stages', async () => {
    const stage = await openShiftingStage(blueGreen);
    expect(stage.deployment(stage.current())).toMatchObject({
      status: 'SUCCESSFUL',
      lifecycleStage: undefined,
      lifecycleHookDetails: undefined,
    });
  });
});

describe('a deployment that takes the place of one that runs', () => {
  test('begins with RECONCILE_SERVICE: the superseded tasks go first, and their traffic with them', async () => {
    const stage = await openShiftingStage(blueGreen);
    const older = stage.deploy('good-2');
    stage.untilStage(older, 'BAKE_TIME');
    const newer = stage.deploy('good-3');
    expect(stage.deployment(older).status).toBe('STOP_REQUESTED');
    expect(stage.timeline(newer).slice(0, 4)).toEqual([
      '0s PENDING no stage, production 0, test 0',
      '15s RECONCILE_SERVICE, production 0, test 0',
      // 60 s draining of web:2.
      expect.stringMatching(/^\d+s PRE_SCALE_UP, production 0, test 0$/),
      expect.stringMatching(/^\d+s SCALE_UP, production 0, test 0$/),
    ]);
    expect(stage.deployment(newer).sourceServiceRevisions).toHaveLength(2);
    expect(stage.runs()).toEqual({ 'web:3': 2 });
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
  });

  test('and rolls gives the traffic of the superseded tasks back', async () => {
    const stage = await openShiftingStage(blueGreen);
    stage.untilStage(stage.deploy('good-2'), 'BAKE_TIME');
    const rolling = stage.deploy('good-3', { deploymentConfiguration: { strategy: 'ROLLING' } });
    expect(stage.listener('production')).toEqual({ web: 100, 'web-alternate': 0 });
    stage.until(() => stage.status(rolling) === 'SUCCESSFUL');
    expect(stage.deployment(rolling).lifecycleStage).toBeUndefined();
    expect(stage.runs()).toEqual({ 'web:3': 2 });
  });
});
