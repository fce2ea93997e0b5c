/** The judge of simulated rollouts: it lets right verdicts pass, and finds each kind of wrong one that it is shown. */
import { expect, test } from '@jest/globals';
import { documentedDiagram, diagramIn } from '../src/simulation/diagram.ts';
import { judge } from '../src/simulation/judge/judge.ts';
import { plainScene } from '../src/simulation/plain-scene.ts';
import { play, type Played } from '../src/simulation/play.ts';
import type { Standing } from '../src/simulation/standing.ts';
import type { RunRecord } from '../src/simulation/record.ts';
import type { Scene } from '../src/simulation/scene.ts';

const crashing: Partial<Scene> = {
  images: { ...plainScene.images, new: [{ kind: 'exits', after: 1000, code: 1 }] },
};
/** Somebody deploys the same over our way back, and so ECS has nothing to go back to from theirs. */
const deployedOverTheWayBack: Partial<Scene> = {
  images: { ...plainScene.images, new: [{ kind: 'exits', after: 6000, code: 1 }] },
  happenings: [{ at: 1932, deed: { kind: 'deploys', image: 'new' } }],
  faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 1, kind: 'fails-after' }],
  cut: { kind: 'cancelled', at: 1097 },
  after: ['run'],
};
/** What a stop can’t give back, for it replaces two revisions: the deadline comes before any death. */
const joinedTooLate: Partial<Scene> = {
  service: { ...plainScene.service, checks: 'container' },
  images: { ...plainScene.images, new: [{ kind: 'mute' }] },
  earlier: [
    { image: 'other', leftFor: 20_000 },
    { image: 'new', leftFor: 20_000 },
  ],
  asked: { timeout: 30_000, failFast: false },
};
/** Its targets get well in the second between the look that decides and the change. */
const wellAtLast: Partial<Scene> = {
  service: { ...plainScene.service, desired: 0, checks: 'balancer', onAlarm: 'rollback' },
  images: { ...plainScene.images, new: [{ kind: 'good', after: 44_000 }] },
  asked: { desiredCount: 4, pollInterval: 15_000 },
  travel: [228, 309],
  dice: 221_732,
};
/** The alarm has ECS go back from where the run went back to. */
const alarmedOnItsWayBack: Partial<Scene> = {
  service: { ...plainScene.service, bakeTime: 106_000, onAlarm: 'rollback' },
  asked: {
    desiredCount: 1,
    healthCheck: {
      url: 'https://web.example/health',
      expect: [{ kind: 'status', ranges: [[200, 200]] }],
      attempts: 4,
      interval: 5000,
    },
  },
  alarms: [{ from: 263_209, until: 556_209 }],
  endpoint: 'bad',
};
const cancelledAt = (at: number): Pick<Scene, 'cut'> => ({ cut: { kind: 'cancelled', at } });
/** Its way back is an update, before which the service must be seen. */
const cancelledUnseen: Partial<Scene> = {
  ...cancelledAt(20_000),
  asked: { desiredCount: 3 },
  faults: [{ operation: 'DescribeServices', nth: 3, times: 1000, kind: 'throttled' }],
};
const lostDeployment = (nth: number) =>
  ({ operation: 'DescribeServiceDeployments', nth, times: 1000, kind: 'lost-answer' }) as const;
const lateStop = { operation: 'StopServiceDeployment', nth: 0, times: 9, kind: 'comes-late' } as const;
/** Run again while the last task of the old revision is still there, and the last of the new one is not. */
const againAfterEarlySuccess: Partial<Scene> = {
  service: {
    ...plainScene.service,
    desired: 5,
    percents: [75, 125],
    checks: 'container',
    earlySuccess: 'DEFERRED',
  },
  after: ['run'],
};
const throttledUpdate = { operation: 'UpdateService', nth: 0, times: 1, kind: 'throttled' } as const;
const diagram = documentedDiagram();

const rulesFor = (played: Played): readonly string[] => judge(played, diagram).map(({ rule }) => rule);

type Ended = NonNullable<RunRecord['end']>;
type Call = RunRecord['calls'][number];

/** The first run, with another end, another journal or other calls than it had. */
async function tampered(scene: Partial<Scene>, change: (run: RunRecord, end: Ended) => Partial<RunRecord>) {
  const played = await play({ ...plainScene, ...scene });
  const [run] = played.record.runs;
  if (run?.end === undefined) throw new Error('it did not end');
  Object.assign(run, change(run, run.end));
  return rulesFor(played);
}

const withEnd = (change: (end: Ended) => Partial<Ended>) => (_: RunRecord, end: Ended) => ({
  end: { ...end, ...change(end) },
});
const withCalls = (more: (calls: readonly Call[]) => readonly Call[]) => (run: RunRecord) => ({
  calls: [...run.calls, ...more(run.calls)],
});
const callsOf = (calls: readonly Call[], operation: string) =>
  calls.flatMap((call) => (call.operation === operation ? { ...call } : []));

test.each<[string, Partial<Scene>]>([
  ['a success', {}],
  ['a rollback', crashing],
  ['a run of what serves already', { wanted: 'old' }],
  [
    'a deployment that somebody else took over',
    { happenings: [{ at: 30_000, deed: { kind: 'deploys', image: 'other' } }] },
  ],
  [
    'a job that turns back what somebody else deployed right before its update of the same revision',
    {
      happenings: [{ at: 460, deed: { kind: 'deploys', image: 'new' } }],
      cut: { kind: 'cancelled', at: 20_000 },
    },
  ],
  [
    'a post step that can’t tell what somebody deployed from what its job was killed asking for',
    {
      happenings: [{ at: 1000, deed: { kind: 'deploys', image: 'new' } }],
      cut: { kind: 'killed', call: 9, when: 'before' },
      after: ['post-step'],
    },
  ],
  [
    'a way back that an alarm of the service stops half-way',
    {
      service: { ...plainScene.service, onAlarm: 'stop' },
      alarms: [{ from: 90_000, until: 190_000 }],
      asked: { timeout: 36_000, desiredCount: 1 },
    },
  ],
  ['a stop whose answer fails and that somebody has deployed over', deployedOverTheWayBack],
  [
    'a way back at the deadline of a deployment that was joined, which ECS had no time for at first',
    { ...joinedTooLate, faults: [throttledUpdate] },
  ],
  [
    'a way back at the deadline of an update that ECS had no time for at first',
    { ...joinedTooLate, earlier: [], faults: [throttledUpdate] },
  ],
  [
    'a stop whose answer is lost, asked for again while ECS stops it for somebody else’s deployment',
    {
      ...joinedTooLate,
      earlier: [],
      asked: { timeout: 60_000, failFast: false },
      happenings: [{ at: 60_540, deed: { kind: 'deploys', image: 'other' } }],
      faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 1, kind: 'lost-answer' }],
    },
  ],
  ['a cancelled job that could not see the service any more', cancelledUnseen],
  ['a cancelled job that never saw its deployment', { ...cancelledAt(20_000), faults: [lostDeployment(1)] }],
  [
    'a cancelled job whose deployment ECS takes back already',
    { ...cancelledAt(20_000), happenings: [{ at: 18_000, deed: { kind: 'stops-deployment' } }] },
  ],
  ['a run of what an early success has made serve', againAfterEarlySuccess],
  ['a way back that an alarm of the service turns back', alarmedOnItsWayBack],
  ['a way back from targets that get well right after the look that decides', wellAtLast],
  ['a cancelled job with its post step', { cut: { kind: 'cancelled', at: 20_000 }, after: ['post-step'] }],
])('finds nothing wrong with %s', async (_, scene) => {
  expect(rulesFor(await play({ ...plainScene, ...scene }))).toEqual([]);
});

test.each<[string, Partial<Scene>, Parameters<typeof tampered>[1]]>([
  ['succeededButDoesNotServe', crashing, withEnd(() => ({ kind: 'succeeded' }))],
  ['unchangedButOtherwise', crashing, withEnd(() => ({ kind: 'unchanged' }))],
  ['rolledBackButElsewhere', {}, withEnd(() => ({ kind: 'rolled-back' }))],
  ['supersededByNobody', {}, withEnd(() => ({ kind: 'superseded' }))],
  ['refusedButTouched', {}, withEnd(() => ({ kind: 'refused' }))],
  [
    'servingIsMadeUp',
    crashing,
    withEnd(({ taskDefinition = '' }) => ({ serving: { taskDefinition, tasks: 2 } })),
  ],
  [
    'baselineIsWrong',
    crashing,
    withEnd(({ baseline, taskDefinition = '' }) => ({
      baseline: baseline && { ...baseline, taskDefinition },
    })),
  ],
  ['anotherRevision', crashing, withEnd(({ baseline }) => ({ taskDefinition: baseline?.taskDefinition }))],
  ['saysNothing', {}, withEnd(() => ({ reason: { code: 'succeeded', text: ' ' } }))],
  ['tooManyChanges', crashing, withCalls((calls) => callsOf(calls, 'StopServiceDeployment'))],
  [
    'tooManyChanges',
    crashing,
    withCalls((calls) =>
      callsOf(calls, 'StopServiceDeployment').map((call) => ({
        ...call,
        sentAt: call.told?.at ?? 0,
        change: undefined,
      })),
    ),
  ],
  ['tooManyChanges', {}, withCalls((calls) => callsOf(calls, 'RegisterTaskDefinition'))],
  ['backElsewhere', {}, withCalls((calls) => callsOf(calls, 'UpdateService'))],
  [
    'changedAfterTheEnd',
    {},
    withCalls((calls) =>
      callsOf(calls, 'RegisterTaskDefinition').map((call) => ({ ...call, sentAt: Infinity })),
    ),
  ],
  ['tooLate', {}, (run) => ({ endedAt: run.endedAt + 10 * 3_600_000 })],
  [
    'notOnTheDiagram',
    {},
    ({ journal }) => ({ journal: journal.filter(({ phase }) => phase !== 'updating') }),
  ],
  [
    'backTooLate',
    {
      cut: { kind: 'cancelled', at: 20_000 },
      faults: [{ operation: 'StopServiceDeployment', nth: 0, times: 3, kind: 'comes-late' }],
    },
    ({ calls }) => ({ calls: calls.filter(({ operation }) => operation !== 'StopServiceDeployment') }),
  ],
  [
    'backTooLate',
    { ...cancelledUnseen, faults: [{ operation: 'DescribeServices', nth: 3, times: 3, kind: 'throttled' }] },
    ({ calls, cancelledAt: since = 0 }) => ({
      lastLook: [],
      calls: calls.filter(({ operation, sentAt }) => operation !== 'UpdateService' || sentAt < since),
    }),
  ],
  [
    'backTooLate',
    { ...cancelledAt(20_000), faults: [lostDeployment(3), lateStop] },
    ({ calls }) => ({
      lastLook: [],
      calls: calls.filter(({ operation }) => operation !== 'StopServiceDeployment'),
    }),
  ],
  [
    'outlivesItsCancel',
    { cut: { kind: 'cancelled', at: 20_000 } },
    () => ({ end: undefined, fate: 'killed' }),
  ],
  [
    'startedTwice',
    {
      earlier: [{ image: 'new', leftFor: 20_000 }],
      asked: { ifInProgress: 'supersede', forceNewDeployment: true },
    },
    withEnd(({ request }) => ({ request: { ...request, forceNewDeployment: undefined } })),
  ],
  [
    'retiredInUse',
    {},
    ({ calls, end }) => ({
      calls: callsOf(calls, 'RegisterTaskDefinition').map((call) => ({
        ...call,
        operation: 'DeregisterTaskDefinition',
        input: { taskDefinition: end?.taskDefinition },
      })),
    }),
  ],
  ['stuckWithoutNeed', crashing, withEnd(() => ({ kind: 'stuck' }))],
  ['neverEnded', {}, () => ({ end: undefined, fate: 'never-ended' })],
])('finds %s', async (rule, scene, change) => {
  expect(await tampered(scene, change)).toContain(rule);
});

type Deployment = Played['cloud']['service']['history'][number];

test.each<[string, (stop: Call, deployment: Deployment, next: Call) => void]>([
  ['that ECS had promised', (stop, _, next) => (stop.told = { at: next.sentAt, answer: {} })],
  ['that ended otherwise', (_, deployment) => (deployment.status = 'ROLLBACK_SUCCESSFUL')],
  ['that ECS was still on', (_, deployment, next) => (deployment.finishedAt = new Date(next.sentAt + 1))],
])('finds a way back after a stop %s', async (_, tamper) => {
  const played = await play({ ...plainScene, ...deployedOverTheWayBack });
  const calls = played.record.runs[1]?.calls ?? [];
  const [stop] = calls.filter(({ operation }) => operation === 'StopServiceDeployment');
  const [next] = calls.filter(({ operation }) => operation === 'UpdateService');
  const deployment = played.cloud.service.history.find(({ arn }) => arn === stop?.input.serviceDeploymentArn);
  if (stop === undefined || next === undefined || deployment === undefined) throw new Error('it has none');
  tamper(stop, deployment, next);
  expect(rulesFor(played)).toContain('tooManyChanges');
});

test('finds a way back that ECS turned back for no alarm', async () => {
  const played = await play({ ...plainScene, ...alarmedOnItsWayBack });
  for (const { alarms } of played.cloud.service.history) alarms.triggered = [];
  expect(rulesFor(played)).toEqual(['stuckWithoutNeed']);
});

test('finds a person called for where ECS went back as it was asked to, whatever the alarm of ours was', async () => {
  const played = await play({ ...plainScene, ...crashing });
  for (const { alarms } of played.cloud.service.history) alarms.triggered = ['errors'];
  const [run] = played.record.runs;
  if (run?.end === undefined) throw new Error('it did not end');
  run.end = { ...run.end, kind: 'stuck' };
  expect(rulesFor(played)).toEqual(['stuckWithoutNeed']);
});

test('finds a way back that came before two tasks had died', async () => {
  const rules = await tampered(crashing, ({ calls }) => ({
    calls: calls.map((call) =>
      call.fallen === undefined ? call : { ...call, fallen: call.fallen.slice(0, 1) },
    ),
  }));
  expect(rules).toEqual(['turnedBackTooSoon']);
});

test('finds a way back from targets that were well at the look that decided', async () => {
  const rules = await tampered(wellAtLast, ({ calls }) => ({
    calls: calls.map((call) => (call.operation === 'DescribeTargetHealth' ? { ...call, fallen: [] } : call)),
  }));
  expect(rules).toEqual(['turnedBackTooSoon']);
});

test('finds a way back that was asked for long after the look at targets that are well by now', async () => {
  const early = (at: number): number => at - 20_000;
  const lookedEarly = ({ calls }: RunRecord): Pick<RunRecord, 'calls'> => ({
    calls: calls.map((call) =>
      call.operation === 'DescribeTargetHealth' && call.told !== undefined
        ? { ...call, told: { ...call.told, at: early(call.told.at) } }
        : call,
    ),
  });
  const decidedEarly = ({ journal }: RunRecord): Pick<RunRecord, 'journal'> => ({
    journal: journal.map(({ phase, at }) => ({ phase, at: phase === 'rolling-back' ? early(at) : at })),
  });
  expect(await tampered(wellAtLast, lookedEarly)).toEqual(['turnedBackTooSoon']);
  expect(await tampered(wellAtLast, (run) => ({ ...lookedEarly(run), ...decidedEarly(run) }))).toEqual([
    'turnedBackTooSoon',
  ]);
});

test.each<[string, (standing: Standing) => Standing, 'DEFERRED' | 'BLOCKING']>([
  ['that was none', (standing) => standing, 'BLOCKING'],
  ['that ECS has not declared', (standing) => ({ ...standing, newestStatus: 'IN_PROGRESS' }), 'DEFERRED'],
  ['of another revision', (standing) => ({ ...standing, asked: 'other' }), 'DEFERRED'],
  [
    'that nothing healthy is left of',
    (standing) => ({
      ...standing,
      crews: Object.fromEntries(
        Object.entries(standing.crews).map(([arn, crew]) => [arn, { ...crew, healthy: 0 }]),
      ),
    }),
    'DEFERRED',
  ],
])('finds a run that calls unchanged an early success %s', async (_, change, earlySuccess) => {
  const played = await play({ ...plainScene, ...againAfterEarlySuccess });
  const [, run] = played.record.runs;
  if (run?.end?.kind !== 'unchanged') throw new Error('the second run was not unchanged');
  Object.assign(run, { lastLook: run.lastLook.map(change) });
  const scene = { ...played.scene, service: { ...played.scene.service, earlySuccess } };
  expect(rulesFor({ ...played, scene })).toContain('unchangedButOtherwise');
});

test('finds a start over the deployment of somebody else that the run had seen', async () => {
  const played = await play({
    ...plainScene,
    earlier: [{ image: 'other', leftFor: 20_000 }],
    asked: { ifInProgress: 'supersede' },
  });
  const [run] = played.record.runs;
  if (run?.end === undefined) throw new Error('it did not end');
  const { request } = run.end;
  Object.assign(run, { end: { ...run.end, request: { ...request, ifInProgress: 'wait' } } });
  expect(rulesFor(played)).toEqual(['ranOverSomebody']);
});

test('takes the diagram from the page of the architecture, without what stands in parentheses', () => {
  const page = '| phase | may become |\n|---|---|\n| a | b (when, and why), c |\n| b | c |\n\nMore.';
  expect([...diagramIn(page)]).toEqual([
    ['a', new Set(['b', 'c'])],
    ['b', new Set(['c'])],
  ]);
});
