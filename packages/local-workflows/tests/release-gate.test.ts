/**
 * release.yml, and deploy.yml which it calls, as a caller gets them, run by act against the local cloud: what the scan allows is deployed and serves, and
 * whatever is done to the workflow, nothing else is.
 * @needs act
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isLook } from '@slipway/local-aws/journal';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { parse, stringify } from 'yaml';
import type { EndedRun, LocalRepository } from '../src/local-repository.ts';
import { makeCaller, root } from './caller.ts';

/** A job as parsed, to be changed. */
interface Job {
  if?: unknown;
  outputs: Record<string, string>;
  steps: Record<string, unknown>[];
}

const app = join(root, 'example-app');
const runs = { clean: '2001', vulnerable: '2002' } as const;

/** The example's world; each run pushes its image under a tag that ends with its id. */
function world(): string {
  const text = readFileSync(join(app, 'slipway.world.yaml'), 'utf8');
  const findings = [{ id: 'CVE-2026-99999', severity: 'CRITICAL', package: 'openssl', version: '3.5.0-r0' }];
  const process = { repository: 'web', runtime: 'process' };
  const images = [
    { ...process, tag: `*-${runs.vulnerable}-1`, findings },
    { ...process, tag: '*' },
  ];
  return stringify({ ...(parse(text) as object), images });
}

const variables = {
  AWS_REGION: 'eu-west-1',
  AWS_ROLE_BUILD: 'arn:aws:iam::000000000000:role/build',
  AWS_ROLE_SCAN: 'arn:aws:iam::000000000000:role/scan',
  AWS_ROLE_DEPLOY: 'arn:aws:iam::000000000000:role/deploy',
  ECR_REPOSITORY: 'web',
  ECS_CLUSTER: 'harbour',
  ECS_SERVICE: 'web',
  ECS_TASK_TEMPLATE: 'web-template',
};

const asked = `sha256:${'a'.repeat(64)}`;
const caller = makeCaller({
  '.github/workflows/promote.yml': `on: workflow_dispatch
permissions: {}
jobs:
  promote:
    permissions: { contents: read, id-token: write }
    uses: slipway-actions/slipway/.github/workflows/promote.yml@v1
    with: { from-environment: production, to-environment: later, digest: '${asked}' }
`,
  '.github/workflows/ship.yml': `on: push
permissions: {}
jobs:
  release:
    permissions: { contents: read, id-token: write }
    uses: slipway-actions/slipway/.github/workflows/release.yml@v1
    with: { environment: production, desired-count: '1' }
`,
});
/** Of the run that comes next. */
const env: Record<string, string> = {};
let change: (job: (name: string) => Job) => void = () => undefined;
let aws: LocalAws;
let repository: LocalRepository;

beforeAll(async () => {
  // Its own workflows would run with each push as well.
  const isApp = (path: string): boolean => !/node_modules|\/\.github$/.test(path);
  cpSync(app, caller.folder, { recursive: true, filter: isApp });
  caller.commit('An app');
  aws = await startLocalAws({ world: readWorld(world(), 'world of this test') });
  Object.assign(env, { AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true' });
  repository = await caller.open({
    env,
    github: { environments: { production: { variables } } },
    change: (path, text) => (path.endsWith('/deploy.yml') ? changed(text) : text),
  });
});
afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await aws.close();
});

function changed(text: string): string {
  const workflow = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
  change((name) => {
    const job = workflow.jobs[name];
    if (job === undefined) throw new Error(`deploy.yml has no job ${name}.`);
    return job;
  });
  return stringify(workflow);
}

async function release(runId: string, otherwise: typeof change = () => undefined): Promise<EndedRun> {
  change = otherwise;
  env.GITHUB_RUN_ID = runId;
  // A commit of its own, so an image of its own.
  caller.commit('Once more');
  const [run] = await repository.push();
  if (run === undefined) throw new Error('Nothing ran.');
  return run;
}

/** What ECS was asked to change, and what answers at the load balancer. */
async function service(): Promise<{ readonly changes: readonly string[]; readonly answers: number }> {
  const changes = aws.calls.filter(({ service, operation }) => service === 'ecs' && !isLook(operation));
  const [url = ''] = Object.values(aws.loadBalancers);
  return { changes: changes.map(({ operation }) => operation), answers: (await fetch(url)).status };
}

/** With the log of the jobs where they end otherwise. */
function expectJobs({ jobs, log }: EndedRun, expected: Readonly<Record<string, string>>): void {
  const seen = Object.fromEntries(
    Object.entries(jobs).map(([path, result]) => [path.replace(/^release\//, ''), result]),
  );
  const told = (results: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(results).sort());
  if (told(seen) !== told({ ...pushed, ...expected }))
    throw new Error(`The jobs ended as ${told(seen)}.\n${log}`);
}

function scanStep({ steps }: Job): Record<string, unknown> {
  const step = steps.find(({ id }) => id === 'scan');
  if (step === undefined) throw new Error('No step has the id scan.');
  return step;
}

const refused = {
  'release/deploy/deploy.deploy.outcome': 'refused',
  'release/deploy/deploy.deploy.failure-code': 'scan-not-approved',
} as const;

const pushed = { preflight: 'success', build: 'success', push: 'success' } as const;

test('a clean image is scanned, deployed, and serves', async () => {
  const run = await release(runs.clean);
  expectJobs(run, { 'deploy/gate': 'success', 'deploy/deploy': 'success' });
  expect(run.result).toBe('success');
  expect(run.outputs).toMatchObject({
    'release/deploy/gate.scan.allowed': 'true',
    'release/deploy/deploy.deploy.outcome': 'succeeded',
    'release/deploy/deploy.name.revision': 'web:1',
  });
  expect(await service()).toEqual({ changes: ['RegisterTaskDefinition', 'UpdateService'], answers: 200 });
});

describe('the service stays as it is', () => {
  let before: Awaited<ReturnType<typeof service>>;
  beforeAll(async () => {
    before = await service();
  });
  afterEach(async () => {
    expect(await service()).toEqual(before);
  });

  test('when the image has a critical finding: the scan is red, and nothing comes after it', async () => {
    const run = await release(runs.vulnerable);
    expectJobs(run, { 'deploy/gate': 'failure', 'deploy/deploy': 'skipped' });
    expect(run.result).toBe('failure');
    expect(run.outputs).toMatchObject({
      'release/deploy/gate.scan.verdict': 'failed',
      'release/deploy/gate.scan.allowed': 'false',
    });
  });

  test('when another image serves than a promotion was asked for', async () => {
    const { jobs, outputs, log, summaries } = await repository.dispatch('promote.yml');
    expect(jobs).toMatchObject({ 'promote/source': 'failure', 'promote/copy': 'skipped' });
    expect(outputs).toMatchObject({ 'promote/source.scan.allowed': 'true' });
    expect([log, ...summaries.map(({ text }) => text)].join('\n')).toContain(
      `and not ${asked}, which was asked for.`,
    );
  });

  test('when the gate is skipped', async () => {
    const run = await release(runs.clean, (job) => {
      job('gate').if = false;
    });
    expectJobs(run, { 'deploy/gate': 'skipped', 'deploy/deploy': 'skipped' });
  });

  test('when the gate hands on its answer by another name', async () => {
    const run = await release(runs.clean, (job) => {
      const { allowed = '', ...others } = job('gate').outputs;
      job('gate').outputs = { ...others, 'is-allowed': allowed };
    });
    expectJobs(run, { 'deploy/gate': 'success', 'deploy/deploy': 'skipped' });
  });

  test("when the scan's step has another name than the outputs of its job ask for", async () => {
    const run = await release(runs.clean, (job) => {
      scanStep(job('gate')).id = 'look';
    });
    expectJobs(run, { 'deploy/gate': 'success', 'deploy/deploy': 'skipped' });
  });

  test('when the gate may fail and the deploy job asks for nothing: the deployment is refused', async () => {
    const run = await release(runs.vulnerable, (job) => {
      scanStep(job('gate'))['continue-on-error'] = true;
      delete job('deploy').if;
    });
    expectJobs(run, { 'deploy/gate': 'success', 'deploy/deploy': 'failure' });
    expect(run.outputs).toMatchObject(refused);
  });

  test('when no approval arrives, and the deploy job asks for nothing: the deployment is refused', async () => {
    const run = await release(runs.clean, (job) => {
      const { verdict = '' } = job('gate').outputs;
      job('gate').outputs = { verdict };
      job('deploy').if = 'always()';
    });
    expectJobs(run, { 'deploy/gate': 'success', 'deploy/deploy': 'failure' });
    expect(run.outputs).toMatchObject(refused);
  });
});
