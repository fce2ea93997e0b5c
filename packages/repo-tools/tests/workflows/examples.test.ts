/** Examples in pages: each is found, and a piece of a workflow is made whole so that it can be checked like a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../../src/repository.ts';
import { usageProblems } from '../../src/workflow-uses.ts';
import { wholeWorkflow } from '../../src/workflows/whole-workflow.ts';
import { pagesOf, workflowTexts } from '../../src/workflows/workflow-texts.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const examples = workflowTexts().filter(({ kind }) => kind === 'example');
const usesIn = (text: string): number => (text.match(/^\s*(?:- )?uses: /gm) ?? []).length;

test.each(pagesOf().filter((page) => usesIn(read(page)) > 0))(
  'every use in %s is in an example that is checked',
  (page) => {
    const checked = examples.filter(({ path }) => path.startsWith(`${page}:`));
    expect(checked.reduce((sum, { content }) => sum + usesIn(content), 0)).toBe(usesIn(read(page)));
  },
);

test('there are many', () => {
  expect(examples.length).toBeGreaterThan(40);
});

describe('a piece is made whole:', () => {
  const uses = '$/actions/scan-image';

  test.each<[string, string, object]>([
    ['steps', `- uses: ${uses}`, { example: { 'runs-on': 'ubuntu-latest', steps: [{ uses }] } }],
    ['a job', `steps: [{ uses: ${uses} }]`, { example: { 'runs-on': 'ubuntu-latest', steps: [{ uses }] } }],
    ['a call', 'uses: $/.github/workflows/x.yml', { example: { uses: '$/.github/workflows/x.yml' } }],
    [
      'what is named, and not shown',
      'a:\n  needs: build\n  steps:\n    - run: echo "$A"\n      env: { A: "${{ needs.build.outputs.digest }}", B: "${{ steps.x.outputs.y }}" }\n',
      {
        build: { 'runs-on': 'ubuntu-latest', outputs: { digest: 'x' }, steps: [{ run: 'true' }] },
        a: {
          'runs-on': 'ubuntu-latest',
          needs: ['build'],
          steps: [
            { id: 'x', run: 'true' },
            {
              run: 'echo "$A"',
              env: { A: '${{ needs.build.outputs.digest }}', B: '${{ steps.x.outputs.y }}' },
            },
          ],
        },
      },
    ],
  ])('%s', (_, text, jobs) => {
    expect(parse(wholeWorkflow(text) ?? '')).toEqual({ on: { push: null }, jobs });
  });

  test('a workflow keeps what it says', () => {
    const text = 'name: a\non: pull_request\njobs: { b: { runs-on: x, steps: [{ run: "true" }] } }';
    expect(parse(wholeWorkflow(text) ?? '')).toEqual(parse(text));
  });

  test.each(['fail-on: { critical: 0 }', 'services: [{ name: web }]', '- a\n- b'])('not %s', (text) => {
    expect(wholeWorkflow(text)).toBeUndefined();
  });

  test('and its mistakes stay', () => {
    const only = {
      actions: new Map([['scan-image', [{ name: 'digest', required: true }]]]),
      workflows: new Map(),
    };
    expect(usageProblems('x', wholeWorkflow(`- uses: ${uses}`) ?? '', only)).toHaveLength(1);
  });
});
