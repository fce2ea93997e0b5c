/** A deployment of somebody else that ECS took and has not named yet: the one before it looks like the newest. */
import { describe, expect, test } from '@jest/globals';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

const theirs = (scenario: Scenario = {}, namesDeploymentAfter = 15_000): Promise<Played> =>
  play({
    ecs: { namesDeploymentAfter },
    before: (ecs) => ecs.deploy(ecs.register({ family: 'theirs' })),
    ...scenario,
  });

describe('a deployment that ECS has not named yet', () => {
  test('is waited for once it is named, and what it brought is the baseline', async () => {
    const { end, lines } = await theirs();
    expect(lines.slice(0, 2)).toEqual([
      'ECS has not named the deployment of web:42 yet.',
      'Waiting for deployment 0007 of web:42, which is IN_PROGRESS.',
    ]);
    expect([end.kind, end.baseline?.taskDefinition.slice(-6)]).toEqual(['succeeded', 'web:42']);
  });

  test('is waited for, too, when it has a name and ECS does not show it yet', async () => {
    const { end, lines } = await play({
      before: (ecs) => {
        ecs.deploy(ecs.register({ family: 'theirs' }));
        const { deployments } = ecs.ports;
        const shown = { ...deployments };
        let looks = 0;
        Object.assign(deployments, {
          describe: async (arn: string) => ((looks += 1) <= 2 ? undefined : shown.describe(arn)),
        });
      },
    });
    expect(lines[1]).toBe('Waiting for deployment 0007 of web:42, which is IN_PROGRESS.');
    expect([end.kind, end.baseline?.taskDefinition.slice(-6)]).toEqual(['succeeded', 'web:42']);
  });

  test('is a reason to refuse with if-in-progress: fail', async () => {
    const { end, ecs } = await theirs({ request: { ifInProgress: 'fail' } });
    expect(headline(end)).toBe('Another deployment of the service is in progress, 0007: it is IN_PROGRESS.');
    expect(ecs.changes).toEqual([]);
  });

  test('that comes between plan and update is seen by the mark of its tasks', async () => {
    const { end, lines } = await play({
      ecs: { namesDeploymentAfter: 15_000 },
      before: (double) => double.fail('RegisterTaskDefinition', 1),
      script: { 4000: (double) => double.deploy(double.register({ family: 'theirs' })) },
    });
    expect(lines).toContain('A deployment of web:42 came meanwhile: the service is looked at anew.');
    expect(end.baseline?.taskDefinition).toMatch(/web:42$/);
  });

  test('holds nobody up for ever', async () => {
    const { lasted, end } = await theirs({ request: { dryRun: true } }, 3_600_000);
    expect([end.kind, lasted]).toEqual(['planned', 30_000]);
  });
});
