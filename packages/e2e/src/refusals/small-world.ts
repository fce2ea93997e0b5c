/**
 * A second, small world for what is refused: a cloud with a service that runs an image which no scan has looked into, and
 * a repository with a workflow for each mistake. Nothing of Terraform is in it, so it stands in a second.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isLook } from '@slipway/local-aws/journal';
import { startLocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { openLocalRepository, type LocalRepository } from '@slipway/local-workflows/local-repository';
import { workflowFolder } from '@slipway/local-workflows/published';
import { consumerIn, init } from '../consumer.ts';
import { endingWith } from '../ending.ts';
import { jobsOfText } from '../leaks/handed-on.ts';
import { secretsOfGithub } from '../leaks/held.ts';
import type { ToldWorld } from '../leaks/told-world.ts';
import { programs } from '../missing.ts';
import type { Listening } from '../telling.ts';

export interface SmallWorld {
  readonly local: LocalRepository;
  /** Digest of the image that the service runs. */
  readonly unscanned: () => string;
  /** All that was told so far, and what of it nobody may read. */
  readonly told: () => ToldWorld;
  /** What was changed in the cloud so far. */
  changes(): readonly string[];
  close(): Promise<void>;
}

export const repository = 'harbour/example-app';
const account = '000000000000';

/** Changes nothing but what is known. */
const looking = new Set(['StartImageScan']);

const cloud = `
account: '${account}'
region: eu-west-1
timings: { provisioning: 200ms, pulling: 200ms, healthyAfter: 500ms, scheduler: 200ms, stopping: 100ms, scanning: 200ms }
clusters: [{ name: harbour }]
repositories:
  - { name: web, immutable: true, scanOnPush: true }
  - { name: old, tags: [v1] }
taskDefinitions:
  - family: web
    networkMode: awsvpc
    requiresCompatibilities: [FARGATE]
    cpu: '256'
    memory: '512'
    containerDefinitions:
      - { name: web, image: '${account}.dkr.ecr.eu-west-1.amazonaws.com/old:v1', essential: true }
services:
  - { name: web, cluster: harbour, taskDefinition: 'web:1', desiredCount: 1 }
images:
  - { repository: old, tag: v1, runtime: scripted, scanStatus: UNSUPPORTED_IMAGE }
  - { repository: web, tag: '*', runtime: process }
`;

/** Of every environment: what is to be missing is left out of one. */
const variables = {
  AWS_REGION: 'eu-west-1',
  AWS_ROLE_BUILD: `arn:aws:iam::${account}:role/build`,
  AWS_ROLE_SCAN: `arn:aws:iam::${account}:role/scan`,
  AWS_ROLE_DEPLOY: `arn:aws:iam::${account}:role/deploy`,
  ECS_CLUSTER: 'harbour',
  ECS_SERVICE: 'web',
  ECS_TASK_TEMPLATE: 'web',
};

const environments = {
  production: { variables: { ...variables, ECR_REPOSITORY: 'web' } },
  staging: { variables: { ...variables, ECR_REPOSITORY: 'old' } },
  incomplete: { variables },
};

/** @param files of the repository, text by path. */
export async function openSmallWorld(
  root: string,
  files: Readonly<Record<string, string>>,
  { line, signal }: Listening,
): Promise<SmallWorld> {
  await using opened = new AsyncDisposableStack();
  const aws = await startLocalAws({ world: readWorld(cloud, 'the small world') });
  opened.defer(() => aws.close());
  const parent = await mkdtemp(join(tmpdir(), 'slipway-refusals-'));
  opened.defer(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }));
  const folder = join(parent, 'example-app');
  await init(folder);
  const consumer = consumerIn(folder);
  for (const [path, text] of Object.entries(files)) await consumer.write(path, text);
  await consumer.commit('An app, and mistakes around it');
  signal.throwIfAborted();
  const opening = openLocalRepository({
    ...{ act: programs.act(root), slipway: root, folder, repository },
    github: { environments, pullRequests: [{ number: 7 }] },
    env: { AWS_ENDPOINT_URL: aws.endpoint, AWS_EC2_METADATA_DISABLED: 'true', TMPDIR: tmpdir() },
    docker: 'stand-in',
    path: ['/usr/bin', '/bin'].join(delimiter),
    onLine: ({ job, text }, { id, workflow }) => line(`${workflow} ${String(id)} [${job}] ${text}`),
  });
  const local = endingWith(signal, await opening);
  opened.defer(() => local.close());
  const open = opened.move();
  const isChange = ({ service, operation }: (typeof aws.calls)[number]): boolean =>
    ['ecs', 'ecr', 'registry'].includes(service) && !isLook(operation) && !looking.has(operation);
  return {
    local,
    told: () => ({
      ...{ runs: local.runs, github: local.github, terminal: '' },
      secrets: secretsOfGithub(local.github),
      ...{ sessions: undefined, account },
      jobsOf: (workflow) => Promise.resolve(jobsOfText(files[`${workflowFolder}/${workflow}`] ?? '')),
    }),
    unscanned: () => aws.ecs.services[0]?.deployments[0]?.revision.digests.get('web') ?? '',
    changes: () => aws.calls.filter(isChange).map(({ operation }) => operation),
    close: () => open.disposeAsync(),
  };
}
