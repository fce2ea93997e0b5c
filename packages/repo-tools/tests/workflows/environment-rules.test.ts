/** No job runs without an environment because somebody gave an empty name; and the rule finds those that would. */
import { describe, expect, test } from '@jest/globals';
import { environmentProblems } from '../../src/workflows/environment-rules.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

const files = workflowTexts().filter(({ kind }) => kind !== 'example');

test.each(files)('$path refuses an empty name of an environment', ({ path, content }) => {
  expect(environmentProblems(path, content)).toEqual([]);
});

describe('an environment that the caller names', () => {
  const check = (environment: string, rest = ''): string =>
    `{ uses: $/.github/actions/preflight, with: { environment: "\${{ ${environment} }}", requires-environment: true }${rest} }`;
  const jobs = (job: string, before = 'x: {}'): string =>
    `jobs: { ${before}, a: { environment: { name: "\${{ inputs.p || inputs.e }}" }, ${job} } }`;
  const problem =
    'w.yml: job a runs without an environment where `inputs.p || inputs.e` is empty: let its first step be our preflight with this environment and requires-environment: true.';
  const before = `x: { environment: "\${{ inputs.p || inputs.e }}", steps: [${check('inputs.p || inputs.e')}] }`;

  test.each<[string, string, readonly string[]]>([
    ['is held', jobs(`steps: [${check('inputs.p || inputs.e')}]`), []],
    ['is not', jobs('steps: [{ run: true }]'), [problem]],
    [
      'is looked at, and may be empty',
      jobs(`steps: [${check('inputs.p || inputs.e').replace('requires-environment: true', 'token: true')}]`),
      [problem],
    ],
    ['is held by its last choice', jobs(`steps: [${check('inputs.e', `, if: "inputs.p == ''"`)}]`), []],
    ['is held by its first choice only', jobs(`steps: [${check('inputs.p')}]`), [problem]],
    ['is held at times', jobs(`steps: [${check('inputs.e', ', if: inputs.dry')}]`), [problem]],
    ['is held by the job before', jobs('needs: x', before), []],
    ['is held by a job that may have failed', jobs('needs: x, if: always()', before), [problem]],
    [
      'is held by a job whose success is asked for',
      jobs(`needs: x, if: "!cancelled() && needs.x.result == 'success'"`, before),
      [],
    ],
    ['is written down', 'jobs: { a: { environment: production } }', []],
    ['is asked for', `jobs: { a: { environment: "\${{ inputs.e }}", if: "inputs.e != ''" } }`, []],
  ])('%s', (_, content, problems) => {
    expect(environmentProblems('w.yml', content)).toEqual(problems);
  });
});
