/**
 * pull-request.yml as a caller gets it, run by act against the local cloud and the local GitHub: what a branch brings is
 * built, pushed and scanned, a fork's is built alone, and nothing ever asks ECS for a change.
 * @needs act
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isLook } from '@slipway/local-aws/journal';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import type { EndedRun, LocalRepository } from '../src/local-repository.ts';
import { makeCaller, root } from './caller.ts';

const world = `
region: eu-west-1
repositories: [{ name: web, scanOnPush: true }]
images:
  - repository: web
    tag: 'pr-*'
    findings: [{ id: CVE-2026-99999, severity: CRITICAL, package: openssl, version: 3.5.0-r0 }]
`;

const variables = {
  AWS_REGION: 'eu-west-1',
  AWS_ROLE_BUILD: 'arn:aws:iam::000000000000:role/build',
  AWS_ROLE_SCAN: 'arn:aws:iam::000000000000:role/scan',
  ECR_REPOSITORY: 'web',
};

const permissions = '{ contents: read, id-token: write, pull-requests: write }';
const callerOf = (given: string): string => `on: pull_request
permissions: {}
jobs:
  check:
    permissions: ${permissions}
    uses: slipway-actions/slipway/.github/workflows/pull-request.yml@v1
    with: { ${given} }
`;

const caller = makeCaller({ '.github/workflows/check.yml': callerOf('environment: pull-request') });
let aws: LocalAws;
let repository: LocalRepository;

beforeAll(async () => {
  const isApp = (path: string): boolean => !path.includes('node_modules');
  cpSync(join(root, 'example-app'), caller.folder, { recursive: true, filter: isApp });
  caller.commit('An app');
  aws = await startLocalAws({ world: readWorld(world, 'world of this test') });
  repository = await caller.open({
    env: { AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    github: { environments: { 'pull-request': { variables } }, pullRequests: [{ number: 7 }] },
  });
});
afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await aws.close();
});

async function pulled(fork?: string): Promise<EndedRun> {
  const from = fork === undefined ? {} : { fork };
  const [run] = await repository.pullRequest({ number: 7, head: 'change', ...from });
  if (run === undefined) throw new Error('Nothing ran.');
  return run;
}

/** The jobs by the end they had; with the log where they are others. */
function expectJobs({ jobs, log }: EndedRun, expected: Readonly<Record<string, string>>): void {
  const seen = Object.fromEntries(
    Object.entries(jobs).map(([path, result]) => [path.replace('check/', ''), result]),
  );
  try {
    expect(seen).toEqual(expected);
  } catch (error) {
    throw new Error(`${String(error)}\n${log}`, { cause: error });
  }
}

const pushes = (): number =>
  aws.calls.filter(({ service, operation }) => service === 'ecr' && operation === 'PutImage').length;
const changesOfEcs = (): number =>
  aws.calls.filter(({ service, operation }) => service === 'ecs' && !isLook(operation)).length;

test('what a branch brings is built, pushed and scanned: the verdict is told, and stops nothing', async () => {
  const run = await pulled();
  expectJobs(run, {
    preflight: 'success',
    access: 'success',
    build: 'success',
    push: 'success',
    scan: 'success',
    plan: 'skipped',
  });
  expect(run.outputs).toMatchObject({ 'check/scan.scan.verdict': 'failed' });
  expect(
    repository.github.comments.map(({ number, body }) => [number, body.includes('CVE-2026-99999')]),
  ).toEqual([[7, true]]);
  expect([changesOfEcs(), run.result]).toEqual([0, 'success']);
});

test('what a fork brings is built alone, and that is said', async () => {
  const before = pushes();
  const run = await pulled('eve/web');
  expectJobs(run, {
    preflight: 'success',
    access: 'skipped',
    build: 'success',
    push: 'skipped',
    scan: 'skipped',
    plan: 'skipped',
  });
  expect(run.annotations.map(({ level, message }) => [level, message])).toEqual([
    [
      'notice',
      'The image is built with its tests, but neither pushed nor scanned, and nothing is planned: a pull request of a fork or of Dependabot gets no token for AWS. A branch of this repository has all of it.',
    ],
  ]);
  expect([pushes(), changesOfEcs(), run.result]).toEqual([before, 0, 'success']);
});

test('a misspelt environment, a plan without its role, and a caller that GitHub would refuse are told while the image is built', async () => {
  caller.write('.github/workflows/check.yml', callerOf('environment: pull-requests, service: web'));
  caller.write(
    '.github/workflows/ship.yml',
    'on: workflow_dispatch\njobs:\n  release:\n    uses: slipway-actions/slipway/.github/workflows/release.yml@v1\n    with: { environment: production }\n',
  );
  caller.commit('Mistakes');
  const run = await pulled();
  expectJobs(run, {
    preflight: 'failure',
    access: 'failure',
    build: 'success',
    push: 'skipped',
    scan: 'skipped',
    plan: 'failure',
  });
  const errors = run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors.join('\n')).toContain(
    'The environment `pull-requests` has none of the 4 variables that this job needs, nor has the repository: GitHub makes an environment that does not exist the moment a job names it, so the name may be misspelt.',
  );
  expect(errors.join('\n')).toContain(
    'The repository has none of the 2 variables that this job needs. Type `gh variable set AWS_REGION --body eu-west-1`, and so on for AWS_ROLE_PLAN.',
  );
  expect(errors.join('\n')).toContain(
    'The job `release` calls release.yml without `id-token: write`: GitHub would refuse the whole run as a start-up failure, without a log.',
  );
});
