/** What the runner shows of a deployment: colour, outputs, annotations and the lines of the log, for every end. */
import { describe, expect, test } from '@jest/globals';
import { defect, setupFailure } from '@slipway/action-kit/failures';
import { outcomes } from '@slipway/rollout/phases';
import { contract } from '../src/contract.ts';
import { openingOf } from '../src/opening.ts';
import { outputsOnFailure } from '../src/report.ts';
import { ends } from './ends.ts';
import { arn, dying, given, region, step } from './world.ts';

const rolledBack =
  'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks), last line: `Error: no database`. web:41 serves again, proven by 2 running tasks after 8 s.';

test('a success is green and says what serves', async () => {
  const { runner } = await step();
  expect([runner.isRed, runner.annotations]).toEqual([false, []]);
  expect(runner.log.lines.at(-1)).toBe('web:42 serves with 2 tasks after 1 min.');
  expect(runner.outputs).toEqual({
    outcome: 'succeeded',
    'rolled-back': 'false',
    'task-definition-arn': arn(42),
    'previous-task-definition-arn': arn(41),
    'serving-task-definition-arn': arn(42),
    'service-deployment-arn': expect.stringMatching(/:service-deployment\/main\/web\/0007$/),
    'failure-code': '',
    reason: 'web:42 serves with 2 tasks',
    'duration-seconds': '60',
    'report-file': '',
  });
});

describe('a rollback', () => {
  test('is red, and its outputs never call it a success', async () => {
    const { runner, ecs } = await step({ ecs: dying });
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
    expect(runner.isRed).toBe(true);
    expect(runner.outputs).toEqual({
      outcome: 'rolled-back',
      'rolled-back': 'true',
      'task-definition-arn': arn(42),
      'previous-task-definition-arn': arn(41),
      'serving-task-definition-arn': arn(41),
      'service-deployment-arn': expect.stringMatching(/:service-deployment\/main\/web\/0007$/),
      'failure-code': 'tasks-keep-dying',
      reason: 'web:42 never became healthy: container web exited with code 1 (2 of 2 tasks)',
      'duration-seconds': expect.stringMatching(/^\d+$/),
      'report-file': '',
    });
  });

  test('by ECS itself is red too', async () => {
    const { runner, ecs } = await step({
      ecs: { ...dying, breaker: { rollback: true } },
      values: { 'fail-fast': 'false' },
    });
    expect(ecs.serving()).toEqual({ 'web:41': 2 });
    expect([runner.isRed, runner.outputs.outcome, runner.outputs['failure-code']]).toEqual([
      true,
      'rolled-back',
      'rolled-back-by-breaker',
    ]);
  });

  test('ends the log with the last lines of the container; the headline stands in the annotation alone', async () => {
    const { runner } = await step({ ecs: dying });
    expect(runner.log.lines.slice(-3)).toEqual([
      expect.stringMatching(/^The last lines of container web in task \d{4}:$/),
      '  starting',
      '  Error: no database',
    ]);
  });

  test('is annotated with what to do and who acts', async () => {
    const { runner } = await step({ ecs: dying });
    expect(runner.annotations).toEqual([
      {
        level: 'error',
        title: 'deploy-ecs-with-rollback: tasks-keep-dying',
        message: `${rolledBack} Correct what the evidence names and deploy again.\nWho acts: the application team.`,
      },
    ]);
  });
});

test('every outcome has an example below', () => {
  expect(new Set(ends.map(([outcome]) => outcome))).toEqual(new Set(outcomes));
});

test.each(ends)('%s sets every output, and is red: %s', async (outcome, isRed, scene) => {
  const { runner } = await step(scene);
  expect(Object.keys(runner.outputs)).toEqual([...contract.outputs]);
  expect([runner.outputs.outcome, runner.isRed]).toEqual([outcome, isRed]);
  expect(runner.outputs.reason).not.toBe('');
  expect(runner.outputs['failure-code'] === '').toBe(!isRed);
  const isAskedFor = scene.values?.mode === 'rollback';
  expect(runner.outputs['rolled-back']).toBe(String(outcome === 'rolled-back' || isAskedFor));
  expect(runner.annotations.filter(({ level }) => level === 'error')).toHaveLength(isRed ? 1 : 0);
  expect(runner.summary).not.toBe('');
});

describe('the first line', () => {
  test.each([
    [{}, 'Deploying web.json to service web in cluster main, eu-west-1.'],
    [{ 'task-definition': 'web:41' }, 'Deploying web:41 to service web in cluster main, eu-west-1.'],
    [
      { 'task-definition': '/tmp/x/rendered.json' },
      'Deploying rendered.json to service web in cluster main, eu-west-1.',
    ],
    [{ 'dry-run': 'true' }, 'Dry run: deploying web.json to service web in cluster main, eu-west-1.'],
  ])('of %j', (values, line) => {
    expect(openingOf(given(values), region)).toBe(line);
  });
});

describe('a run that ended before the engine began', () => {
  test('is refused for a reason', () => {
    const failure = setupFailure({ code: 'region-missing', what: 'No AWS region is known' });
    expect(outputsOnFailure(failure)).toEqual({
      outcome: 'refused',
      'rolled-back': 'false',
      'failure-code': 'region-missing',
      reason: 'No AWS region is known.',
      'duration-seconds': '0',
    });
  });

  test('is stuck when it is a defect, which may have left anything behind', () => {
    expect(outputsOnFailure(defect(new TypeError('x is not a function')))).toMatchObject({
      outcome: 'stuck',
      'failure-code': 'defect',
    });
  });
});

test('a warning about an end reaches log and summary', async () => {
  const { runner } = await step({ values: { 'desired-count': '0' } });
  expect([runner.isRed, runner.annotations]).toEqual([
    false,
    [
      {
        level: 'warning',
        title: 'deploy-ecs-with-rollback',
        message: 'Nothing runs: the desired count of web is 0.',
      },
    ],
  ]);
  expect(runner.summary).toContain('- Nothing runs: the desired count of web is 0.');
});
