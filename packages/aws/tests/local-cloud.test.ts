/** The gateways against the local cloud: what it and they understand of each other, and what a lost answer leaves. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock, type VirtualClock } from '../../local-aws/src/clock.ts';
import { startLocalAws, type LocalAws } from '../../local-aws/src/local-aws.ts';
import { readWorld } from '../../local-aws/src/world-file.ts';
import { pushImage } from '../../test-kit/src/pushed-image.ts';
import { LoadBalancers } from '../src/elb.ts';
import { tail } from '../src/logs.ts';
import { change, ecsGateway } from './ecs-stage.ts';
import { closeLoopbacks, jobEnvironment, setEnvironment } from './loopback.ts';

const world = `
account: '111122223333'
region: eu-west-1
clusters: [{ name: main }]
logGroups: [{ name: /ecs/web }]
repositories: [{ name: web }]
loadBalancers: [{ name: front, targetGroup: { name: web } }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: app, image: web }] }]
services:
  - { name: web, cluster: main, taskDefinition: web, desiredCount: 0 }
images: [{ repository: web, tag: '*', behaviour: [] }]
`;

const name = { cluster: 'main', service: 'web' };
let cloud: LocalAws | undefined;
let clock: VirtualClock;

async function open(more = ''): Promise<LocalAws> {
  // As the machine's: an SDK that finds its own clock wrong tries again what is final.
  clock = virtualClock(Date.now());
  cloud = await startLocalAws({ world: readWorld(world + more, 'test.yaml'), clock });
  setEnvironment({ ...jobEnvironment, ...cloud.environment });
  return cloud;
}

const register = (endpoint = 'http://nowhere'): Promise<string> =>
  ecsGateway().ecs.taskDefinitions.register({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: `${new URL(endpoint).host}/web:good`, memory: 128 }],
  });

/** With 130 tasks that run. */
async function openSteady(): Promise<LocalAws> {
  const opened = await open();
  const { endpoint } = opened;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-aws-'));
  await pushImage(endpoint, folder, 'web', 'good');
  await rm(folder, { recursive: true });
  const taskDefinition = await register(endpoint);
  await ecsGateway().ecs.services.update(name, { ...change, taskDefinition, desiredCount: 130 });
  clock.advance(20 * 60_000);
  return opened;
}

afterEach(async () => {
  await cloud?.close();
  closeLoopbacks();
});

describe('a service with more tasks than a page', () => {
  test('has all of them listed and described', async () => {
    const { calls } = await openSteady();
    const from = calls.length;
    const { tasks } = ecsGateway().ecs;
    const live = await tasks.live(name);
    expect(new Set(live).size).toBe(130);
    const described = await tasks.describe('main', live);
    expect(described.filter(({ status }) => status === 'RUNNING')).toHaveLength(130);
    expect(calls.slice(from).map(({ operation }) => operation)).toEqual([
      'ListTasks',
      'ListTasks',
      'DescribeTasks',
      'DescribeTasks',
    ]);
  });
});

describe('a deployment', () => {
  test('is made, followed, and is the newest that was successful', async () => {
    const { endpoint } = await openSteady();
    const { ecs } = ecsGateway();
    const before = await ecs.services.describe(name);
    const taskDefinition = await register(endpoint);
    const updated = await ecs.services.update(name, { ...change, taskDefinition });
    expect(updated.taskDefinition).toBe(taskDefinition);
    expect(updated.deployment).not.toBe(before?.deployment);
    const running = await ecs.deployments.describe(updated.deployment ?? '');
    expect(running?.sources).toHaveLength(1);
    expect((await ecs.deployments.newestSuccessful(name))?.arn).toBe(before?.deployment);
    clock.advance(60 * 60_000);
    const newest = await ecs.deployments.newestSuccessful(name);
    expect(newest).toMatchObject({ arn: updated.deployment, status: 'SUCCESSFUL' });
    expect(await ecs.revisions.taskDefinitionOf(newest?.target?.revision ?? '')).toBe(taskDefinition);
  });

  test('whose answer is lost was made once', async () => {
    const { calls } = await open('faults: [{ operation: UpdateService, error: ECONNRESET, when: after }]');
    const { ecs } = ecsGateway(5);
    const before = (await ecs.services.describe(name))?.deployment;
    const taskDefinition = await register();
    const update = ecs.services.update(name, { ...change, taskDefinition, forceNewDeployment: true });
    await expect(update).rejects.toMatchObject({ kind: 'upstream', code: 'aws-unavailable' });
    const after = await ecs.services.describe(name);
    expect(after?.taskDefinition).toBe(taskDefinition);
    expect(after?.deployment).not.toBe(before);
    expect(calls.filter(({ operation }) => operation === 'UpdateService')).toHaveLength(1);
  });
});

test('a revision whose answer is lost is registered once', async () => {
  await open('faults: [{ operation: RegisterTaskDefinition, error: ECONNRESET, when: after }]');
  await expect(register()).rejects.toMatchObject({ kind: 'upstream' });
  expect((await ecsGateway().ecs.taskDefinitions.describe('web')).arn).toMatch(/\/web:2$/);
});

test('what is denied is denied at once, by its name', async () => {
  const { calls } = await open("deny: [{ action: 'ecs:ListTasks', resource: '*' }]");
  await expect(ecsGateway(5).ecs.tasks.stopped(name)).rejects.toMatchObject({
    kind: 'setup',
    code: 'access-denied',
    hint: 'Allow `ecs:ListTasks` in the role that this job assumes.',
  });
  expect(calls).toHaveLength(1);
});

test.each([
  ['a service', async () => ecsGateway().ecs.services.describe({ ...name, service: 'nowhere' })],
  [
    'a deployment',
    async () =>
      ecsGateway().ecs.deployments.describe('arn:aws:ecs:eu-west-1:111122223333:service-deployment/a/b/c'),
  ],
  [
    'a service revision',
    async () =>
      ecsGateway().ecs.revisions.taskDefinitionOf(
        'arn:aws:ecs:eu-west-1:111122223333:service-revision/a/b/1',
      ),
  ],
])('%s that is not there is undefined', async (_, ask) => {
  await open();
  expect(await ask()).toBeUndefined();
});

test('a deployment that is over can’t be stopped', async () => {
  await openSteady();
  const { ecs } = ecsGateway();
  const deployment = (await ecs.services.describe(name))?.deployment ?? '';
  await expect(ecs.deployments.rollBack(deployment)).rejects.toMatchObject({
    kind: 'outcome',
    code: 'deployment-not-stoppable',
  });
});

test('the other gateways are understood, too', async () => {
  await open();
  const config = { region: 'eu-west-1', maxAttempts: 1 };
  expect(await tail(config, { group: '/ecs/web', stream: 'none', region: undefined }, 5)).toEqual([]);
  await expect(new LoadBalancers(config).health('arn:none')).rejects.toMatchObject({
    code: 'target-group-not-found',
  });
});
