/** The hand of a test on the calls of the local cloud, asked over the wire. */
import { afterEach, expect, test } from '@jest/globals';
import { CreateClusterCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import type { Gate } from '../src/dispatch.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { ServiceError } from '../src/service.ts';
import { readWorld } from '../src/world-file.ts';

let cloud: LocalAws | undefined;
afterEach(() => cloud?.close());

async function open(gate: Gate): Promise<ECSClient> {
  cloud = await startLocalAws({ world: readWorld('', 'empty.yaml'), gate });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return new ECSClient({ endpoint: cloud.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

const created = (): readonly string[] => [...(cloud?.ecs.clusters.keys() ?? [])];

test('is told of a call when it arrives, and again when it took effect', async () => {
  const told: unknown[] = [];
  const client = await open((call) => void told.push([call, created().includes('harbour')]));
  await client.send(new CreateClusterCommand({ clusterName: 'harbour' }));
  const call = { service: 'ecs', operation: 'CreateCluster' };
  expect(told).toEqual([
    [{ ...call, moment: 'arrived' }, false],
    [{ ...call, moment: 'carried-out' }, true],
  ]);
});

test.each([
  ['arrived', false],
  ['carried-out', true],
] as const)('refuses a call that has %s; whether it took effect: %s', async (moment, tookEffect) => {
  const client = await open((call) => {
    if (call.moment === moment) throw new ServiceError('AccessDeniedException', 'not today');
  });
  const creating = client.send(new CreateClusterCommand({ clusterName: 'harbour' }));
  await expect(creating).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'not today' });
  expect(created().includes('harbour')).toBe(tookEffect);
});

test('holds one call without holding another', async () => {
  const held = Promise.withResolvers<undefined>();
  const client = await open(async ({ operation }) => {
    if (operation === 'CreateCluster') await held.promise;
  });
  const creating = client.send(new CreateClusterCommand({ clusterName: 'harbour' }));
  await client.send(new ListClustersCommand({}));
  expect(created()).not.toContain('harbour');
  held.resolve(undefined);
  await creating;
  expect(created()).toContain('harbour');
});
