/** The pages of the callable workflows: every part follows from the workflow, and what lacks its words is refused. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isOutdated } from '../src/generate.ts';
import { root } from '../src/repository.ts';
import { allJobs } from '../src/workflow-page/all-jobs.ts';
import { readCallable, type CallableWorkflow } from '../src/workflow-page/callable-workflow.ts';
import { neededPermissions, permissionLines } from '../src/workflow-page/needed-permissions.ts';
import {
  callableWorkflows,
  pathOfPage,
  withWorkflowParts,
  workflowIndex,
  workflowPage,
} from '../src/workflow-page/workflow-pages.ts';

const published = callableWorkflows(root);

describe('the pages in the repository are what is generated', () => {
  test.each([...published.keys()])('%s', (file) => {
    expect(isOutdated(root, workflowPage(root, file, published))).toBe(false);
  });

  test('the table of all', () => {
    expect(isOutdated(root, workflowIndex(root, published))).toBe(false);
  });

  test('and there is no page of a workflow that is gone', () => {
    const pages = readdirSync(join(root, 'docs/workflows')).map((name) => `docs/workflows/${name}`);
    expect(pages.sort()).toEqual([...published.keys()].map(pathOfPage).sort());
  });
});

const inner = `
on:
  workflow_call:
    inputs:
      environment: { description: Where to., type: string, required: true }
      build-environment: { description: 'Before | that.', type: string, default: '' }
      service: { description: What., type: string, default: '' }
    outputs:
      outcome: { description: The end., value: x }
permissions: {}
jobs:
  gate:
    timeout-minutes: 20
    environment: { name: "\${{ inputs.build-environment || inputs.environment }}", deployment: false }
    permissions:
      id-token: write # to assume SCAN, which only reads
    steps:
      - run: "\${{ vars.REGION }}"
  deploy:
    needs: gate
    timeout-minutes: 58
    environment: { name: "\${{ inputs.environment }}" }
    permissions:
      id-token: write # to assume DEPLOY
    steps:
      - run: "\${{ inputs.service || vars.SERVICE }} \${{ vars.REGION }}"
`;

const outer = `
on:
  workflow_call:
    inputs:
      environment: { description: Where to., type: string, required: true }
      to-service: { description: What., type: string, default: '' }
    secrets:
      VARIABLES_TOKEN: { description: A token., required: true }
permissions: {}
jobs:
  build:
    name: Build the image
    timeout-minutes: 60
    permissions:
      contents: read # to check out the source
    steps:
      - uses: actions/upload-artifact@v7
        with: { retention-days: 1 }
  push:
    needs: build
    timeout-minutes: 30
    permissions:
      id-token: write # to assume BUILD
    steps:
      - uses: actions/download-artifact@v8
      - run: "\${{ vars.TEAM || 'us' }}"
  deploy:
    needs: push
    permissions:
      id-token: write # to assume SCAN and DEPLOY
    uses: $/.github/workflows/inner.yml
    with: { environment: "\${{ inputs.environment }}", service: "\${{ inputs.to-service }}" }
`;

function read(file: string, content: string): CallableWorkflow {
  const workflow = readCallable(file, content);
  if (workflow === undefined) throw new Error(`${file} can't be called.`);
  return workflow;
}

const callables = new Map([['inner.yml', read('inner.yml', inner)]]);
const workflow = read('outer.yml', outer);
const jobs = allJobs(workflow, callables);

test('the jobs of a called workflow stand in place of the call, with the environments of its caller', () => {
  expect(jobs.map(({ path, needs, job }) => [path, needs, job.environment?.name])).toEqual([
    ['Build the image', [], undefined],
    ['push', ['Build the image'], undefined],
    ['deploy / gate', ['push'], "${{ '' || inputs.environment }}"],
    ['deploy / deploy', ['deploy / gate'], '${{ inputs.environment }}'],
  ]);
});

test('a caller gives the highest level of each scope, for all reasons, once', () => {
  expect(permissionLines(neededPermissions(jobs))).toEqual([
    'contents: read # to check out the source',
    'id-token: write # to assume BUILD, SCAN and DEPLOY',
  ]);
});

const markers = ['caller', 'diagram', 'jobs', 'inputs', 'secrets', 'outputs', 'permissions', 'variables'];
const empty = markers.map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`).join('');

test('the page of a workflow that calls another', () => {
  expect(withWorkflowParts('outer.md', empty, workflow, callables)).toBe(`<!-- caller -->

\`\`\`yaml
permissions: {}
jobs:
  outer:
    permissions:
      contents: read # to check out the source
      id-token: write # to assume BUILD, SCAN and DEPLOY
    uses: slipway-actions/slipway/.github/workflows/outer.yml@v1
    with:
      environment: production
    secrets:
      VARIABLES_TOKEN: \${{ secrets.VARIABLES_TOKEN }}
\`\`\`

<!-- /caller -->
<!-- diagram -->

\`\`\`mermaid
flowchart LR
  Build_the_image["Build the image"]
  push["push"]
  deploy_gate["deploy / gate<br/>environment"]
  deploy_deploy["deploy / deploy<br/>environment"]
  Build_the_image --> push
  push --> deploy_gate
  deploy_gate --> deploy_deploy
  classDef record stroke-width:3px
  class deploy_deploy record
\`\`\`

<!-- /diagram -->
<!-- jobs -->
| job | environment | deployment record | limit | can be re-run alone |
|---|---|---|---|---|
| \`Build the image\` | | | 60 m | yes |
| \`push\` | | | 30 m | for one day; later with \`Build the image\` |
| \`deploy / gate\` | \`environment\` | | 20 m | yes |
| \`deploy / deploy\` | \`environment\` | yes | 58 m | yes |

Reviewers of an environment are asked for each job that names it: twice for \`environment\`.
<!-- /jobs -->
<!-- inputs -->
| input | type | default | meaning |
|---|---|---|---|
| \`environment\` * | string | | Where to. |
| \`to-service\` | string | | What. |

\`*\` required
<!-- /inputs -->
<!-- secrets -->
| secret | meaning |
|---|---|
| \`VARIABLES_TOKEN\` * | A token. |

\`*\` required
<!-- /secrets -->
<!-- outputs -->
None.
<!-- /outputs -->
<!-- permissions -->
| permission | for what | in |
|---|---|---|
| \`contents: read\` | to check out the source | \`Build the image\` |
| \`id-token: write\` | to assume BUILD | \`push\` |
| | to assume SCAN, which only reads | \`deploy / gate\` |
| | to assume DEPLOY | \`deploy / deploy\` |
<!-- /permissions -->
<!-- variables -->
| variable | of the repository | of \`environment\` |
|---|---|---|
| \`REGION\` | | needed |
| \`SERVICE\` | | needed unless \`to-service\` is given |
| \`TEAM\` | may be left out | |
<!-- /variables -->
`);
});

test('generating twice changes nothing', () => {
  const once = withWorkflowParts('outer.md', empty, workflow, callables);
  expect(withWorkflowParts('outer.md', once, workflow, callables)).toBe(once);
});

describe('refused', () => {
  const call = 'on: { workflow_call: { inputs: { x: { description: y, type: string } } } }\n';
  test.each([
    [inner.replace('description: Where to., ', ''), 'w.yml: the input environment has no description.'],
    [call.replace(', type: string', ''), 'w.yml: the input x has no type.'],
    [inner.replace('description: The end., ', ''), 'w.yml: the output outcome has no description.'],
    [outer.replace('description: A token., ', ''), 'w.yml: the secret VARIABLES_TOKEN has no description.'],
    [
      outer.replace('VARIABLES_TOKEN', 'variables-token'),
      'w.yml: no environment can have a secret of the name variables-token, so that its own would never win: name it VARIABLES_TOKEN.',
    ],
    [
      inner.replace(' # to assume DEPLOY', ''),
      'w.yml: the permission id-token of job deploy has no reason behind it: write `# to …`.',
    ],
    [`${call}jobs: { a: { steps: [] } }`, 'w.yml: job a has no permissions of its own.'],
  ])('%#', (content, message) => {
    expect(() => readCallable('w.yml', content)).toThrow(message);
  });

  test('a page without a marker', () => {
    const page = empty.replace('<!-- jobs -->', '');
    expect(() => withWorkflowParts('outer.md', page, workflow, callables)).toThrow(
      'outer.md: the marker <!-- jobs --> must stand there once, but stands there 0 times.',
    );
  });

  test('a call of what is not there', () => {
    expect(() => allJobs(workflow, new Map())).toThrow(
      '$/.github/workflows/inner.yml is no callable workflow of this repository.',
    );
  });

  test('a required input without an example', () => {
    const odd = read('odd.yml', inner.replace('environment: { description', 'odd: { description'));
    expect(() => withWorkflowParts('odd.md', empty, odd, callables)).toThrow(
      'odd.yml: there is no example for the required input odd.',
    );
  });
});

test('what is no callable workflow has no page', () => {
  expect(readCallable('ci.yml', readFileSync(join(root, '.github/workflows/ci-check.yml'), 'utf8'))).toBe(
    undefined,
  );
});
