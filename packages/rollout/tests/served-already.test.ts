/** A revision that the service is asked to run already, when the role may not look at the tasks that would prove it. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { ServiceState } from '../src/observations.ts';
import { headline } from './played.ts';

const web41 = { kind: 'revision', reference: 'web:41' } as const;

const denies =
  (call: string) =>
  (ecs: EcsDouble): void =>
    ecs.fail(
      call,
      9999,
      setupFailure({
        code: 'access-denied',
        what: `AWS denied ecs:${call}`,
        hint: `Allow \`ecs:${call}\` in the role that this job assumes.`,
      }),
    );

/** A run without the permission, of a service that says of itself what is given. */
async function counting(counts: Partial<ServiceState>, scenario: Scenario = {}): Promise<Played> {
  const clock = manualClock();
  const ecs = ecsDouble(clock, scenario.ecs);
  const { services } = ecs.ports;
  const describe: typeof services.describe = async (name) => {
    const service = await services.describe(name);
    return service === undefined ? undefined : { ...service, ...counts };
  };
  const ports = { services: { ...services, describe } };
  const request = { wait: false, ...scenario.request };
  const before = denies('ListTasks');
  return play({ wanted: web41, before, ...scenario, request, ports }, clock, ecs);
}

describe('without the permission to look at tasks', () => {
  test.each([
    ['ListTasks', 'that leaves the verdict to ECS', { failFast: false }],
    ['DescribeTasks', 'that leaves the verdict to ECS', { failFast: false }],
    ['ListTasks', 'that does not wait', { wait: false }],
    ['DescribeTasks', 'that does not wait', { wait: false }],
  ])('to %s, a run %s believes the counts of the service, and says so', async (call, _, request) => {
    const { end, ecs } = await play({ wanted: web41, request, before: denies(call) });
    expect([end.kind, headline(end)]).toEqual([
      'unchanged',
      'web:41 runs already, with 2 of 2 tasks by the counts of the service. Nothing was changed.',
    ]);
    expect(end.warnings).toEqual([
      `Nothing proves which revision those tasks run: AWS denied ecs:${call}. Allow \`ecs:${call}\` in the role that this job assumes.`,
    ]);
    expect(ecs.changes).toEqual([]);
  });

  test.each([
    ['more tasks run than are asked for', { running: 3 }],
    ['tasks are starting', { pending: 1 }],
  ])('nothing is changed and the run is refused while %s', async (_, counts) => {
    const { end, ecs } = await counting(counts);
    expect([end.kind, end.failureKind, headline(end), end.hint]).toEqual([
      'refused',
      'setup',
      'AWS denied ecs:ListTasks.',
      'Allow `ecs:ListTasks` in the role that this job assumes.',
    ]);
    expect(ecs.changes).toEqual([]);
  });

  test('fewer tasks than are asked for disprove it: it is deployed again', async () => {
    const { end, ecs } = await counting({ running: 1 });
    expect(end.kind).toBe('started');
    expect(ecs.changes.map(({ forceNewDeployment }) => forceNewDeployment)).toEqual([true]);
  });

  test('a service that runs nothing and is to run something is deployed to', async () => {
    const { ecs } = await counting({}, { ecs: { desired: 0 }, request: { desiredCount: 2 } });
    expect(ecs.changes.map(({ forceNewDeployment }) => forceNewDeployment)).toEqual([true]);
  });

  test('another count is asked for alone, and waited for by the counts', async () => {
    const { end, ecs, path } = await play({
      wanted: web41,
      request: { failFast: false, desiredCount: 3 },
      before: denies('ListTasks'),
    });
    expect(path).toEqual(['planning', 'updating', 'adjusting', 'succeeded']);
    expect(headline(end)).toBe('web:41 has 3 of 3 tasks by the counts of the service after 15 s.');
    expect(end.warnings).toEqual([
      'Nothing proves which revision those tasks run: AWS denied ecs:ListTasks. Allow `ecs:ListTasks` in the role that this job assumes.',
    ]);
    expect(end.serving).toBeUndefined();
    expect(ecs.changes.map(({ forceNewDeployment }) => forceNewDeployment)).toEqual([undefined]);
  });

  test('a run that fails fast believes no counts of a count that it asked for', async () => {
    const { end } = await play({
      wanted: web41,
      request: { desiredCount: 3, timeout: 60_000 },
      script: { 1000: denies('ListTasks') },
    });
    expect([end.kind, end.reason.text]).toEqual([
      'stuck',
      'web was not adjusted after 1 min: what runs is not seen; web is left as it was asked to be',
    ]);
  });

  test('a forced deployment needs no look', async () => {
    const { end } = await counting({ running: 3 }, { request: { forceNewDeployment: true } });
    expect(end.kind).toBe('started');
  });
});
