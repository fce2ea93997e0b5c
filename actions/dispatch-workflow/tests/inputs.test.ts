import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';
import { targetRef } from '../src/asking/target-ref.ts';

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
    ['161335', '161335'],
  ])('%s is read', (given, expected) => {
    expect(read({ workflow: given }).workflow).toBe(expected);
  });

  test.each(['Release', '../release.yml', 'team/web/.github/workflows/release.yml', '.yml'])(
    '%s is refused',
    (workflow) => {
      expect(() => read({ workflow })).toThrow(
        `An input is wrong: \`workflow\` must be the file name of a workflow such as \`release.yml\`, or its id, but was \`${workflow}\`. ${correct}`,
      );
    },
  );
});

describe('inputs', () => {
  test.each([
    ['a=1\nb=x=y', { a: '1', b: 'x=y' }],
    ['{"a":"1","b":true,"c":2}', { a: '1', b: 'true', c: '2' }],
    ['{}', {}],
  ])('%s are read', (given, expected) => {
    expect(read({ inputs: given }).inputs).toEqual(expected);
  });

  const many = (count: number): string =>
    Array.from({ length: count }, (_, index) => `k${index}=v`).join('\n');

  test('25 are taken', () => {
    expect(Object.keys(read({ inputs: many(25) }).inputs ?? {})).toHaveLength(25);
  });

  test.each([
    [many(26), 'these are 26 inputs, and GitHub takes 25'],
    ['a=1\na=2', '`a` is given twice'],
    [`a=${'x'.repeat(65_535)}`, 'these are 65543 characters, and GitHub takes 65535'],
    ['{"a":[1]}', 'the value of `a` is not text, a number or a boolean: quote it'],
    ['{"a":null}', 'the value of `a` is not text, a number or a boolean: quote it'],
    ['{', "Expected property name or '}' in JSON at position 1 (line 1 column 2)"],
    ['just words', 'the line `just words` is not'],
  ])('%.20s is refused', (given, why) => {
    expect(() => read({ inputs: given })).toThrow(`(${why}). ${correct}`);
  });
});

describe('when', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['', undefined],
    ['[]', false],
    ['["web"]', true],
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
    expect(targetRef(asked, ofJob)).toBe(expected);
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
    expect(() => targetRef(asked, ofJob)).toThrow(`An input is wrong: ${problem}. ${correct}`);
  });
});
