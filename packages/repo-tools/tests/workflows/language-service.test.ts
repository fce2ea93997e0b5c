/** What GitHub's own language service finds in every workflow, starter, example and action. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { actionNames, root } from '../../src/repository.ts';
import { serviceProblems } from '../../src/workflows/language-service.ts';
import { internalActions, workflowTexts } from '../../src/workflows/workflow-texts.ts';

const actions = [...actionNames().map((name) => `actions/${name}/action.yml`), ...internalActions()];
const texts = [
  ...workflowTexts(),
  ...actions.map((path) => ({ path, content: readFileSync(join(root, path), 'utf8') })),
];

test.each(texts)('the language service finds nothing in $path', async ({ path, content }) => {
  expect(await serviceProblems(path, content)).toEqual([]);
});

const job = (steps: string, rest = ''): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${rest}    steps:\n${steps}`;
const scan = (given: string): string =>
  `      - id: scan\n        uses: $/actions/scan-image\n        with: ${given}\n`;
const both = '{ repository: web, digest: v1 }';

describe('it finds', () => {
  test.each([
    [
      'an input that we do not declare',
      job(scan('{ repository: a, digest: b, tag: c }')),
      "Invalid action input 'tag'",
    ],
    ['an input that we demand', job(scan('{ repository: web }')), 'Missing required input `digest`'],
    [
      'the same of a published action',
      job(
        scan('{ repository: web }').replace(
          '$/actions/scan-image',
          'slipway-actions/slipway/actions/scan-image@v1',
        ),
      ),
      'Missing required input `digest`',
    ],
    [
      'an action that is not there',
      job('      - uses: $/actions/scan\n'),
      'Unable to resolve action `$/actions/scan`',
    ],
    [
      'an output that a step does not have',
      job(`${scan(both)}      - run: 'true'\n        if: steps.scan.outputs.allow == 'true'\n`),
      'Context access might be invalid: allow',
    ],
    [
      "an input that another's action does not have",
      job('      - uses: actions/checkout@v7\n        with: { persist: false }\n'),
      "Invalid action input 'persist'",
    ],
    [
      'an action of others that is not known',
      job('      - uses: some/body@v1\n'),
      'Unable to resolve action',
    ],
    [
      'an output that a needed job does not have',
      `${job('      - run: "true"\n')}  b:\n    runs-on: ubuntu-latest\n    needs: a\n    if: needs.a.outputs.yes\n    steps: [{ run: 'true' }]\n`,
      'Context access might be invalid: yes',
    ],
    [
      'a permission that is none',
      job('      - run: "true"\n', '    permissions: { variables: write }\n'),
      'variables',
    ],
    [
      'an input that a workflow demands',
      'on: push\njobs:\n  a:\n    uses: $/.github/workflows/release.yml\n',
      'Input environment is required, but not provided while calling.',
    ],
    [
      'a workflow that is not there',
      'on: push\njobs:\n  a:\n    uses: slipway-actions/slipway/.github/workflows/ship.yml@v1\n',
      'Unable to find reusable workflow',
    ],
  ])('%s', async (_, content, says) => {
    expect(await serviceProblems('w.yml', content)).toContainEqual(expect.stringContaining(says));
  });

  test('nothing in what is right, under one path or another', async () => {
    expect(await serviceProblems('w.yml', job(scan(both)))).toEqual([]);
  });
});
