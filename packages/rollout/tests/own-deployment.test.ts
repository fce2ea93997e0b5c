/** Which deployment is ours, and which came after it, when the service alone does not tell: by the list of them. */
import { describe, expect, test } from '@jest/globals';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { withNewest } from '../src/going-back/deployed-since.ts';
import type { ServiceState } from '../src/observations.ts';
import type { Started } from '../src/phases.ts';
import type { Ports } from '../src/ports.ts';
import { withOwnDeployment } from '../src/starting/own-deployment.ts';

const clock = manualClock();

interface Listed {
  /** Oldest first: deployment → the task definition that it brings; undefined when ECS does not tell. */
  readonly [deployment: string]: string | undefined;
}

function listing(listed: Listed, asked: number[] = []): Ports {
  return {
    deployments: {
      since: async (_: unknown, time: number) => {
        asked.push(time - clock.now());
        return Object.keys(listed);
      },
      describe: async (arn: string) =>
        listed[arn] === undefined ? { target: undefined } : { target: { revision: `revision of ${arn}` } },
    },
    revisions: { taskDefinitionOf: async (revision: string) => listed[revision.replace('revision of ', '')] },
    clock,
    awsTime: (moment: number) => moment + 60_000,
    cancelled: new AbortController().signal,
    log: { debug: () => undefined },
  } as unknown as Ports;
}

const service = (deployment: string): ServiceState =>
  ({ deployment, taskDefinition: 'web:42', owner: 'ecs-svc/1' }) as ServiceState;

describe('the deployment that our update began', () => {
  const own = (listed: Listed, before: string | undefined = 'd0'): Promise<ServiceState> =>
    clock.drive(
      withOwnDeployment(service('d9'), { request, before, taskDefinition: 'web:42' }, listing(listed)),
    );

  test.each<[string, Listed, string]>([
    ['is the only one since', { d0: 'web:41', d1: 'web:43' }, 'd1'],
    [
      'is the first of those since that brings our revision',
      { d0: 'web:42', d1: 'web:43', d2: 'web:42', d3: 'web:42' },
      'd2',
    ],
    ['is found behind one that ECS does not tell', { d0: 'web:41', d1: undefined, d2: 'web:42' }, 'd2'],
    ['is not the one before', { d0: 'web:42' }, 'd9'],
    ['is not told where none brings our revision', { d0: 'web:41', d1: 'web:43', d2: 'web:44' }, 'd9'],
  ])('%s', async (_, listed, deployment) => {
    const found = await own(listed);
    expect(found.deployment).toBe(deployment);
    // The mark of tasks is that of the newest one, which another may be.
    expect(found.owner).toBe(deployment === 'd9' ? 'ecs-svc/1' : undefined);
  });

  test('is looked for in the last quarter of an hour of AWS', async () => {
    const asked: number[] = [];
    const first = { request, before: undefined, taskDefinition: 'web:42' };
    const found = await clock.drive(
      withOwnDeployment(service('d1'), first, listing({ d1: 'web:42' }, asked)),
    );
    expect([found.owner, asked]).toEqual(['ecs-svc/1', [60_000 - 15 * 60_000]]);
  });
});

describe('a deployment since ours, while the service still names ours', () => {
  const startedAt = clock.now();
  const newest = (
    listed: Listed,
    deployment: string | undefined = 'd1',
    asked?: number[],
  ): Promise<ServiceState> =>
    clock.drive(
      withNewest(service('d1'), { request, deployment, startedAt } as Started, listing(listed, asked)),
    );

  test('is the last one of the list', async () => {
    const asked: number[] = [];
    const found = await newest({ d0: 'web:41', d1: 'web:42', d2: 'web:43', d3: 'web:44' }, 'd1', asked);
    expect(found).toMatchObject({ deployment: 'd3', taskDefinition: 'web:44', owner: undefined });
    // From a minute before ours was asked for, by the clock of AWS.
    expect(asked).toEqual([0]);
  });

  test.each<[string, Listed, string | undefined]>([
    ['where none came', { d0: 'web:41', d1: 'web:42' }, 'd1'],
    ['where the list lags, too, and lacks ours', { d0: 'web:41' }, 'd1'],
    ['where ECS does not tell what it brings', { d1: 'web:42', d2: undefined }, 'd1'],
    ['where ours has no name', { d0: 'web:41', d2: 'web:43' }, undefined],
    ['where the service names another one already', { d0: 'web:41', d2: 'web:43' }, 'd0'],
  ])('is none %s', async (_, listed, deployment) => {
    expect(await newest(listed, deployment)).toEqual(service('d1'));
  });
});
