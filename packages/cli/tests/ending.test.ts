/** The last words of a run: green only for what was run and succeeded. */
import { expect, test } from '@jest/globals';
import { endingLines, exitCodeOf } from '../src/report/ending.ts';

const ending = {
  jobs: new Map<string, string>(),
  unsupported: new Map<string, string>(),
  ...{ untried: [], environments: [], comments: [] },
  ...{ dispatched: [], serving: undefined, answers: [], differences: [], exitCode: 0, isInterrupted: false },
};
const last = (more: Partial<Parameters<typeof endingLines>[0]>) => endingLines({ ...ending, ...more }).at(-1);

test.each([
  ['act ended green (exit code 0).', { jobs: new Map([['a', 'success']]) }],
  ['act ended red (exit code 1).', { jobs: new Map([['a', 'failure']]), exitCode: 1 }],
  ['Nothing ran: no job was due (exit code 0).', { jobs: new Map([['a', 'skipped']]) }],
  ['Nothing ran: no job was due (exit code 0).', {}],
  ['Red: not every job was run (exit code 1).', { unsupported: new Map([['a', 'large-8']]), exitCode: 1 }],
  [
    'Red: a run that a job started did not succeed (exit code 1).',
    {
      jobs: new Map([['a', 'success']]),
      dispatched: [{ workflow: 'b.yml', number: 1, result: 'failure' }],
      exitCode: 1,
    },
  ],
  ['Interrupted (exit code 130).', { exitCode: 130, isInterrupted: true }],
])('%s', (line, more) => {
  expect(last(more)).toBe(line);
});

test('a job for which there was no machine is named, with what to type', () => {
  expect(endingLines({ ...ending, unsupported: new Map([['build', 'large-8']]) })).toContain(
    '  ✘ build  not run: its `runs-on` came to `large-8`, which was not known before. Type `--platform large-8=-self-hosted` to take this machine.',
  );
});

test.each([
  [0, 'success', 0],
  [0, 'failure', 1],
  [0, 'cancelled', 1],
  [2, 'failure', 2],
])('act ends with %i and a run that a job started with %s: %i', (exitCode, result, expected) => {
  const dispatched = [{ workflow: 'b.yml', number: 1, result }];
  expect(exitCodeOf({ ...ending, exitCode, dispatched })).toBe(expected);
});

test('a job that was not run for its label is red', () => {
  expect(exitCodeOf({ ...ending, unsupported: new Map([['a', 'large-8']]) })).toBe(1);
});

test.each([
  [0, 'success', 0],
  [0, 'skipped', 0],
  [0, 'failure', 1],
  [2, 'failure', 2],
])('act ends with %i and a job of it is shown as %s: %i', (exitCode, result, expected) => {
  const jobs = new Map([
    ['a', result],
    ['b', 'success'],
  ]);
  expect(exitCodeOf({ ...ending, exitCode, jobs })).toBe(expected);
});
