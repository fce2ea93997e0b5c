import { describe, expect, test } from '@jest/globals';
import { problemsOfInputs } from '../../src/asking/compare-inputs.ts';
import { declaredIn } from '../../src/asking/declared.ts';

const declared = declaredIn(`
run-name: Release \${{ inputs.version }}
on:
  push:
  workflow_dispatch:
    inputs:
      version: { required: true, type: string }
      level: { type: choice, options: [patch, minor, 1.10] }
      force: { type: boolean, required: true, default: false }
      retries: { type: number }
      target: { type: environment }
      notes:
`);

const problems = (given: Readonly<Record<string, string>>): readonly string[] =>
  problemsOfInputs({ version: '1', ...given }, declared, 'release.yml');

test.each([
  ['what is declared', { level: 'minor', force: 'true', retries: '3', target: 'nobody knows', notes: 'x' }],
  ['an option that looks like a number', { level: '1.1' }],
  ['a number with a point', { retries: '-1.5' }],
  ['a number that is left empty', { retries: '' }],
  ['another case of the name', { Notes: 'x' }],
])('%s is taken', (_, given) => {
  expect(problems(given)).toEqual([]);
});

test.each([
  [
    { verison: '2' },
    '`inputs` holds `verison`, which release.yml does not declare (did you mean `version`?)',
  ],
  [
    { something: '2' },
    '`inputs` holds `something`, which release.yml does not declare (it declares `version`, `level`, `force`, `retries`, `target`, `notes`)',
  ],
  [
    { level: 'minr' },
    'the input `level` must be one of `patch`, `minor`, `1.1` (did you mean `minor`?), but was `minr`',
  ],
  [{ level: 'everything' }, 'the input `level` must be one of `patch`, `minor`, `1.1`, but was `everything`'],
  [{ force: 'yes' }, 'the input `force` must be `true` or `false`, but was `yes`'],
  [{ retries: 'many' }, 'the input `retries` must be a number, but was `many`'],
])('%j is a problem', (given, problem) => {
  expect(problems(given)).toEqual([problem]);
});

test('all problems are told at once', () => {
  expect(problemsOfInputs({ verison: '1', force: 'yes' }, declared, 'release.yml')).toEqual([
    expect.stringContaining('holds `verison`'),
    '`inputs` lacks `version`, which release.yml requires',
    expect.stringContaining('the input `force`'),
  ]);
});

describe('the triggers of a file', () => {
  test.each([
    ['on: workflow_dispatch', ['workflow_dispatch']],
    ['on: [push, workflow_dispatch]', ['push', 'workflow_dispatch']],
    ['"on":\n  workflow_dispatch:', ['workflow_dispatch']],
    ['on:\n  workflow_call:', ['workflow_call']],
    ['jobs: {}', []],
    ['', []],
  ])('%j are read', (text, triggers) => {
    expect(declaredIn(text)).toMatchObject({ triggers, inputs: [], runName: '' });
  });
});
