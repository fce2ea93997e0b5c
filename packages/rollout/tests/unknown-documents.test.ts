/** What tasks count for while the document of their revision, which tells whether they have checks, is not known. */
import { describe, expect, test } from '@jest/globals';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';

const healthCheck = { command: ['CMD', 'true'] };
const checked = {
  kind: 'document',
  document: { family: 'web', containerDefinitions: [{ name: 'web', image: 'web@sha256:42', healthCheck }] },
} as const;

const throttled = (times: number, scenario: Scenario): Promise<Played> =>
  play({ ...scenario, script: { 1000: (ecs) => ecs.fail('DescribeTaskDefinition', times) } });

describe('a look at the document that is throttled', () => {
  // Each task runs a minute, within its start period, before it dies.
  test.each([0, 2, 3, 4])('%i times makes no task healthy whose start period is not over', async (times) => {
    const { end } = await throttled(times, {
      wanted: checked,
      ecs: { behaviours: { 42: { diesAfter: 60_000, health: { after: 300_000, state: 'HEALTHY' } } } },
    });
    expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'tasks-keep-dying']);
  });

  test.each([0, 1, 2])('%i times speaks against no task that was healthy without a check', async (times) => {
    const { end } = await throttled(times, {
      ecs: { behaviours: { 42: { startsAfter: 11_000, diesAfter: 41_000 } } },
      request: { timeout: 300_000, pollInterval: 15_000 },
    });
    expect(end.reason.code).toBe('timeout');
  });
});
