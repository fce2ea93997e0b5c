/**
 * What actionlint, and with it shellcheck, finds in every workflow, starter and example.
 * @needs actionlint
 */
import { describe, expect, test } from '@jest/globals';
import { pathsOf } from '../../../../tools/real-parts.mjs';
import { root } from '../../src/repository.ts';
import { actionlintProblems, forActionlint } from '../../src/workflows/actionlint.ts';
import { workflowTexts, type WorkflowText } from '../../src/workflows/workflow-texts.ts';

const [actionlint = ''] = pathsOf(root, 'actionlint');
const [shellcheck] = pathsOf(root, 'shellcheck');
const texts = workflowTexts();

test('actionlint finds nothing', () => {
  expect(actionlintProblems(texts, { actionlint, shellcheck })).toEqual([]);
});

describe('it finds', () => {
  const found = (jobs: string): readonly string[] => {
    const text: WorkflowText = { path: 'docs/x.md:7', kind: 'example', content: `on: push\njobs:\n${jobs}` };
    return actionlintProblems([...texts.filter(({ kind }) => kind === 'workflow'), text], {
      actionlint,
      shellcheck,
    });
  };
  const job = (steps: string): string => `  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;

  test.each([
    [
      'an input of ours that is not declared',
      job('      - uses: $/actions/scan-image\n        with: { repository: a, digest: b, digset: c }\n'),
      'line 7: input "digset" is not defined in action',
    ],
    [
      'an output of ours that is not declared',
      job(
        '      - id: s\n        uses: slipway-actions/slipway/actions/scan-image@v1\n        with: { repository: a, digest: b }\n      - run: "true"\n        if: steps.s.outputs.allow\n',
      ),
      'property "allow" is not defined',
    ],
    [
      'an input that a called workflow does not have',
      '  a:\n    uses: slipway-actions/slipway/.github/workflows/deploy.yml@v1\n    with: { environment: a, repository: b, digest: c, tag: d }\n',
      'input "tag" is not defined',
    ],
    [
      'a title in a script',
      job('      - run: echo ${{ github.event.pull_request.title }}\n'),
      'potentially untrusted',
    ],
  ])('%s', (_, jobs, says) => {
    expect(found(jobs)).toContainEqual(expect.stringContaining(says));
  });
});

test('what it does not know is written otherwise, line by line', () => {
  expect(
    forActionlint(
      [
        '      queue: max # all',
        '- uses: $/actions/a',
        'uses: slipway-actions/slipway/actions/b@v1',
        '[$default-branch]',
      ].join('\n'),
    ),
  ).toBe(['      # left out', '- uses: ./actions/a', 'uses: ./actions/b', '[main]'].join('\n'));
});
