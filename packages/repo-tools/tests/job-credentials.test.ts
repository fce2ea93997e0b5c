/** The threat model's table of credentials is what the workflows say, and what it concludes from them holds. */
import { expect, test } from '@jest/globals';
import { isOutdated } from '../src/generate.ts';
import { root } from '../src/repository.ts';
import { readCallable } from '../src/workflow-page/callable-workflow.ts';
import {
  credentialsPart,
  foreignAction,
  rolesOf,
  threatModel,
} from '../src/workflow-page/job-credentials.ts';
import { callableWorkflows } from '../src/workflow-page/workflow-pages.ts';

const published = callableWorkflows(root);
const jobs = [...published].flatMap(([file, { jobs: all }]) =>
  all.map((job) => ({ place: `${file} ${job.name}`, ...job })),
);

test('the page is what is generated', () => {
  expect(isOutdated(root, threatModel(root, published))).toBe(false);
});

test('beside credentials of AWS runs nothing of others but what AWS and GitHub publish, and Terraform', () => {
  const holding = jobs.filter(({ steps }) => rolesOf(steps).length > 0);
  const others = holding.flatMap(({ steps }) => steps.flatMap((step) => foreignAction(step) ?? []));
  expect([...new Set(others)].filter((name) => !/^(?:actions|aws-actions)\//.test(name))).toEqual([
    'hashicorp/setup-terraform',
  ]);
  expect(holding.length).toBeGreaterThan(10);
});

test('no job of pull-request.yml asks for a role that deploys or applies', () => {
  const asked = jobs
    .filter(({ place }) => place.startsWith('pull-request.yml'))
    .flatMap(({ steps }) => rolesOf(steps));
  expect(asked.toSorted()).toEqual(['AWS_ROLE_BUILD', 'AWS_ROLE_PLAN', 'AWS_ROLE_SCAN']);
});

const workflow = `
on: { workflow_call: {} }
jobs:
  build:
    permissions:
      contents: read # to check out
    steps: [{ uses: actions/checkout@x }, { run: make }]
  ask:
    permissions: {}
    steps: [{ run: date }]
  plan:
    permissions:
      id-token: write # to plan
    steps:
      - env: { X: "\${{ secrets.TOKEN != '' }}" }
        run: test "$X"
      - uses: aws-actions/configure-aws-credentials@x
        with: { role-to-assume: "\${{ inputs.role || vars.AWS_ROLE_PLAN }}" }
  publish:
    permissions:
      pull-requests: write # to tell
    steps:
      - uses: $/actions/set-repo-variables
        with: { token: "\${{ secrets.TOKEN }}" }
`;

test('a role, a secret that is read or asked for, and a token that may write are credentials, and one that reads is told', () => {
  const read = readCallable('w.yml', workflow);
  if (read === undefined) throw new Error('It can be called.');
  const same = { ...read, jobs: [...read.jobs, ...read.jobs.slice(0, 1)] };
  expect(
    credentialsPart(new Map([['w.yml', same]]))
      .split('\n')
      .slice(2),
  ).toEqual([
    '| `w.yml` build, `w.yml` build | none of AWS; the token of the job with `contents: read` | checkout of the repository; ours: a script |',
    '| `w.yml` ask | none | ours: a script |',
    '| `w.yml` plan | `AWS_ROLE_PLAN`, whether there is a `TOKEN` | aws-actions/configure-aws-credentials; ours: a script |',
    '| `w.yml` publish | `TOKEN`, the token of the job with `pull-requests: write` | ours: set-repo-variables |',
  ]);
});
