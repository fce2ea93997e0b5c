/** How LINEAR and CANARY deployments move production traffic over time. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openShiftingStage } from './shifting-stage.ts';
import { closeStages } from './stage.ts';

afterEach(closeStages);

/** From the first production step on. */
const production = (timeline: readonly string[]): readonly string[] =>
  timeline
    .slice(timeline.findIndex((line) => line.includes('PRE_PRODUCTION')))
    .map((line) => line.replace(/, test.*/, ''));

describe('a linear deployment', () => {
  test('moves equal shares with a bake between them, the last one what is left; then no step is baked', async () => {
    const stage = await openShiftingStage({
      strategy: 'LINEAR',
      linear: { percent: 30, bakeTime: '2m' },
      bakeTime: '1m',
    });
    expect(production(stage.timeline(stage.deploy('good-2')))).toEqual([
      '70s PRE_PRODUCTION_TRAFFIC_SHIFT, production 0',
      '75s PRODUCTION_TRAFFIC_SHIFT, production 30',
      '195s PRE_PRODUCTION_TRAFFIC_SHIFT, production 30',
      '200s PRODUCTION_TRAFFIC_SHIFT, production 60',
      '320s PRE_PRODUCTION_TRAFFIC_SHIFT, production 60',
      '325s PRODUCTION_TRAFFIC_SHIFT, production 90',
      '445s PRE_PRODUCTION_TRAFFIC_SHIFT, production 90',
      '450s PRODUCTION_TRAFFIC_SHIFT, production 100',
      '455s POST_PRODUCTION_TRAFFIC_SHIFT, production 100',
      '460s BAKE_TIME, production 100',
      '520s CLEAN_UP, production 100',
      '605s SUCCESSFUL CLEAN_UP, production 100',
    ]);
  });

  test('moves a tenth every six minutes when nothing else is said', async () => {
    const stage = await openShiftingStage({ strategy: 'LINEAR' });
    const lines = production(stage.timeline(stage.deploy('good-2')));
    const steps = lines.filter((line) => line.includes('s PRODUCTION_TRAFFIC_SHIFT'));
    expect(steps).toEqual(
      Array.from(
        { length: 10 },
        (_, at) => `${75 + at * 365}s PRODUCTION_TRAFFIC_SHIFT, production ${10 * (at + 1)}`,
      ),
    );
  });

  test('tells source and listener the same, and leaves nothing behind the tenths', async () => {
    const stage = await openShiftingStage({
      strategy: 'LINEAR',
      linear: { percent: 33.3, bakeTime: '1m' },
    });
    const arn = stage.deploy('good-2');
    stage.until(() => stage.deployment(arn).targetServiceRevision?.requestedProductionTrafficWeight === 99.9);
    expect(stage.deployment(arn).sourceServiceRevisions?.[0]?.requestedProductionTrafficWeight).toBe(0.1);
    stage.until(() => stage.deployment(arn).targetServiceRevision?.requestedProductionTrafficWeight === 100);
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
  });
});

describe('a canary deployment', () => {
  test('moves its share, waits, and moves the rest at once', async () => {
    const stage = await openShiftingStage({
      strategy: 'CANARY',
      canary: { percent: 25, bakeTime: '3m' },
      bakeTime: '1m',
    });
    expect(production(stage.timeline(stage.deploy('good-2')))).toEqual([
      '70s PRE_PRODUCTION_TRAFFIC_SHIFT, production 0',
      '75s PRODUCTION_TRAFFIC_SHIFT, production 25',
      '255s PRE_PRODUCTION_TRAFFIC_SHIFT, production 25',
      '260s PRODUCTION_TRAFFIC_SHIFT, production 100',
      '265s POST_PRODUCTION_TRAFFIC_SHIFT, production 100',
      '270s BAKE_TIME, production 100',
      '330s CLEAN_UP, production 100',
      '415s SUCCESSFUL CLEAN_UP, production 100',
    ]);
  });

  test('is five percent for ten minutes when nothing else is said', async () => {
    const stage = await openShiftingStage({ strategy: 'CANARY' });
    const arn = stage.deploy('good-2');
    stage.untilStage(arn, 'PRODUCTION_TRAFFIC_SHIFT');
    expect(stage.listener('production')).toEqual({ web: 95, 'web-alternate': 5 });
    stage.seconds(599);
    expect(stage.listener('production')).toEqual({ web: 95, 'web-alternate': 5 });
    stage.seconds(10);
    expect(stage.listener('production')).toEqual({ web: 0, 'web-alternate': 100 });
  });
});
