/** Real requests to the listeners while a deployment shifts traffic: web:1 answers 200, web:2 answers 201. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openShiftingStage, type ShiftingStage } from './shifting-stage.ts';
import { closeStages } from './stage.ts';

afterEach(closeStages);

const open = (service: Readonly<Record<string, unknown>>): Promise<ShiftingStage> =>
  openShiftingStage(service, { traffic: true, images: { created: [{ at: '1s', answers: 201 }] } });

async function answers(stage: ShiftingStage, name: 'front' | 'front:test', count = 4): Promise<number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < count; at += 1) statuses.push((await fetch(stage.balancer.urls[name] ?? '')).status);
  return statuses;
}

describe('requests of users', () => {
  test('go to green by its share, one by one, and all back to blue after a rollback', async () => {
    const stage = await open({ strategy: 'LINEAR', linear: { percent: 25, bakeTime: '5m' } });
    const arn = stage.deploy('created');
    stage.untilStage(arn, 'PRE_PRODUCTION_TRAFFIC_SHIFT');
    expect(await answers(stage, 'front')).toEqual([200, 200, 200, 200]);
    stage.untilStage(arn, 'PRODUCTION_TRAFFIC_SHIFT');
    expect((await answers(stage, 'front', 8)).filter((status) => status === 201)).toHaveLength(2);
    stage.stop(arn);
    stage.seconds(5);
    expect(await answers(stage, 'front')).toEqual([200, 200, 200, 200]);
    stage.until(() => stage.status(arn) === 'ROLLBACK_SUCCESSFUL');
    expect(await answers(stage, 'front')).toEqual([200, 200, 200, 200]);
  });

  test('are all answered by green once blue is gone', async () => {
    const stage = await open({ strategy: 'BLUE_GREEN', bakeTime: '1m' });
    const arn = stage.deploy('created');
    stage.untilStage(arn, 'BAKE_TIME');
    expect(await answers(stage, 'front')).toEqual([201, 201, 201, 201]);
    stage.until(() => stage.status(arn) === 'SUCCESSFUL');
    expect(await answers(stage, 'front')).toEqual([201, 201, 201, 201]);
  });
});

describe('requests of tests', () => {
  test('go to green before the first user does', async () => {
    const stage = await open({ strategy: 'BLUE_GREEN', bakeTime: '1m' });
    const arn = stage.deploy('created');
    stage.untilStage(arn, 'POST_SCALE_UP');
    expect(await answers(stage, 'front:test', 2)).toEqual([200, 200]);
    stage.untilStage(arn, 'POST_TEST_TRAFFIC_SHIFT');
    expect(await answers(stage, 'front:test', 2)).toEqual([201, 201]);
    expect(await answers(stage, 'front', 2)).toEqual([200, 200]);
  });
});
