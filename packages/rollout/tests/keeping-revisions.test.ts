/** After a success: which revisions of the family are deregistered, how fast, and what a failure there means. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { ecsDouble, type EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { ended } from '../src/endings.ts';
import { keepRevisions, type Kept } from '../src/ending/keeping-revisions.ts';
import type { Outcome } from '../src/phases.ts';
import type { Ports } from '../src/ports.ts';
import type { Request } from '../src/request.ts';

const arn = (revision: number): string =>
  `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${String(revision)}`;

interface Case {
  readonly outcome?: Outcome;
  readonly asked?: Partial<Request>;
  readonly deployed?: number;
  readonly baseline?: number;
  readonly before?: (ecs: EcsDouble) => unknown;
  readonly ports?: (ecs: EcsDouble) => Partial<Ports>;
  readonly cancelAfter?: number;
}

const settings = { enableEcsManagedTags: false, propagateTags: 'NONE', volumes: [] };

/** web:41 … web:50 are ACTIVE, the service runs web:41 by tasks, and web:50 was deployed in place of web:49. */
async function kept(
  given: Case = {},
): Promise<Kept & { readonly left: readonly number[]; readonly lasted: number }> {
  const clock = manualClock();
  const ecs = ecsDouble(clock);
  for (let revision = 42; revision <= 50; revision += 1) ecs.register({ family: 'web' });
  given.before?.(ecs);
  const cancelled = new AbortController();
  if (given.cancelAfter === 0) cancelled.abort();
  if (given.cancelAfter !== undefined) clock.at(clock.now() + given.cancelAfter, () => cancelled.abort());
  const log = { info: () => undefined, debug: () => undefined, mask: () => undefined };
  const ports = {
    ...ecs.ports,
    ...{ clock, log, cancelled: cancelled.signal },
    ...given.ports?.(ecs),
  } as unknown as Ports;
  const { outcome = 'succeeded', deployed = 50, baseline = 49 } = given;
  const end = ended(outcome, { ...request, keepRevisions: 3, ...given.asked }, { code: 'x', text: 'x' }, 0, {
    taskDefinition: arn(deployed),
    baseline: { taskDefinition: arn(baseline), revision: undefined, desired: 2, settings },
  });
  const begun = clock.now();
  const done = await clock.drive(keepRevisions(end, ports));
  const active = await ecs.ports.taskDefinitions.active('web');
  const left = active.map((each) => Number(/\d+$/.exec(each)?.[0])).reverse();
  return { ...done, left, lasted: clock.now() - begun };
}

describe('older revisions are deregistered', () => {
  test('beyond the newest, but for those that tasks run, one a second', async () => {
    const { left, line, warning, lasted } = await kept();
    expect(left).toEqual([41, 48, 49, 50]);
    expect(line).toBe('Deregistered 6 revisions of web that no task runs, older than the newest 3.');
    expect([warning, lasted]).toEqual([undefined, 5000]);
  });

  test('a hundred in one run, for it takes as many seconds', async () => {
    const { line, lasted, left } = await kept({
      before: (ecs) => Array.from({ length: 100 }, () => ecs.register({ family: 'web' })),
    });
    expect(line).toBe(
      'Deregistered 100 revisions of web that no task runs, older than the newest 3; 4 are left for the next run.',
    );
    expect([lasted, left.length]).toEqual([99_000, 10]);
  });

  test('but for the one that was deployed and the one that served before, however old', async () => {
    const { left } = await kept({ deployed: 43, baseline: 42 });
    expect(left).toEqual([41, 42, 43, 48, 49, 50]);
  });

  test('but for those of any deployment of the service that is still there', async () => {
    const { left } = await kept({ before: (ecs) => ecs.deploy(arn(45)) });
    expect(left).toEqual([41, 45, 48, 49, 50]);
  });

  test('but for those of a deployment that still drains', async () => {
    const ports: Case['ports'] = ({ ports: { services } }) => ({
      services: {
        ...services,
        describe: async (name) => {
          const service = await services.describe(name);
          const rollouts = service?.rollouts.map((each) => ({ ...each, taskDefinition: arn(46) })) ?? [];
          return service && { ...service, rollouts };
        },
      },
    });
    expect((await kept({ ports })).left).toEqual([41, 46, 48, 49, 50]);
  });

  test('but for those that tasks of other services in the cluster run', async () => {
    const ports: Case['ports'] = (ecs) => ({
      tasks: { ...ecs.ports.tasks, usedRevisions: async () => [arn(41), arn(46)] },
    });
    expect((await kept({ ports })).left).toEqual([41, 46, 48, 49, 50]);
  });

  test('in the order of their age, and the rest in the next run when the job is cancelled', async () => {
    const { left, line } = await kept({ cancelAfter: 1500 });
    expect(left).toEqual([41, 44, 45, 46, 47, 48, 49, 50]);
    expect(line).toBe(
      'Deregistered 2 revisions of web that no task runs, older than the newest 3; 4 are left for the next run.',
    );
  });
});

describe('nothing is deregistered', () => {
  test.each<[string, Case]>([
    ['when nothing of it was asked for', { asked: { keepRevisions: undefined } }],
    ['when enough may stay', { asked: { keepRevisions: 10 } }],
    ['in mode rollback', { asked: { mode: 'rollback' } }],
    ['when the job is cancelled', { cancelAfter: 0 }],
    ...(['unchanged', 'started', 'planned', 'refused', 'superseded', 'rolled-back', 'stuck'] as const).map(
      (outcome): [string, Case] => [`after ${outcome}`, { outcome }],
    ),
  ])('%s', async (_, given) => {
    const { left, line, warning } = await kept(given);
    expect([left.length, line, warning]).toEqual([10, undefined, undefined]);
  });
});

describe('a failure is a warning', () => {
  const denied = setupFailure({ code: 'access-denied', what: 'AWS denied it' });

  test('that names the revision which stays, and nothing newer is tried', async () => {
    const { left, line, warning } = await kept({
      before: (ecs) => ecs.fail('DeregisterTaskDefinition', 1, denied),
    });
    expect([left.length, line]).toEqual([10, undefined]);
    expect(warning).toBe('web:42 is still ACTIVE, and what is newer was not looked at: AWS denied it.');
  });

  test.each(['ListTaskDefinitions', 'DescribeServices', 'ListTasks'])(
    'when %s fails, and nothing is deregistered that may be in use',
    async (call) => {
      const { left, warning } = await kept({ before: (ecs) => ecs.fail(call, 1, denied) });
      expect([left.length, warning]).toEqual([10, 'No revision of web was deregistered: AWS denied it.']);
    },
  );
});
