/**
 * A task with a sidecar in ECR, released as the page of release.yml shows it, word for word, run by act against the local
 * cloud: it is deployed with the approval of both images, and with nothing less.
 * @needs act
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isLook } from '@slipway/local-aws/journal';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { pushLayout, writeImage } from '@slipway/test-kit/pushed-image';
import { parse, stringify } from 'yaml';
import type { EndedRun, LocalRepository } from '../src/local-repository.ts';
import { makeCaller, root } from './caller.ts';

const app = join(root, 'example-app');
const scratch = mkdtempSync(join(tmpdir(), 'slipway-sidecar-'));
const caller = makeCaller({ 'README.md': 'A service with a sidecar\n' });
let aws: LocalAws;
let repository: LocalRepository;
let digest: string;

interface World {
  readonly repositories: readonly object[];
  readonly taskDefinitions: readonly { readonly containerDefinitions: readonly object[] }[];
}

function world(): string {
  const text = parse(readFileSync(join(app, 'slipway.world.yaml'), 'utf8')) as World;
  const image = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/envoy@${digest}`;
  return stringify({
    ...text,
    repositories: [...text.repositories, { name: 'envoy', immutable: true, scanOnPush: true }],
    taskDefinitions: text.taskDefinitions.map((each) => ({
      ...each,
      containerDefinitions: [
        ...each.containerDefinitions,
        { name: 'envoy', image, essential: false, user: '1000' },
      ],
    })),
    images: [
      { repository: 'envoy', tag: '*', runtime: 'scripted', behaviour: [] },
      { repository: 'web', tag: '*', runtime: 'process' },
    ],
  });
}

/** The example, with the digest of this test, and what the first release of a service needs. */
function example(): string {
  const page = readFileSync(join(root, 'docs/workflows/release.md'), 'utf8');
  const [, text = ''] = /```yaml\n((?:(?!```)[^])*scan-approvals[^]*?)```/.exec(page) ?? [];
  return `on: push\n${text}      desired-count: '1'\n`.replace(/sha256:[0-9a-f]{64}/, digest);
}

const role = 'arn:aws:iam::000000000000:role/any';
const everywhere = { AWS_REGION: 'eu-west-1', AWS_ROLE_SCAN: role };
const production = {
  ...{ ...everywhere, AWS_ROLE_BUILD: role, AWS_ROLE_DEPLOY: role, ECR_REPOSITORY: 'web' },
  ...{ ECS_CLUSTER: 'harbour', ECS_SERVICE: 'web', ECS_TASK_TEMPLATE: 'web-template' },
};

beforeAll(async () => {
  const isApp = (path: string): boolean => !/node_modules|\/\.github$/.test(path);
  cpSync(app, caller.folder, { recursive: true, filter: isApp });
  digest = await writeImage(scratch, 'A sidecar');
  aws = await startLocalAws({ world: readWorld(world(), 'world of this test') });
  await pushLayout(aws.endpoint, scratch, 'envoy', 'v1');
  caller.write('.github/workflows/ship.yml', example());
  caller.commit('An app');
  repository = await caller.open({
    env: { AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true' },
    github: {
      environments: {
        production: { variables: production },
        'production-envoy': { variables: { ...everywhere, ECR_REPOSITORY: 'envoy' } },
      },
    },
  });
});
afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await aws.close();
  rmSync(scratch, { recursive: true });
});

async function released(text: string): Promise<EndedRun> {
  caller.write('.github/workflows/ship.yml', text);
  caller.commit('Once more');
  const [run] = await repository.push();
  if (run === undefined) throw new Error('Nothing ran.');
  return run;
}
const changes = (): readonly string[] =>
  aws.calls
    .filter(({ service, operation }) => service === 'ecs' && !isLook(operation))
    .map(({ operation }) => operation);

test('without an approval of the sidecar nothing is changed', async () => {
  const { outputs, result } = await released(example().replace(/ +scan-approvals: .*\n/, ''));
  expect([result, changes()]).toEqual(['failure', []]);
  expect(outputs).toMatchObject({
    'release/deploy/gate.scan.allowed': 'true',
    'release/deploy/deploy.deploy.failure-code': 'scan-not-approved',
  });
});

test('the example of the page deploys it', async () => {
  const { log, outputs, result } = await released(example());
  if (result !== 'success') throw new Error(log);
  expect(outputs).toMatchObject({ 'release/deploy/deploy.deploy.outcome': 'succeeded' });
});
