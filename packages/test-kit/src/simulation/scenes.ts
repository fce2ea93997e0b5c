/** Scenes at random: every strategy of failing that the world knows, and most of the time nothing but one of them. */
import fc from 'fast-check';
import type { Request } from '@slipway/rollout/request';
import { alarmName } from './cloud.ts';
import type {
  Cut,
  Deed,
  Fault,
  Happening,
  HookScene,
  Image,
  ImageName,
  Life,
  Scene,
  ServiceScene,
} from './scene.ts';

const seconds = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((each) => each * 1000);

/** One of the values, each as often as its weight says. */
function weighted<T>(
  ...choices: readonly (readonly [weight: number, value: fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

const reasons = [
  'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref web: not found',
  'CannotPullContainerError: pull image manifest has been retried 5 time(s): dial tcp: i/o timeout',
  'ResourceInitializationError: unable to pull secrets or registry auth: ResourceNotFoundException: the secret can’t be found',
  'CannotStartContainerError: failed to create task: exec /app: exec format error',
];

const goodLife = fc.record({ kind: fc.constant('good' as const), after: seconds(0, 45) });
const exit = fc.record({
  kind: fc.constant('exits' as const),
  after: weighted([3, seconds(0, 10)], [2, seconds(10, 120)], [1, seconds(120, 900)]),
  code: fc.constantFrom(0, 1, 1, 1, 3, 137, 139),
});
const badLife = weighted<Life>(
  [5, exit],
  [2, fc.constant({ kind: 'mute' })],
  [2, fc.record({ kind: fc.constant('sickens' as const), after: seconds(5, 300) })],
  [
    2,
    fc.record({
      kind: fc.constant('never-starts' as const),
      after: seconds(0, 130),
      reason: fc.constantFrom(...reasons),
    }),
  ],
);
const goodImage: fc.Arbitrary<Image> = goodLife.map((life) => [life]);
const badImage: fc.Arbitrary<Image> = badLife.map((life) => [life]);
/** The first tasks fail, and those that replace them do not; or some fail again and again. */
const flakyImage: fc.Arbitrary<Image> = fc
  .tuple(fc.oneof(badLife, goodLife), fc.array(fc.oneof(badLife, goodLife), { maxLength: 3 }), goodLife)
  .map(([first, middle, last]) => [first, ...middle, last]);

const newImage = weighted([4, goodImage], [4, badImage], [2, flakyImage]);
const oldImage = weighted([12, goodImage], [1, badImage], [1, flakyImage]);

/** Only a load balancer can shift traffic, and only a rolling deployment succeeds early. */
function consistent(scene: ServiceScene): ServiceScene {
  const strategy = scene.checks === 'balancer' ? scene.strategy : 'ROLLING';
  return strategy === 'ROLLING'
    ? { ...scene, strategy, hook: undefined }
    : { ...scene, strategy, earlySuccess: 'off' };
}

/** At a stage that a function and a pause may both hold up. */
const hook: fc.Arbitrary<HookScene> = fc.record({
  stage: fc.constantFrom(
    'PRE_SCALE_UP',
    'POST_SCALE_UP',
    'POST_TEST_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
  ),
  asks: fc.constantFrom<HookScene['asks']>(
    'a person',
    'a function that agrees',
    'a function that refuses',
    'a function that hangs',
  ),
  timeout: seconds(60, 900),
  onTimeout: fc.constantFrom('CONTINUE', 'ROLLBACK'),
});

const anyService: fc.Arbitrary<ServiceScene> = fc.record({
  desired: weighted(
    [1, fc.constant(0)],
    [10, fc.integer({ min: 1, max: 3 })],
    [3, fc.integer({ min: 4, max: 8 })],
  ),
  percents: weighted<readonly [number, number]>(
    [6, fc.constant([100, 200])],
    [1, fc.constantFrom<[number, number]>([50, 200], [0, 100], [50, 100], [100, 150], [0, 200], [75, 125])],
  ),
  breaker: fc.constantFrom('off', 'stop', 'rollback', 'rollback'),
  checks: fc.constantFrom('none', 'container', 'balancer'),
  grace: weighted([2, fc.constant(0)], [1, seconds(1, 120)]),
  strategy: weighted<ServiceScene['strategy']>(
    [2, fc.constant('ROLLING')],
    [1, fc.constantFrom('BLUE_GREEN', 'LINEAR', 'CANARY')],
  ),
  bakeTime: weighted([1, fc.constant(0)], [1, seconds(10, 180)]),
  onAlarm: weighted<ServiceScene['onAlarm']>(
    [4, fc.constant('nothing')],
    [1, fc.constantFrom('stop', 'rollback')],
  ),
  earlySuccess: weighted<ServiceScene['earlySuccess']>(
    [6, fc.constant('off')],
    [1, fc.constantFrom('BLOCKING', 'DEFERRED')],
  ),
  hook: weighted<HookScene | undefined>([3, fc.constant(undefined)], [1, hook]),
});
const service = anyService.map(consistent);

const imageName = fc.constantFrom<ImageName>('other', 'other', 'old', 'new');
const deed = weighted<Deed>(
  [6, fc.record({ kind: fc.constant('deploys' as const), image: imageName })],
  [1, fc.constant({ kind: 'forces' })],
  [2, fc.record({ kind: fc.constant('scales' as const), to: fc.integer({ min: 0, max: 5 }) })],
  [2, fc.constant({ kind: 'stops-deployment' })],
  [
    1,
    fc.record({
      kind: fc.constant('answers-hook' as const),
      action: fc.constantFrom('CONTINUE', 'ROLLBACK'),
    }),
  ],
  [
    2,
    fc.record({
      kind: fc.constant('ends-task' as const),
      code: fc.constantFrom('UserInitiated', 'SpotInterruption'),
    }),
  ],
  [1, fc.constant({ kind: 'deletes-service' })],
);
/** To the millisecond: between two calls of one look there is room, too. */
const moment = weighted(
  [3, fc.integer({ min: 0, max: 3000 })],
  [6, fc.integer({ min: 0, max: 180_000 })],
  [1, seconds(180, 900)],
);
const happening: fc.Arbitrary<Happening> = fc.record({ at: moment, deed });

const fault: fc.Arbitrary<Fault> = fc.record({
  operation: fc.constantFrom(
    ...['UpdateService', 'UpdateService', 'StopServiceDeployment', 'StopServiceDeployment'],
    ...[
      'DescribeServices',
      'DescribeServiceDeployments',
      'DescribeServiceDeployments',
      'RegisterTaskDefinition',
    ],
    ...['ListTasks', 'DescribeTasks', 'DescribeTaskDefinition', 'DescribeServiceRevisions'],
    ...['ListServiceDeployments', 'DescribeTargetHealth'],
  ),
  nth: weighted([3, fc.integer({ min: 0, max: 3 })], [1, fc.integer({ min: 0, max: 60 })]),
  times: weighted([4, fc.constant(1)], [2, fc.integer({ min: 2, max: 12 })], [1, fc.constant(1000)]),
  kind: fc.constantFrom(
    ...(['throttled', 'fails-before', 'fails-after', 'lost-request', 'lost-answer'] as const),
    ...(['hangs-done', 'hangs-undone', 'comes-late'] as const),
  ),
});

/** What a role may lack. */
const optional = [
  ...[
    'DescribeTasks',
    'ListTasks',
    'DescribeTargetHealth',
    'StopServiceDeployment',
    'ListServiceDeployments',
  ],
  ...['DescribeServiceDeployments', 'DescribeServiceRevisions', 'RegisterTaskDefinition', 'UpdateService'],
];

const cut: fc.Arbitrary<Cut> = fc.oneof(
  fc.record({ kind: fc.constant('cancelled' as const), at: moment }),
  fc.record({
    kind: fc.constant('killed' as const),
    call: weighted([3, fc.integer({ min: 0, max: 14 })], [2, fc.integer({ min: 0, max: 80 })]),
    when: fc.constantFrom('before', 'after'),
  }),
);

const check: NonNullable<Request['healthCheck']> = {
  url: 'https://web.example/health',
  expect: [{ kind: 'status', ranges: [[200, 200]] }],
  attempts: 4,
  interval: 5000,
};

const asked: fc.Arbitrary<Scene['asked']> = fc.record(
  {
    timeout: weighted([2, seconds(30, 240)], [3, seconds(240, 1200)]),
    rollbackTimeout: weighted([1, seconds(30, 240)], [3, seconds(240, 1200)]),
    rollback: fc.constantFrom('on-failure', 'on-failure', 'on-failure', 'on-failure', 'never'),
    onTimeout: fc.constantFrom('rollback', 'rollback', 'leave'),
    onCancel: fc.constantFrom('rollback', 'rollback', 'leave'),
    ifInProgress: fc.constantFrom('wait', 'wait', 'supersede', 'fail'),
    failFast: fc.constantFrom(true, true, false),
    wait: fc.constantFrom(true, true, true, true, true, true, true, true, true, false),
    desiredCount: fc.constantFrom(undefined, undefined, undefined, undefined, 0, 1, 4),
    forceNewDeployment: fc.constantFrom(undefined, undefined, undefined, undefined, true),
    pollInterval: fc.constantFrom(4000, 4000, 4000, 1000, 15_000),
    alarms: fc.constantFrom<readonly string[]>([], [], [], [alarmName]),
    bakeTime: weighted([3, fc.constant(0)], [1, seconds(5, 200)]),
    healthCheck: weighted<Request['healthCheck']>([3, fc.constant(undefined)], [1, fc.constant(check)]),
    keepRevisions: fc.constantFrom(undefined, undefined, 1, 2),
    dryRun: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
  },
  { requiredKeys: ['timeout', 'rollbackTimeout'] },
);

const shortage: fc.Arbitrary<NonNullable<Scene['shortage']>> = fc
  .record({ from: fc.integer({ min: -30_000, max: 200_000 }), lasts: seconds(20, 900), tasks: fc.nat(10) })
  .map(({ from, lasts, tasks }) => ({ from, until: from + lasts, tasks }));

const few = <T>(each: fc.Arbitrary<T>, weightOfNone: number, most: number): fc.Arbitrary<readonly T[]> =>
  weighted<readonly T[]>(
    [weightOfNone, fc.constant([])],
    [1, fc.array(each, { minLength: 1, maxLength: most })],
  );

export const scenes: fc.Arbitrary<Scene> = fc.record({
  service,
  images: fc.record({ old: oldImage, new: newImage, other: newImage }),
  earlier: few(
    fc.record({ image: imageName, leftFor: weighted([1, seconds(1, 100)], [1, seconds(100, 1800)]) }),
    4,
    2,
  ),
  // The half hour of the default is played now and then: most of what happens in it happens in its first minutes.
  asked: weighted([1, fc.constant({})], [11, asked]),
  wanted: weighted<ImageName>([12, fc.constant('new')], [1, fc.constant('old')]),
  happenings: few(happening, 1, 2),
  alarms: few(
    fc
      .record({ from: fc.integer({ min: -60_000, max: 300_000 }), lasts: seconds(1, 300) })
      .map(({ from, lasts }) => ({ from, until: from + lasts })),
    3,
    2,
  ),
  shortage: weighted<Scene['shortage']>([11, fc.constant(undefined)], [1, shortage]),
  endpoint: fc.constantFrom('good', 'good', 'good', 'bad', 'silent', 'good-at-last'),
  lag: weighted([8, fc.constant(0)], [1, fc.integer({ min: 1, max: 5000 })]),
  travel: weighted<readonly [number, number]>(
    [3, fc.constant([30, 20])],
    [1, fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }))],
  ),
  faults: few(fault, 1, 3),
  denied: few(fc.constantFrom(...optional), 9, 2),
  cut: weighted<Cut | undefined>([2, fc.constant(undefined)], [1, cut]),
  after: fc.constantFrom<Scene['after']>(['post-step'], ['run'], ['post-step', 'run'], []),
  dice: fc.nat(),
});

/** The scene of a seed, always the same. */
export function sceneOf(seed: number): Scene {
  const [scene] = fc.sample(scenes, { seed, numRuns: 1 });
  if (scene === undefined) throw new Error('a sample of one has one');
  return scene;
}
