/** What is asked for besides a revision that serves already: a count, tags. */
import { describe, expect, test } from '@jest/globals';
import { ecsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { manualClock } from '@slipway/test-kit/manual-clock';
import type { Services } from '../src/ports.ts';
import { count, headline } from './played.ts';

const same = { kind: 'revision', reference: 'web:41' } as const;
const asking = (request: Scenario['request'], more: Scenario = {}): Promise<Played> =>
  play({ wanted: same, request, ...more });
const web41 = expect.stringMatching(/web:41$/) as unknown;

describe('of a revision that serves already', () => {
  test('another count is asked for alone, and waited for', async () => {
    const played = await asking({ desiredCount: 3 });
    expect(played.path).toEqual(['planning', 'updating', 'adjusting', 'succeeded']);
    expect(played.ecs.changes).toEqual([{ taskDefinition: web41, desiredCount: 3 }]);
    expect(headline(played.end)).toBe('web:41 serves with 3 tasks after 1 min.');
    expect(played.ecs.serving()).toEqual({ 'web:41': 3 });
    expect(played.lines).toEqual([
      'web runs web:41 already, and gets `desired-count: 3`.',
      'ECS was asked to run web:41.',
      '0:00 2 of 3 tasks of web:41 running, 2 healthy',
      '0:15 3 of 3 tasks of web:41 running, 2 healthy',
    ]);
  });

  test('another count for an equal document registers no duplicate', async () => {
    const played = await play({ ports: { sameDocument: () => true }, request: { desiredCount: 3 } });
    expect(played.end.kind).toBe('succeeded');
    expect(count(played, 'RegisterTaskDefinition')).toBe(0);
    expect(played.ecs.changes).toEqual([{ taskDefinition: web41, desiredCount: 3 }]);
  });

  test('tags that the service does not give are sent, and nothing else', async () => {
    const { end, ecs } = await asking({ propagateTags: 'SERVICE', enableEcsManagedTags: true });
    expect(end.kind).toBe('succeeded');
    expect(ecs.changes).toEqual([
      { taskDefinition: web41, propagateTags: 'SERVICE', enableEcsManagedTags: true },
    ]);
  });

  test('what the service has already changes nothing', async () => {
    const asked = { desiredCount: 2, propagateTags: 'NONE', enableEcsManagedTags: false };
    const { end, ecs } = await asking(asked);
    expect(headline(end)).toBe('web:41 runs already, with 2 of 2 tasks. Nothing was changed.');
    expect(ecs.changes).toEqual([]);
  });

  test('a count of 0 leaves nothing running, with a warning', async () => {
    const { end, lines } = await asking({ desiredCount: 0 });
    expect(lines[0]).toBe('Nothing will run: the desired count of web is to be 0.');
    expect(headline(end)).toBe('The service is asked for 0 tasks, and web:41 is deployed.');
    expect(end.warnings).toEqual(['Nothing runs: the desired count of web is 0.']);
  });

  test('a count that ECS does not reach is told at the limit, with what serves', async () => {
    const slow = { ecs: { behaviours: { 41: { startsAfter: 3_600_000 } } } };
    const { end, ecs } = await asking({ desiredCount: 3, timeout: 60_000 }, slow);
    expect(end.kind).toBe('stuck');
    expect(headline(end)).toBe(
      'web was not adjusted after 1 min: 2 of 3 tasks of web:41 running, 2 healthy; web is left as it was asked to be. web:41 serves now with 2 tasks.',
    );
    expect(end.hint).toBe('Look at the events of the service: they say why ECS starts no more tasks.');
    expect(ecs.changes).toHaveLength(1);
  });

  test('a count is left to ECS when the job is cancelled', async () => {
    const slow = { ecs: { behaviours: { 41: { startsAfter: 3_600_000 } } } };
    const script = { 9000: (_: unknown, cancel: () => void) => cancel() };
    const { end, lasted } = await asking({ desiredCount: 3 }, { ...slow, script });
    expect([end.kind, end.reason.code, lasted]).toEqual(['stuck', 'cancelled', 9000]);
    expect(end.reason.text).toBe('The job was cancelled; web is left as it was asked to be');
  });

  test('another deployment meanwhile supersedes', async () => {
    const slow = { ecs: { behaviours: { 41: { startsAfter: 3_600_000 } } } };
    const script: Scenario['script'] = { 9000: (ecs) => ecs.deploy(ecs.register({ family: 'other' })) };
    const { end } = await asking({ desiredCount: 3 }, { ...slow, script });
    expect(headline(end)).toMatch(
      /^While web was adjusted, deployment \d+ of web:42 took over\. web:41 serves now with 2 tasks\.$/,
    );
  });

  test('a count is started and left when nobody waits', async () => {
    const { end, ecs } = await asking({ desiredCount: 3, wait: false });
    expect(end.kind).toBe('started');
    expect(ecs.changes).toEqual([{ taskDefinition: web41, desiredCount: 3 }]);
  });

  test('a deployment that ECS starts for it all the same is watched', async () => {
    const clock = manualClock();
    const ecs = ecsDouble(clock);
    const { services } = ecs.ports;
    const update: Services['update'] = (name, change) =>
      services.update(name, { ...change, forceNewDeployment: true });
    const asked = { wanted: same, request: { propagateTags: 'SERVICE' } };
    const { path } = await play({ ...asked, ports: { services: { ...services, update } } }, clock, ecs);
    expect(path).toEqual(['planning', 'updating', 'watching', 'succeeded']);
  });

  test('a count whose answer is lost is not asked for twice', async () => {
    const before: Scenario['before'] = (ecs) => ecs.fail('UpdateService', 1, undefined, 'after');
    const { end, ecs } = await asking({ desiredCount: 3 }, { before });
    expect(headline(end)).toBe('web:41 serves with 3 tasks after 1 min.');
    expect(ecs.changes).toHaveLength(1);
  });
});

test('the first tasks of a service that runs nothing come with a deployment that is watched', async () => {
  const { end, ecs } = await asking({ desiredCount: 2 }, { ecs: { desired: 0, running: false } });
  expect(ecs.changes).toEqual([{ taskDefinition: web41, desiredCount: 2, forceNewDeployment: true }]);
  expect(end.deployment).toBeDefined();
  expect(headline(end)).toMatch(/^web:41 serves with 2 tasks after /);
});

test('a service that runs nothing and is to run nothing is unchanged, with a warning', async () => {
  const { end } = await asking({}, { ecs: { desired: 0, running: false } });
  expect(headline(end)).toBe('web is asked for 0 tasks of web:41 already. Nothing was changed.');
  expect(end.warnings).toEqual(['Nothing runs: the desired count of web is 0.']);
});

describe('a dry run tells of a revision that serves already', () => {
  test.each<[string, Scenario['request'], string]>([
    ['the count', { desiredCount: 3 }, 'web would keep web:41 and get `desired-count: 3`'],
    [
      'the tags',
      { propagateTags: 'SERVICE', enableEcsManagedTags: true },
      'web would keep web:41 and get `propagate-tags: SERVICE` and `enable-ecs-managed-tags: true`',
    ],
    ['that it is deployed again', { forceNewDeployment: true }, 'web:41 would be deployed to web again'],
  ])('%s', async (_, request, words) => {
    const { end, ecs } = await asking({ ...request, dryRun: true });
    expect(headline(end)).toBe(`${words}. This was a dry run: nothing was changed.`);
    expect(ecs.changes).toEqual([]);
  });
});
