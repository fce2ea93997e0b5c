/**
 * The committed bundle on a machine that goes away at one of its calls, and run again: nothing is left over, and it
 * ends where it would have ended. `npm run bench -- kills` does so at every call.
 */
import { describe, expect, test } from '@jest/globals';
import type { KillPoint } from '@slipway/test-kit/kill-point';
import { killAndRunAgain, type KilledRun } from '@slipway/test-kit/killed-run';

const limit = 60_000;

const left = ({ wasKilled, revisions, second, after }: KilledRun): object => ({
  wasKilled,
  revisions,
  outcome: second.outputs.outcome,
  serves: after.asked,
  deployments: [after.tested, ...after.later].map((each) => each?.status),
});

describe('a good image is one revision and one deployment, killed', () => {
  test.each<[string, KillPoint]>([
    [
      'when a revision is made, before it hears so',
      { kind: 'unanswered', operation: 'RegisterTaskDefinition' },
    ],
    ['when ECS was asked to run it, before it hears so', { kind: 'unanswered', operation: 'UpdateService' }],
    ['while it watches', { kind: 'answered', operation: 'DescribeServiceDeployments' }],
  ])(
    '%s',
    async (_, point) => {
      expect(left(await killAndRunAgain('good', point))).toEqual({
        wasKilled: true,
        revisions: 2,
        outcome: 'succeeded',
        serves: 'web:2',
        deployments: ['SUCCESSFUL'],
      });
    },
    limit,
  );
});

describe('a broken image is put back, killed', () => {
  test(
    'while it watches',
    async () => {
      const point = { kind: 'answered', operation: 'DescribeServiceDeployments' } as const;
      expect(left(await killAndRunAgain('crashing', point))).toEqual({
        wasKilled: true,
        revisions: 2,
        outcome: 'rolled-back',
        serves: 'web:1',
        deployments: ['ROLLBACK_SUCCESSFUL'],
      });
    },
    limit,
  );

  test(
    'when ECS was asked to put the old revision back, before it hears so',
    async () => {
      const point = { kind: 'unanswered', operation: 'StopServiceDeployment' } as const;
      const run = await killAndRunAgain('crashing', point);
      expect(left(run)).toMatchObject({
        wasKilled: true,
        revisions: 2,
        outcome: 'rolled-back',
        serves: 'web:1',
      });
      expect(run.after.tested?.status).toBe('ROLLBACK_SUCCESSFUL');
    },
    limit,
  );
});
