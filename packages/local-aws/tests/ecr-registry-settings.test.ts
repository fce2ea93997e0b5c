/** What is set for the registry as a whole, over the wire: replication, its policy, the pull through cache. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ECR, type CreatePullThroughCacheRuleCommandInput, type ReplicationRule } from '@aws-sdk/client-ecr';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

const account = '123456789012';

async function open(): Promise<ECR> {
  const cloud = await startLocalAws({
    world: readWorld(`{ account: '${account}', region: eu-west-1 }`, 'test.yaml'),
  });
  opened.push(cloud);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return new ECR({ endpoint: cloud.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
}

describe('replication', () => {
  const rule = (region: string, registryId = account): ReplicationRule => ({
    destinations: [{ region, registryId }],
    repositoryFilters: [{ filter: 'team/', filterType: 'PREFIX_MATCH' }],
  });

  test('is none at first, then what was put, and none again', async () => {
    const ecr = await open();
    const told = async () => (await ecr.describeRegistry({})).replicationConfiguration;
    expect(await told()).toEqual({ rules: [] });
    const replicationConfiguration = { rules: [rule('us-east-1')] };
    expect(await ecr.putReplicationConfiguration({ replicationConfiguration })).toMatchObject({
      replicationConfiguration,
    });
    expect(await told()).toEqual(replicationConfiguration);
    await ecr.putReplicationConfiguration({ replicationConfiguration: { rules: [] } });
    expect(await told()).toEqual({ rules: [] });
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => rule('us-east-1', String(100_000_000_000 + at)));
  test.each<[string, ReplicationRule[], string]>([
    ['to where the registry is', [rule('eu-west-1')], 'must not be the registry itself'],
    ['by more than ten rules', many(11), 'must have at most 10 rules'],
    [
      'to more than 25 places',
      [{ destinations: many(26).flatMap(({ destinations }) => destinations ?? []) }],
      'must have at most 25 destinations',
    ],
    [
      'by another kind of filter',
      [{ ...rule('us-east-1'), repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' as never }] }],
      'must be PREFIX_MATCH',
    ],
  ])('is refused %s', async (_name, rules, constraint) => {
    const ecr = await open();
    await expect(
      ecr.putReplicationConfiguration({ replicationConfiguration: { rules } }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(`failed to satisfy constraint: '${constraint}'`),
    });
  });
});

test('the policy of the registry is kept until it is deleted', async () => {
  const ecr = await open();
  const none = { name: 'RegistryPolicyNotFoundException' };
  await expect(ecr.getRegistryPolicy({})).rejects.toMatchObject(none);
  const policyText = '{"Version":"2012-10-17","Statement":[]}';
  await ecr.putRegistryPolicy({ policyText });
  expect(await ecr.getRegistryPolicy({})).toMatchObject({ registryId: account, policyText });
  expect(await ecr.deleteRegistryPolicy({})).toMatchObject({ policyText });
  await expect(ecr.deleteRegistryPolicy({})).rejects.toMatchObject(none);
});

describe('a rule of the pull through cache', () => {
  const secret = (name: string): string =>
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:ecr-pullthroughcache/${name}`;
  const hub = {
    ecrRepositoryPrefix: 'docker-hub',
    upstreamRegistryUrl: 'registry-1.docker.io',
    credentialArn: secret('hub-AbCdEf'),
  };

  test('is told as it was made, changed and deleted', async () => {
    const ecr = await open();
    const open_ = { ecrRepositoryPrefix: 'public', upstreamRegistryUrl: 'public.ecr.aws' };
    expect(await ecr.createPullThroughCacheRule(open_)).toMatchObject({ ...open_, registryId: account });
    await ecr.createPullThroughCacheRule(hub);
    const told = async (...ecrRepositoryPrefixes: string[]) =>
      (await ecr.describePullThroughCacheRules({ ecrRepositoryPrefixes })).pullThroughCacheRules;
    expect(await told('docker-hub')).toMatchObject([{ ...hub, upstreamRegistry: 'docker-hub' }]);
    const credentialArn = secret('other-AbCdEf');
    await ecr.updatePullThroughCacheRule({ ecrRepositoryPrefix: 'docker-hub', credentialArn });
    expect(await told('docker-hub')).toMatchObject([{ ...hub, credentialArn }]);
    expect((await ecr.describePullThroughCacheRules({})).pullThroughCacheRules).toHaveLength(2);
    expect(await ecr.deletePullThroughCacheRule({ ecrRepositoryPrefix: 'public' })).toMatchObject(open_);
    await expect(told('public')).rejects.toMatchObject({
      name: 'PullThroughCacheRuleNotFoundException',
      message: `The pull through cache rule with prefix 'public' in the registry with id '${account}' does not exist`,
    });
  });

  test('is refused a second time under its prefix', async () => {
    const ecr = await open();
    await ecr.createPullThroughCacheRule(hub);
    await expect(ecr.createPullThroughCacheRule(hub)).rejects.toMatchObject({
      name: 'PullThroughCacheRuleAlreadyExistsException',
    });
  });

  test.each<[string, Partial<CreatePullThroughCacheRuleCommandInput>, string]>([
    [
      'a registry that is not cached',
      { upstreamRegistryUrl: 'example.com' },
      'must be a registry that ECR can cache',
    ],
    ['no secret where one is needed', { credentialArn: undefined }, 'must be given for docker-hub'],
    [
      'a secret of another name',
      { credentialArn: secret('x').replace('ecr-pullthroughcache/', '') },
      'must satisfy',
    ],
    ['a prefix with capitals', { ecrRepositoryPrefix: 'Hub' }, 'must satisfy'],
  ])('is refused with %s', async (_name, change, constraint) => {
    const ecr = await open();
    await expect(ecr.createPullThroughCacheRule({ ...hub, ...change })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(constraint),
    });
  });
});

test('a repository that is encrypted by KMS tells its key, AWS’s own where none was named', async () => {
  const ecr = await open();
  const made = async (name: string, encryption?: object) => {
    const encryptionConfiguration = encryption as { encryptionType: 'KMS' } | undefined;
    return (await ecr.createRepository({ repositoryName: name, encryptionConfiguration })).repository;
  };
  expect((await made('plain'))?.encryptionConfiguration).toEqual({ encryptionType: 'AES256' });
  expect((await made('kms', { encryptionType: 'KMS' }))?.encryptionConfiguration?.kmsKey).toMatch(
    /^arn:aws:kms:eu-west-1:123456789012:key\/./,
  );
  const own = { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/own' };
  expect((await made('own', own))?.encryptionConfiguration).toEqual(own);
});
