/** What holds in every run, whatever the world does: random scripts of faults, cancels and other people. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outcomeTable } from '../src/outcomes.ts';
import { isEnded } from '../src/phases.ts';
import { resumed } from '../src/resuming/resuming.ts';
import type { EcsDouble } from '@slipway/test-kit/ecs-double/ecs-double';
import type { Behaviour } from '@slipway/test-kit/ecs-double/state';
import { play, type Played, type Scenario } from '@slipway/test-kit/ecs-double/rollout-scenario';

const successors: Readonly<Record<string, readonly string[]>> = {
  planning: ['registering', 'updating', 'unchanged', 'planned', 'refused'],
  registering: ['updating', 'refused'],
  updating: ['planning', 'watching', 'adjusting', 'started', 'refused', 'stuck'],
  adjusting: ['succeeded', 'superseded', 'stuck'],
  watching: ['confirming', 'succeeded', 'rolling-back', 'rolled-back', 'superseded', 'stuck'],
  confirming: ['succeeded', 'rolling-back', 'superseded', 'stuck'],
  'rolling-back': ['rolled-back', 'superseded', 'succeeded', 'confirming', 'stuck'],
};

const behaviour: fc.Arbitrary<Behaviour> = fc.record(
  {
    startsAfter: fc.integer({ min: 1000, max: 120_000 }),
    diesAfter: fc.integer({ min: 100, max: 120_000 }),
    exitCode: fc.integer({ min: 0, max: 143 }),
    cannotPull: fc.constantFrom(
      'CannotPullContainerError: not found',
      'CannotPullContainerError: i/o timeout',
    ),
  },
  { requiredKeys: [] },
);

const deploysTheirs = (ecs: EcsDouble): void => ecs.deploy(ecs.register({ family: 'other' }));

const act = fc.constantFrom<(ecs: EcsDouble, cancel: () => void) => void>(
  (ecs) => ecs.fail('DescribeServiceDeployments', 3),
  (ecs) => ecs.fail('ListTasks', 2),
  (ecs) => ecs.fail('StopServiceDeployment', 1),
  (ecs) => ecs.fail('StopServiceDeployment', 1, undefined, 'after'),
  (ecs) => ecs.fail('UpdateService', 1, undefined, 'after'),
  (ecs) => ecs.fail('DescribeServices', 2),
  deploysTheirs,
  (_, cancel) => cancel(),
);

type Script = NonNullable<Scenario['script']>;

const anything = fc.dictionary(fc.integer({ min: 1, max: 300_000 }).map(String), act, { maxKeys: 3 });

/** Somebody deploys, and the job is cancelled before the next look. */
const overtakenAndCancelled: fc.Arbitrary<Script> = fc
  .record({
    at: fc.integer({ min: 1, max: 120_000 }),
    after: fc.integer({ min: 1, max: 5000 }),
    rest: anything,
  })
  .map(({ at, after, rest }) => ({
    ...rest,
    [at]: deploysTheirs,
    [at + after]: (_: EcsDouble, cancel: () => void) => cancel(),
  }));

const scenario: fc.Arbitrary<Scenario> = fc.record({
  ecs: fc.record({
    desired: fc.integer({ min: 1, max: 4 }),
    behaviours: fc.record({ 42: behaviour }),
    breaker: fc.constantFrom(undefined, { rollback: true }, { rollback: false }),
  }),
  request: fc.record({
    timeout: fc.integer({ min: 30_000, max: 600_000 }),
    rollbackTimeout: fc.integer({ min: 30_000, max: 600_000 }),
    rollback: fc.constantFrom('on-failure', 'never'),
    failFast: fc.boolean(),
    desiredCount: fc.constantFrom(undefined, 1, 3),
    onTimeout: fc.constantFrom('rollback', 'leave'),
  }),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
  script: fc.oneof(anything, overtakenAndCancelled),
});

/** Longest pause after failed looks, and three probes of 5 s. */
const oneLook = 45_000;

function check(played: Played, given: Scenario): void {
  const { end, ecs, path, lasted } = played;
  expect(isEnded(end)).toBe(true);
  expect(end.reason.text).not.toBe('');
  expect(outcomeTable[end.kind].headline(end)).toMatch(/\.$/);
  for (const [index, phase] of path.entries()) {
    const after = path[index + 1];
    if (after !== undefined) expect(successors[phase]).toContain(after);
  }
  const { timeout = 0, rollbackTimeout = 0 } = given.request ?? {};
  expect(lasted).toBeLessThanOrEqual(timeout + rollbackTimeout + 2 * oneLook);
  const starts = ecs.changes.filter(({ taskDefinition }) => taskDefinition === end.taskDefinition);
  const givenBack = ecs.changes.filter(({ taskDefinition }) => taskDefinition !== end.taskDefinition);
  expect(starts.length).toBeLessThanOrEqual(1);
  for (const { taskDefinition } of givenBack) expect(taskDefinition).toBe(end.baseline?.taskDefinition);
  expect(givenBack.length + ecs.stopped.length).toBeLessThanOrEqual(1);
  expect(ecs.overwritten).toEqual([]);
  const serving = Object.keys(ecs.serving());
  const named = (arn: string | undefined): string => arn?.slice(arn.lastIndexOf('/') + 1) ?? '';
  // A task may die in the moment after the last look; another revision may not be there.
  if (end.kind === 'succeeded') expect([[], [named(end.taskDefinition)]]).toContainEqual(serving);
  if (end.kind === 'rolled-back') expect(serving).toEqual([named(end.baseline?.taskDefinition)]);
}

/** What a cancelled run left is followed in the world as it then is. */
async function checkPostStep({ end, ecs, clock }: Played): Promise<void> {
  const { unfinished } = end;
  if (unfinished === undefined) return;
  const before = ecs.changes.length + ecs.stopped.length;
  const post = await play({ resume: (ports) => resumed(unfinished, 240_000, ports) }, clock, ecs);
  expect(isEnded(post.end)).toBe(true);
  expect(post.lasted).toBeLessThanOrEqual(240_000 + oneLook);
  expect(ecs.overwritten).toEqual([]);
  const asked = unfinished.kind === 'updating' || unfinished.giveBack === undefined ? 1 : 0;
  expect(ecs.changes.length + ecs.stopped.length - before).toBeLessThanOrEqual(asked);
}

test('every run ends in time on a path of the diagram, with at most one start and one way back, over nobody', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const played = await play(given);
      check(played, given);
      await checkPostStep(played);
    }),
    { numRuns: 150 },
  );
});
