import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../../src/inputs.ts';
import { targetRef } from '../../src/asking/target-ref.ts';

const usual = {
  workflow: 'release.yml',
  token: 'secret',
  wait: 'false',
  timeout: '30m',
  'cancel-on-timeout': 'false',
  'cancel-on-cancel': 'false',
  'marker-input': 'correlation-id',
  'dry-run': 'false',
};
const read = (given: Readonly<Record<string, string>>): Inputs =>
  readInputs(inputs, (name) => ({ ...usual, ...given })[name] ?? '');

const correct = 'Correct it under `with:` of this step. Nothing was changed.';

describe('workflow', () => {
  test.each([
    ['release.yml', 'release.yml'],
    ['.github/workflows/release.yaml', 'release.yaml'],
    ['./.github/workflows/release.yaml', 'release.yaml'],
    ['161335', '161335'],
    ['Release to production', 'Release to production'],
    ['CI / build', 'CI / build'],
  ])('%s is read', (given, expected) => {
    expect(read({ workflow: given }).workflow).toBe(expected);
  });

  test.each([
    ['../release.yml', ' (workflows are in .github/workflows alone: give the name of the file)'],
    [
      'team/web/.github/workflows/release.yml',
      ' (workflows are in .github/workflows alone: give the name of the file)',
    ],
    ['.yml', ''],
  ])('%s is refused', (workflow, why) => {
    expect(() => read({ workflow })).toThrow(
      `An input is wrong: \`workflow\` must be the file name of a workflow such as \`release.yml\`, its name or its id, but was \`${workflow}\`${why}. ${correct}`,
    );
  });
});

test.each([
  ['event-type', 'x'.repeat(101)],
  ['event-type', 'two\nlines'],
  ['only-once', 'first deployment'],
  ['only-once', 'x'.repeat(201)],
  ['marker-input', '1st'],
  ['repository', 'web'],
  ['cancel-on-timeout', 'yes'],
])('%s of %.20j is refused', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(`An input is wrong: \`${name}\` must be `);
});

describe('when', () => {
  test.each([
    ['true', 'yes'],
    ['false', 'false'],
    ['', undefined],
    ['[]', 'empty list'],
    ['["web"]', 'yes'],
  ])('%s is %s', (when, expected) => {
    expect(read({ when }).when).toBe(expected);
  });

  test.each(['yes', '{"a":1}', '1', '['])('%s is refused', (when) => {
    expect(() => read({ when })).toThrow(
      `An input is wrong: \`when\` must be \`true\`, \`false\` or a JSON list, but was \`${when}\`. ${correct}`,
    );
  });
});

describe('the ref to run on', () => {
  test.each([
    [undefined, 'refs/heads/main', 'main'],
    [undefined, 'refs/heads/feature/x', 'feature/x'],
    [undefined, 'refs/tags/v1', 'v1'],
    ['refs/heads/main', 'refs/pull/1/merge', 'main'],
    ['v2', undefined, 'v2'],
    ['deadbee', undefined, 'deadbee'],
  ])('%s in a job on %s is %s', (asked, ofJob, expected) => {
    expect(targetRef(asked, ofJob, [])).toBe(expected);
  });

  const commit = '0123456789abcdef0123456789abcdef01234567';

  test.each([
    [
      commit,
      undefined,
      `\`ref\` must be a branch or a tag, but was the commit \`${commit}\`: GitHub starts workflows on no commit (\`\${{ github.ref_name }}\` is the job's branch)`,
    ],
    [
      undefined,
      'refs/pull/1/merge',
      '`ref` must be a branch or a tag, but is the pull request `refs/pull/1/merge`: set `ref: ${{ github.head_ref }}` for its branch',
    ],
    [undefined, undefined, '`ref` must be set, because the job has no ref of its own'],
  ])('%s in a job on %s is refused', (asked, ofJob, problem) => {
    const problems: string[] = [];
    targetRef(asked, ofJob, problems);
    expect(problems).toEqual([problem]);
  });
});
