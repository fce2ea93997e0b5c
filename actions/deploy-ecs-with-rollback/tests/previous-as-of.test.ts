/** The moment that `previous` is counted from, from the input to the end of the step. */
import { describe, expect, test } from '@jest/globals';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { openingOf } from '../src/opening.ts';
import { arn, deploy, given, step, type Scene } from './world.ts';

const now = manualClock().now();
const utc = (moment: number): string => new Date(moment).toISOString();
const minute = 60_000;

/** web:43 serves in place of web:42, and was deployed a moment before the run. */
const after = (asOf: number | undefined): Scene => ({
  values: { 'task-definition': 'previous', 'previous-as-of': asOf === undefined ? '' : utc(asOf) },
  before: (ecs) => {
    for (let count = 0; count < 2; count += 1) {
      ecs.deploy(ecs.register({ family: 'web' }));
      ecs.shift({ status: 'SUCCESSFUL' });
    }
  },
});

test.each([
  ['the start of the step when nothing is said', undefined],
  ['what is said', now],
  ['now where another runner’s clock is ahead', now + minute],
])('is %s', async (_, asOf) => {
  const { result } = await deploy(after(asOf));
  expect([result.run.end.kind, result.run.end.taskDefinition]).toEqual(['succeeded', arn(42)]);
});

test('is refused in the future, before anything is asked of AWS', async () => {
  const { runner, ecs } = await step(after(now + minute + 1000));
  expect([runner.isRed, runner.outputs.outcome]).toEqual([true, 'refused']);
  expect(runner.annotations.map(({ message }) => message).join()).toContain(
    '`previous-as-of` must be a time that has passed, but was `2026-11-21T00:01:01Z`, and it is 2026-11-21T00:00:00Z now',
  );
  expect(ecs.calls).toEqual([]);
});

test('lies before what was deployed since: nothing is changed', async () => {
  const { runner, ecs } = await step(after(now - minute));
  expect([runner.isRed, runner.outputs['failure-code'], ecs.changes]).toEqual([true, 'deployed-since', []]);
});

test('is not moved past what was deployed since by the clock of this runner, which did not note it', async () => {
  const world: Scene['world'] = { awsTime: (moment) => moment + 5 * minute };
  const { runner, ecs } = await step({ ...after(now - minute), world });
  expect([runner.outputs['failure-code'], ecs.changes]).toEqual(['deployed-since', []]);
});

describe('the first line tells it', () => {
  test.each([
    [{ 'previous-as-of': utc(now) }, 'Deploying what ran before, as of 2026-11-21T00:00:00Z, to service web'],
    [{}, 'Deploying what ran before to service web'],
  ])('%j', (values, words) => {
    expect(openingOf(given({ 'task-definition': 'previous', ...values }), 'eu-west-1')).toContain(words);
  });
});
