/** What every workflow, starter and example keeps to; and each rule says what it finds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../../src/repository.ts';
import { jobsOf, record, type Node } from '../../src/workflow-nodes.ts';
import { artifactProblems } from '../../src/workflows/artifact-rules.ts';
import { appliesTerraform, changeProblems, deploys } from '../../src/workflows/change-rules.ts';
import { orderProblems, promotionProblems } from '../../src/workflows/order-rules.ts';
import { outputProblems } from '../../src/workflows/output-rules.ts';
import { callProblems, reasonProblems } from '../../src/workflows/permission-rules.ts';
import { scriptProblems } from '../../src/workflows/script-rules.ts';
import { usesProblems } from '../../src/workflows/uses-rules.ts';
import { internalActions, workflowTexts, type WorkflowText } from '../../src/workflows/workflow-texts.ts';

const texts = workflowTexts();
const files = texts.filter(({ kind }) => kind !== 'example');
const textOf = (name: string): string | undefined =>
  texts.find(({ path }) => path === `.github/workflows/${name}`)?.content;
const actions = internalActions().map((path): WorkflowText => ({
  path,
  kind: 'workflow',
  content: readFileSync(join(root, path), 'utf8'),
}));

test.each([...texts, ...actions])('$path runs nothing that moves, and leaves no token behind', (text) => {
  expect(usesProblems(text)).toEqual([]);
});

test.each(files)(
  '$path says why it has each permission, and passes on what is needed',
  ({ path, content }) => {
    expect([...reasonProblems(path, content), ...callProblems(path, content, textOf)]).toEqual([]);
  },
);

test.each(texts.filter(({ kind }) => kind !== 'workflow'))('$path lets no older run come last', (text) => {
  expect([...orderProblems(text), ...promotionProblems(text)]).toEqual([]);
});

test.each([...texts, ...actions])('$path keeps values out of scripts', ({ path, content }) => {
  expect(scriptProblems(path, content)).toEqual([]);
});

test.each(files)('$path hands on nothing that could be masked', ({ path, content }) => {
  expect(outputProblems(path, content)).toEqual([]);
});

test.each(files)('$path has words for an artifact that is gone', ({ path, content }) => {
  expect(artifactProblems(path, content)).toEqual([]);
});

test.each(files)(
  '$path queues what changes something, records what deploys, and has time for it',
  ({ path, content }) => {
    expect(changeProblems(path, content)).toEqual([]);
  },
);

test('all that deploys waits in one queue for each service, all that applies in one for each environment', () => {
  const jobs = files
    .filter(({ kind }) => kind === 'workflow')
    .flatMap(({ content }) => [...jobsOf(parse(content)).values()]);
  const groupsOf = (isMeant: (job: Node) => boolean): readonly unknown[] => [
    ...new Set(jobs.filter(isMeant).map(({ concurrency }) => record(concurrency).group)),
  ];
  // A deployment that waits for its reviewers must not hold up the way back, so that has a queue of its own.
  expect(groupsOf(deploys)).toEqual([
    'slipway-deploy-${{ inputs.environment }}-${{ inputs.service }}',
    'slipway-rollback-${{ inputs.environment }}-${{ inputs.service }}',
  ]);
  expect(groupsOf(appliesTerraform)).toEqual([
    'slipway-infrastructure-${{ inputs.terraform-environment || inputs.environment }}',
  ]);
});

const step = (uses: string, kind: WorkflowText['kind'] = 'workflow'): WorkflowText => ({
  path: 'w.yml',
  kind,
  content: `jobs: { a: { steps: [{ uses: '${uses}' }] } }`,
});
const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

describe('a use', () => {
  test.each<[string, WorkflowText, readonly string[]]>([
    [
      'by a tag',
      step('actions/setup-node@v7'),
      ['w.yml: actions/setup-node@v7 is not pinned by the whole id of a commit.'],
    ],
    ['by a tag in a page', step('actions/setup-node@v7', 'example'), []],
    [
      'of something unknown',
      step(`some/body@${'a'.repeat(40)}`),
      [`w.yml: some/body@${'a'.repeat(40)} is not in third-party-actions.yml: add what it takes and gives.`],
    ],
    [
      'of another commit, without its version, that leaves a token',
      step(`actions/checkout@${'a'.repeat(40)}`),
      [
        'is another commit than third-party-actions.yml was read at, 3d3c42e5aac5ba805825da76410c181273ba90b1.',
        'needs its version behind it: # v7.0.1.',
        'leaves its token in the folder: write persist-credentials: false.',
      ].map((problem) => `w.yml: actions/checkout@${'a'.repeat(40)} ${problem}`),
    ],
    [
      'with all that',
      {
        ...step(''),
        content: `jobs:\n  a:\n    steps:\n      - uses: ${checkout} # v7.0.1\n        with: { persist-credentials: false }\n`,
      },
      [],
    ],
    ['of ours', step('$/actions/scan-image'), []],
    [
      'of ours in a starter',
      step('$/actions/scan-image', 'starter'),
      ['w.yml: $/actions/scan-image is ours: others write slipway-actions/slipway/…@v1.'],
    ],
    [
      'of ours by another ref',
      step('slipway-actions/slipway/actions/scan-image@v2', 'starter'),
      ['w.yml: slipway-actions/slipway/actions/scan-image@v2 is ours: people get it as @v1.'],
    ],
    [
      'of ours by its published name',
      step('slipway-actions/slipway/actions/scan-image@v1'),
      [
        'w.yml: slipway-actions/slipway/actions/scan-image@v1 is ours: write $/…, so that it is of the same commit.',
      ],
    ],
    [
      'of what is checked out',
      step('./actions/scan-image'),
      [
        'w.yml: ./actions/scan-image is found in what the job checked out: write $/ here, the published name elsewhere.',
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(usesProblems(text)).toEqual(problems);
  });
});

describe('permissions', () => {
  const called = 'jobs: { a: { permissions: { contents: read } }, b: { permissions: { id-token: write } } }';
  const calls = (permissions: string): readonly string[] =>
    callProblems(
      'w.yml',
      `jobs: { go: { uses: $/.github/workflows/x.yml, permissions: ${permissions} } }`,
      (name) => (name === 'x.yml' ? called : undefined),
    );

  test.each<[string, readonly string[]]>([
    ['{ contents: read, id-token: write }', []],
    ['{ contents: read }', ['w.yml: job go lacks id-token: write, which jobs of x.yml have.']],
    [
      '{ contents: read, id-token: read }',
      ['w.yml: job go lacks id-token: write, which jobs of x.yml have.'],
    ],
    [
      '{ contents: write, id-token: write, actions: read }',
      [
        'w.yml: job go gives contents: write, which no job of x.yml has.',
        'w.yml: job go gives actions: read, which no job of x.yml has.',
      ],
    ],
  ])('%s for a call', (permissions, problems) => {
    expect(calls(permissions)).toEqual(problems);
  });

  test.each<[string, readonly string[]]>([
    ['{}', []],
    ['\n      contents: read # to check out', []],
    ['{ contents: read } # to check out', []],
    ['\n      contents: read', ['w.yml: job a gives contents without a reason behind it on its line.']],
    ['read-all', ['w.yml: job a has to name each permission that it needs.']],
  ])('%j', (permissions, problems) => {
    expect(reasonProblems('w.yml', `jobs:\n  a:\n    permissions: ${permissions}\n`)).toEqual(problems);
  });
});

test.each([
  ['told', 'continue-on-error: true', 'steps.d.outcome', 0],
  ['red at once', '', 'steps.d.outcome', 1],
  ['told of another step', 'continue-on-error: true', 'steps.e.outcome', 1],
])('a download that is %s', (_, rest, outcome, count) => {
  const content = `jobs:
  a:
    steps:
      - id: d
        uses: actions/download-artifact@v8
        ${rest}
      - uses: $/.github/actions/take-layout
        with: { downloaded: '\${{ ${outcome} }}' }`;
  expect(artifactProblems('w.yml', content)).toHaveLength(count);
});

test.each([
  ['steps.push.outputs.image', 1],
  ['steps.push.outputs.registry', 1],
  ['steps.deploy.outputs.serving-task-definition-arn', 1],
  ['steps.deploy.outputs.outcome', 0],
  ['steps.push.outputs.repository', 0],
  ["format('{0}', vars.AWS_ROLE_SCAN)", 1],
])('%s as an output of a job', (value, count) => {
  const content = `jobs: { a: { outputs: { x: "\${{ ${value} }}" } } }`;
  expect(outputProblems('w.yml', content)).toHaveLength(count);
});

test.each([
  ['a script of a job', 'jobs: { a: { steps: [{ id: s, run: "echo ${{ inputs.x }}" }] } }', 1],
  ['a script of an action', 'runs: { steps: [{ run: "echo ${{ github.ref }}" }] }', 1],
  [
    'a script of github-script',
    'jobs: { a: { steps: [{ uses: x, with: { script: "f(${{ vars.X }})" } }] } }',
    1,
  ],
  ['its env', 'jobs: { a: { steps: [{ run: "echo $X", env: { X: "${{ inputs.x }}" } }] } }', 0],
])('an expression in %s', (_, content, count) => {
  expect(scriptProblems('w.yml', content)).toHaveLength(count);
});

describe('a call that brings an image', () => {
  const uses = 'uses: slipway-actions/slipway/.github/workflows/promote.yml@v1';
  const queue = 'cancel-in-progress: false, queue: max';
  const alone =
    'w.yml: job a calls promote.yml without a concurrency group that has `cancel-in-progress: false` and `queue: max`: an older run could come last.';

  test.each<[string, string, readonly string[]]>([
    ['has a group', `jobs: { a: { ${uses}, concurrency: { group: p, ${queue} } } }`, []],
    ['is in a group', `concurrency: { group: p, ${queue} }\njobs: { a: { ${uses} } }`, []],
    ['is in none', `jobs: { a: { ${uses} } }`, [alone]],
    ['has a name of one alone', `jobs: { a: { ${uses}, concurrency: p } }`, [alone]],
    [
      'is replaced in the queue',
      `jobs: { a: { ${uses}, concurrency: { group: p, cancel-in-progress: false } } }`,
      [alone],
    ],
    [
      'is cancelled',
      `jobs: { a: { ${uses}, concurrency: { group: p, cancel-in-progress: true, queue: max } } }`,
      [alone],
    ],
    [
      'has a group for what is chosen',
      `jobs: { a: { ${uses}, concurrency: { group: 'p-\${{ inputs.service }}', ${queue} } } }`,
      [],
    ],
    [
      'has a group for itself',
      `jobs: { a: { ${uses}, concurrency: { group: 'p-\${{ github.ref }}', ${queue} } } }`,
      ['w.yml: job a calls promote.yml in a group of `github.ref`, which runs that must wait do not share.'],
    ],
    [
      'waits for itself',
      `jobs: { a: { ${uses}, concurrency: { group: slipway-deploy-production-, ${queue} } } }`,
      ['w.yml: job a calls promote.yml in a group of the called jobs, which then wait for themselves.'],
    ],
    ['goes back', `jobs: { a: { ${uses.replace('promote', 'rollback')} } }`, []],
  ])('%s', (_, content, problems) => {
    expect(orderProblems({ path: 'w.yml', kind: 'example', content })).toEqual(problems);
  });
});

test.each([
  [
    '',
    [
      "w.yml: job b may promote what a later run released: write `digest: ${{ needs.a.outputs.digest || 'missing' }}`.",
    ],
  ],
  [
    'with: { digest: "${{ needs.a.outputs.digest }}" }',
    [
      "w.yml: job b may promote what a later run released: write `digest: ${{ needs.a.outputs.digest || 'missing' }}`.",
    ],
  ],
  [`with: { digest: "\${{ needs.a.outputs.digest || 'missing' }}" }`, []],
])('a promotion behind a release with {%s}', (given, problems) => {
  const of = (name: string): string => `uses: slipway-actions/slipway/.github/workflows/${name}.yml@v1`;
  const content = `jobs: { a: { ${of('release')} }, b: { needs: a, ${of('promote')}, ${given} } }`;
  expect(promotionProblems({ path: 'w.yml', kind: 'starter', content })).toEqual(problems);
});

describe('a job that', () => {
  const deploy = (rest: string, given = 'timeout: 20m, rollback-timeout: 10m'): string =>
    `jobs: { a: { ${rest}, steps: [{ uses: $/actions/deploy-ecs-with-rollback, with: { ${given} } }] } }`;
  const queue = 'concurrency: { group: g, cancel-in-progress: false, queue: max }';

  test.each<[string, string, readonly string[]]>([
    ['deploys', deploy(`timeout-minutes: 55, environment: e, ${queue}`), []],
    [
      'has too little time',
      deploy(`timeout-minutes: 54, ${queue}`),
      ['may need 54.0 minutes, and timeout-minutes is 54'],
    ],
    [
      'leaves the limits out',
      deploy(`timeout-minutes: 79, ${queue}`, ''),
      ['may need 79.0 minutes, and timeout-minutes is 79'],
    ],
    [
      'asks for health afterwards',
      deploy(`timeout-minutes: 55, ${queue}`, 'timeout: 20m, rollback-timeout: 10m, health-check-url: u'),
      ['may need 55.2 minutes, and timeout-minutes is 55'],
    ],
    [
      'deploys unseen',
      deploy(`timeout-minutes: 55, environment: { name: e, deployment: false }, ${queue}`),
      ['deploys: GitHub has to record it, without deployment: false'],
    ],
    [
      'keeps one waiting',
      deploy('timeout-minutes: 55, concurrency: { group: g, cancel-in-progress: false }'),
      ['changes what others may be changing: give it a concurrency group with queue: max'],
    ],
    [
      'is cut off',
      deploy('timeout-minutes: 55, concurrency: { group: g, queue: max }'),
      ['has to say cancel-in-progress: false'],
    ],
    [
      'only builds',
      'jobs: { a: { environment: production } }',
      ['has an environment and deploys nothing: write deployment: false under it'],
    ],
    [
      'applies',
      'jobs: { a: { steps: [{ run: "terraform/stack service production/web apply -input=false plan" }] } }',
      ['changes what others may be changing: give it a concurrency group with queue: max'],
    ],
    [
      'destroys',
      'jobs: { a: { steps: [{ run: "terraform destroy" }] } }',
      ['changes what others may be changing: give it a concurrency group with queue: max'],
    ],
    [
      'applies what was planned, with too little time',
      `jobs: { a: { timeout-minutes: 50, ${queue}, steps: [{ uses: $/.github/actions/apply-plan, with: { limit-minutes: 50 } }] } }`,
      ['may need 50.0 minutes, and timeout-minutes is 50'],
    ],
    ['plans', 'jobs: { a: { steps: [{ run: "terraform/stack service production/web plan" }] } }', []],
  ])('%s', (_, content, problems) => {
    expect(changeProblems('w.yml', content)).toEqual(problems.map((problem) => `w.yml: job a ${problem}.`));
  });
});
