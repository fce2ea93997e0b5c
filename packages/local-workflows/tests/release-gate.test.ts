/**
 * release.yml as a caller gets it, run by act against the local cloud: what the scan allows is deployed and serves, and
 * whatever is done to the workflow, nothing else is.
 * @needs act
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isLook } from '@slipway/local-aws/journal';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { parse, stringify } from 'yaml';
import type { ActRun } from '../src/act.ts';
import { openWorkflowStage, type Call, type Job, type WorkflowStage } from '../src/workflow-stage.ts';

const app = resolve(import.meta.dirname, '../../../example-app');
const runs = { clean: '1001', vulnerable: '1002' } as const;

/** The example's world; each run pushes its image under a tag that ends with its id. */
async function world(): Promise<string> {
  const text = await readFile(join(app, 'slipway.world.yaml'), 'utf8');
  const findings = [{ id: 'CVE-2026-99999', severity: 'CRITICAL', package: 'openssl', version: '3.5.0-r0' }];
  const process = { repository: 'web', runtime: 'process' };
  const images = [
    { ...process, tag: `*-${runs.vulnerable}-1`, findings },
    { ...process, tag: '*' },
  ];
  return stringify({ ...(parse(text) as object), images });
}

let stage: WorkflowStage;
beforeAll(async () => {
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
  stage = await openWorkflowStage({ act: pathOfPart('act'), world: await world(), app, variables });
});
afterAll(() => stage.close());

const release = (runId: string, change?: Call['change']): Promise<ActRun> =>
  stage.call({
    workflow: 'release.yml',
    inputs: {
      environment: 'production',
      'container-name': 'web',
      'task-family': 'web',
      'desired-count': '1',
    },
    runId,
    ...(change === undefined ? {} : { change }),
  });

/** What ECS was asked to change, and what answers at the load balancer. */
async function service(): Promise<{ readonly changes: readonly string[]; readonly answers: number }> {
  const changes = stage.aws.calls.filter(({ service, operation }) => service === 'ecs' && !isLook(operation));
  const [url = ''] = Object.values(stage.aws.loadBalancers);
  return { changes: changes.map(({ operation }) => operation), answers: (await fetch(url)).status };
}

/** With the log of the jobs where they end otherwise. */
function expectJobs({ jobs, log }: ActRun, expected: Readonly<Record<string, string>>): void {
  const told = (results: Readonly<Record<string, string>>): string => JSON.stringify(results);
  if (told(jobs) !== told(expected)) throw new Error(`The jobs ended as ${told(jobs)}.\n${log}`);
}

function scanStep({ steps }: Job): Record<string, unknown> {
  const step = steps.find(({ id }) => id === 'scan');
  if (step === undefined) throw new Error('No step has the id scan.');
  return step;
}

const refused = {
  'deploy.deploy.outcome': 'refused',
  'deploy.deploy.failure-code': 'scan-not-approved',
} as const;

const pushed = { build: 'success', push: 'success' } as const;

test('a clean image is scanned, deployed, and serves', async () => {
  const run = await release(runs.clean);
  expectJobs(run, { ...pushed, scan: 'success', deploy: 'success' });
  expect(run.isGreen).toBe(true);
  expect(run.outputs).toMatchObject({
    'scan.scan.allowed': 'true',
    'deploy.deploy.outcome': 'succeeded',
    'deploy.name.revision': 'web:1',
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
    expectJobs(run, { ...pushed, scan: 'failure' });
    expect(run.isGreen).toBe(false);
    expect(run.outputs).toMatchObject({ 'scan.scan.verdict': 'failed', 'scan.scan.allowed': 'false' });
  });

  test('when the scan is skipped', async () => {
    const run = await release(runs.clean, (job) => {
      job('scan').if = false;
    });
    expectJobs(run, pushed);
  });

  test('when the scan hands on its answer by another name', async () => {
    const run = await release(runs.clean, (job) => {
      const { allowed = '', ...others } = job('scan').outputs;
      job('scan').outputs = { ...others, 'is-allowed': allowed };
    });
    expectJobs(run, { ...pushed, scan: 'success' });
  });

  test("when the scan's step has another name than the outputs of its job ask for", async () => {
    const run = await release(runs.clean, (job) => {
      scanStep(job('scan')).id = 'look';
    });
    expectJobs(run, { ...pushed, scan: 'success' });
  });

  test('when the scan may fail and the deploy job asks for nothing: the deployment is refused', async () => {
    const run = await release(runs.vulnerable, (job) => {
      scanStep(job('scan'))['continue-on-error'] = true;
      delete job('deploy').if;
    });
    expectJobs(run, { ...pushed, scan: 'success', deploy: 'failure' });
    expect(run.outputs).toMatchObject(refused);
  });

  test('when no approval arrives, and the deploy job asks for nothing: the deployment is refused', async () => {
    const run = await release(runs.clean, (job) => {
      const { verdict = '' } = job('scan').outputs;
      job('scan').outputs = { verdict };
      job('deploy').if = 'always()';
    });
    expectJobs(run, { ...pushed, scan: 'success', deploy: 'failure' });
    expect(run.outputs).toMatchObject(refused);
  });
});
