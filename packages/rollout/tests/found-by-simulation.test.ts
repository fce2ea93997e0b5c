/** What random worlds on the local ECS found wrong once, each shrunk to the least that still shows it. */
import { expect, test } from '@jest/globals';
import { plainScene } from '@slipway/test-kit/simulation/plain-scene';
import { play, type Played } from '@slipway/test-kit/simulation/play';
import type { Life, Scene } from '@slipway/test-kit/simulation/scene';
import { headline } from './played.ts';

const checked = (checks: 'container' | 'balancer') => ({ ...plainScene.service, checks });
const withNew = (...lives: readonly [Life, ...Life[]]) => ({ ...plainScene.images, new: lives });

const endsOf = ({ record }: Played) => record.runs.map(({ end, fate }) => end ?? fate);
const outcomesOf = (played: Played) =>
  endsOf(played).map((end) => (typeof end === 'string' ? end : end.kind));

async function playedAlone(scene: Partial<Scene>) {
  const [end] = endsOf(await play({ ...plainScene, ...scene }));
  if (end === undefined || typeof end === 'string') throw new Error(`it did not end: ${end ?? 'never'}`);
  return end;
}

test('a loop of crashes is no success, though ECS declared it one while its tasks were healthy for a moment', async () => {
  const exits: Life = { kind: 'exits', after: 12_000, code: 1 };
  const end = await playedAlone({
    service: checked('container'),
    // Healthy with the first second, and dead with the twelfth; those that replace them never get well.
    images: withNew(exits, exits, { kind: 'exits', after: 900, code: 1 }),
    asked: { timeout: 240_000 },
  });
  expect([end.kind, end.reason.text]).toEqual([
    'rolled-back',
    'ECS declared web:2 successful, and none of its tasks is healthy',
  ]);
});

test('what runs and fails its health checks is not left unchanged but deployed again', async () => {
  const sick = withNew({ kind: 'sickens', after: 31_000 });
  // Healthy once and successful, its tasks have been replaced again and again since.
  const earlier = [{ image: 'new', leftFor: 945_000 }] as const;
  const end = await playedAlone({ service: checked('balancer'), images: sick, earlier });
  expect(end.kind).not.toBe('unchanged');
});

test('a way back ends with the service when somebody deletes it', async () => {
  const end = await playedAlone({
    images: withNew({ kind: 'exits', after: 1000, code: 1 }),
    happenings: [{ at: 47_000, deed: { kind: 'deletes-service' } }],
    asked: { desiredCount: 3 },
  });
  expect(end.kind).toBe('superseded');
  expect(headline(end)).toMatch(/; the deletion of the service, which is DRAINING, took over/);
});

test('a deployment is not called a success in a service that somebody deletes', async () => {
  const played = await play({
    ...plainScene,
    happenings: [{ at: 80_000, deed: { kind: 'deletes-service' } }],
  });
  expect(outcomesOf(played)).toEqual(['superseded']);
});

test('a deployment that is joined is not judged by the tasks of an older one of the same revision', async () => {
  const exits: Life = { kind: 'exits', after: 1000, code: 1 };
  const end = await playedAlone({
    service: { ...plainScene.service, desired: 1, breaker: 'stop' },
    images: withNew(exits, exits, exits, { kind: 'good', after: 1000 }),
    earlier: [{ image: 'new', leftFor: 300_000 }],
    // Before the first look: so the run comes into the second deployment of web:2.
    happenings: [{ at: 0, deed: { kind: 'forces' } }],
  });
  expect([end.kind, end.reason.text]).toEqual(['succeeded', 'web:2 serves with 1 task']);
});

test('a job that is killed while it plans anew leaves alone what somebody else deployed meanwhile', async () => {
  const played = await play({
    ...plainScene,
    happenings: [{ at: 161, deed: { kind: 'deploys', image: 'new' } }],
    cut: { kind: 'killed', call: 12, when: 'before' },
    after: ['post-step'],
  });
  const [run] = played.record.runs;
  expect(run?.lines.at(-1)).toMatch(
    /^Deployment \d+ of web:2 came meanwhile: the service is looked at anew\.$/,
  );
  // The post step has nothing to do.
  expect(outcomesOf(played)).toEqual(['killed']);
});

test('a revision is registered once though somebody registers another one before the lost answer is looked up', async () => {
  const played = await play({
    ...plainScene,
    happenings: [{ at: 10_000, deed: { kind: 'deploys', image: 'other' } }],
    faults: [{ operation: 'RegisterTaskDefinition', nth: 0, times: 1, kind: 'hangs-done' }],
  });
  const registered = played.record.runs[0]?.calls.filter(({ change }) => change?.kind === 'registered');
  expect(registered).toHaveLength(1);
  expect(outcomesOf(played)).toEqual(['succeeded']);
});

test('a deployment that ECS finished at the deadline is still asked over HTTP before it is a success', async () => {
  const end = await playedAlone({
    asked: {
      timeout: 120_000,
      healthCheck: {
        url: 'https://web.example/health',
        expect: [{ kind: 'status', ranges: [[200, 200]] }],
        attempts: 2,
        interval: 5000,
      },
    },
    endpoint: 'bad',
    // Nothing of it is seen before the deadline.
    faults: [{ operation: 'DescribeServiceDeployments', nth: 1, times: 6, kind: 'hangs-undone' }],
  });
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'health-check-failed']);
});

test('a service that shifts traffic is back when its tasks are healthy in its second target group', async () => {
  const service = { ...checked('balancer'), strategy: 'BLUE_GREEN', breaker: 'stop' } as const;
  const end = await playedAlone({ service, images: withNew({ kind: 'mute' }), asked: { failFast: false } });
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'breaker-tripped']);
});

test('what serves already is not left unchanged when somebody deploys while it is looked at', async () => {
  const end = await playedAlone({
    wanted: 'old',
    happenings: [{ at: 11_000, deed: { kind: 'deploys', image: 'other' } }],
    faults: [{ operation: 'ListTasks', nth: 1, times: 1, kind: 'hangs-undone' }],
  });
  expect([end.kind, end.reason.text]).toEqual(['succeeded', 'web:1 serves with 2 tasks']);
});

test('what serves already is not told as unchanged while somebody deletes the service', async () => {
  const end = await playedAlone({
    wanted: 'old',
    happenings: [{ at: 11_000, deed: { kind: 'deletes-service' } }],
    faults: [{ operation: 'ListTasks', nth: 1, times: 1, kind: 'hangs-undone' }],
  });
  expect([end.kind, end.reason.code]).toEqual(['refused', 'service-not-active']);
});

test('a revision whose answer is lost is not registered again before a look has shown that it was not made', async () => {
  const played = await play({
    ...plainScene,
    faults: [
      { operation: 'RegisterTaskDefinition', nth: 0, times: 1, kind: 'fails-after' },
      { operation: 'DescribeTaskDefinition', nth: 2, times: 1000, kind: 'hangs-undone' },
    ],
  });
  const registered = played.record.runs[0]?.calls.filter(({ change }) => change?.kind === 'registered');
  expect(registered).toHaveLength(1);
  expect(outcomesOf(played)).toEqual(['refused']);
});

test('a post step does not start to confirm what it has no time for', async () => {
  const played = await play({
    ...plainScene,
    asked: { bakeTime: 200_000 },
    // Between the last look of the job and the first one of its post step ECS is done.
    cut: { kind: 'killed', call: 48, when: 'before' },
    after: ['post-step'],
  });
  const [, post] = played.record.runs;
  expect(post?.journal.map(({ phase }) => phase)).toEqual(['rolling-back', 'rolled-back']);
});

test('a deployment that reads which lag do not show yet was not stopped', async () => {
  const end = await playedAlone({ denied: ['DescribeServiceDeployments'], lag: 5000 });
  expect([end.kind, end.reason.text]).toEqual(['succeeded', 'web:2 serves with 2 tasks']);
});

test('a way back is done when an alarm has ECS go back from it to the same revision', async () => {
  const end = await playedAlone({
    service: { ...plainScene.service, desired: 1, percents: [0, 200], breaker: 'off', onAlarm: 'rollback' },
    images: withNew({ kind: 'mute' }),
    asked: { timeout: 43_000, desiredCount: 0 },
    alarms: [{ from: 89_593, until: 109_593 }],
  });
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'timeout']);
});

test('a stop whose answer is lost is looked up until reads can tell of it, and not made up for by an update', async () => {
  const played = await play({
    ...plainScene,
    asked: { timeout: 70_000 },
    lag: 4994,
    faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 3, kind: 'fails-after' }],
  });
  const updates = played.record.runs[0]?.calls.filter(({ operation }) => operation === 'UpdateService');
  expect(updates).toHaveLength(1);
  expect(outcomesOf(played)).toEqual(['rolled-back']);
});

test('a post step tells an update that ECS went back from since from a deployment of somebody else', async () => {
  const played = await play({
    ...plainScene,
    cut: { kind: 'killed', call: 9, when: 'after' },
    happenings: [{ at: 1500, deed: { kind: 'stops-deployment' } }],
    after: ['post-step'],
  });
  expect(outcomesOf(played)).toEqual(['killed', 'rolled-back']);
});

test('more tasks are no success before one of them is healthy', async () => {
  const played = await play({
    ...plainScene,
    service: { ...plainScene.service, desired: 1 },
    wanted: 'old',
    asked: { desiredCount: 4 },
    happenings: [{ at: 2747, deed: { kind: 'ends-task', code: 'UserInitiated' } }],
  });
  const last = played.record.runs[0]?.lastLook.at(-1)?.crews ?? {};
  expect(outcomesOf(played)).toEqual(['succeeded']);
  expect(Object.values(last)).toEqual([{ running: 4, healthy: 4 }]);
});

test('a task whose health check has not answered yet is not healthy, however long it runs', async () => {
  const end = await playedAlone({
    service: { ...checked('container'), desired: 1 },
    // Healthy with the first second, when ECS declares it successful, and dead with the twelfth; its heir never answers.
    images: withNew({ kind: 'exits', after: 12_000, code: 3 }, { kind: 'mute' }),
    asked: { timeout: 150_000 },
    travel: [75, 366],
  });
  expect([end.kind, end.reason.code]).toEqual(['rolled-back', 'not-serving']);
});

test('a deployment that is forced over ours before its lost answer is looked up is left alone', async () => {
  const played = await play({
    ...plainScene,
    faults: [{ operation: 'UpdateService', nth: 0, times: 1, kind: 'hangs-done' }],
    happenings: [{ at: 2045, deed: { kind: 'forces' } }],
    asked: { timeout: 60_000 },
  });
  expect(outcomesOf(played)).toEqual(['superseded']);
});

test('a post step leaves alone what somebody forced over the deployment of its job', async () => {
  const played = await play({
    ...plainScene,
    happenings: [{ at: 1785, deed: { kind: 'forces' } }],
    cut: { kind: 'killed', call: 9, when: 'after' },
    after: ['post-step'],
  });
  expect(outcomesOf(played)).toEqual(['killed', 'superseded']);
});

test('a cancelled job that lost the answer to its stop leaves the way back to its post step', async () => {
  const played = await play({
    ...plainScene,
    lag: 3532,
    faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 3, kind: 'lost-answer' }],
    cut: { kind: 'cancelled', at: 70_000 },
    after: ['post-step'],
  });
  const updates = played.record.runs[0]?.calls.filter(({ operation }) => operation === 'UpdateService');
  expect(updates).toHaveLength(1);
  expect(outcomesOf(played)).toEqual(['stuck', 'rolled-back']);
});

test('a way back that an alarm of the service stops is done when its tasks serve all the same', async () => {
  const end = await playedAlone({
    service: { ...plainScene.service, onAlarm: 'stop', bakeTime: 120_000 },
    alarms: [{ from: 156_000, until: 175_000 }],
    // Another count can't be given back by a stop: the way back is a deployment of its own.
    asked: { timeout: 36_000, desiredCount: 1 },
  });
  expect([end.kind, end.reason.code, end.warnings]).toEqual([
    'rolled-back',
    'timeout',
    ['web:1 serves, and yet the way back ended as STOPPED, ECS deployment failed: alarm detected.'],
  ]);
});

test.each([
  ['DescribeTaskDefinition', 7],
  ['RegisterTaskDefinition', 1638],
  ['DescribeServices', 421],
])('a cancelled job does not wait until %s answers before anything is touched', async (operation, at) => {
  const played = await play({
    ...plainScene,
    faults: [{ operation, nth: operation === 'DescribeServices' ? 1 : 0, times: 1, kind: 'hangs-undone' }],
    cut: { kind: 'cancelled', at },
  });
  const [run] = played.record.runs;
  expect(outcomesOf(played)).toEqual(['refused']);
  expect((run?.endedAt ?? Infinity) - (run?.cancelledAt ?? 0)).toBeLessThan(5000);
});

test('the way back of ECS is no deployment of somebody else, where only the service can be looked at', async () => {
  const played = await play({
    ...plainScene,
    service: { ...checked('container'), desired: 5 },
    images: { ...plainScene.images, new: [{ kind: 'good', after: 41_000 }] },
    asked: { rollback: 'never', failFast: false, pollInterval: 15_000 },
    happenings: [{ at: 2995, deed: { kind: 'stops-deployment' } }],
    lag: 4995,
    denied: ['DescribeServiceDeployments'],
  });
  expect(outcomesOf(played)).not.toContain('superseded');
});

test('a stop that hangs is not sent again once the run has ended', async () => {
  const played = await play({
    ...plainScene,
    images: withNew({ kind: 'exits', after: 1000, code: 1 }),
    asked: { rollbackTimeout: 30_000 },
    faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 8, kind: 'hangs-undone' }],
  });
  const [run] = played.record.runs;
  const sent = (run?.calls ?? []).flatMap(({ operation, sentAt }) =>
    operation === 'StopServiceDeployment' ? [sentAt] : [],
  );
  expect(sent.length).toBeGreaterThan(0);
  expect(Math.max(...sent)).toBeLessThan(run?.endedAt ?? 0);
});

test('a revision whose answer is lost is not registered again because an early look did not show it', async () => {
  const played = await play({
    ...plainScene,
    asked: { pollInterval: 15_000 },
    faults: [
      { operation: 'RegisterTaskDefinition', nth: 0, times: 1, kind: 'comes-late' },
      { operation: 'DescribeTaskDefinition', nth: 3, times: 1000, kind: 'fails-before' },
    ],
  });
  const registered = played.record.runs[0]?.calls.filter(({ change }) => change?.kind === 'registered');
  expect(registered).toHaveLength(1);
  expect(outcomesOf(played)).toEqual(['refused']);
});

test('a deployment that ECS was done with is no success once somebody has deployed before its tasks are proven', async () => {
  const end = await playedAlone({
    service: { ...checked('container'), desired: 3 },
    images: withNew({ kind: 'exits', after: 119_000, code: 1 }),
    happenings: [
      { at: 778, deed: { kind: 'ends-task', code: 'UserInitiated' } },
      { at: 173_987, deed: { kind: 'deploys', image: 'other' } },
    ],
    faults: [{ operation: 'DescribeTasks', nth: 1, times: 8, kind: 'hangs-done' }],
  });
  expect([end.kind, headline(end)]).toEqual([
    'superseded',
    expect.stringMatching(/ECS was done with web:2, and deployment \d+ of web:3 took over/),
  ]);
});

test('what bakes is not called a success over somebody else’s deployment because tasks can’t be seen', async () => {
  const end = await playedAlone({
    asked: { bakeTime: 164_000 },
    happenings: [{ at: 180_000, deed: { kind: 'deploys', image: 'old' } }],
    faults: [{ operation: 'ListTasks', nth: 10, times: 1000, kind: 'throttled' }],
  });
  expect([end.kind, end.reason.text]).toEqual([
    'superseded',
    expect.stringMatching(/^While web:2 was confirmed, deployment \d+ of web:1 took over$/),
  ]);
});
