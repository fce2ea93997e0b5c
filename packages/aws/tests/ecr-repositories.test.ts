/** Repositories over the wire: what is asked, what an absence means, and which tags can be moved. */
import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrRepositories } from '../src/ecr-repositories.ts';
import { repositoryOf } from '../src/ecr-repository.ts';
import { wire, type Answer } from './wire.ts';

const config = { region: 'eu-west-1', registryId: '111122223333' };
const gateway = (...answers: readonly Answer[]) => {
  const { options, sent } = wire(...answers);
  return { repositories: new EcrRepositories(config, new ECRClient(options)), sent };
};

describe('a repository', () => {
  test('that is not there is none', async () => {
    const { repositories } = gateway({ error: 'RepositoryNotFoundException', body: { message: 'no' } });
    expect(await repositories.findRepository('team/web')).toBeUndefined();
  });

  test('is made with immutable tags, scan on push and encryption', async () => {
    const repositoryUri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web';
    const { repositories, sent } = gateway({
      body: { repository: { repositoryUri, imageTagMutability: 'IMMUTABLE' } },
    });
    expect(await repositories.createRepository('team/web', 'cache-*')).toMatchObject({
      name: 'team/web',
      registryHost: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
    });
    expect(sent.map(({ input }) => input)).toEqual([
      {
        registryId: '111122223333',
        repositoryName: 'team/web',
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'cache-*' }],
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'AES256' },
      },
    ]);
  });

  test('that somebody else makes at the same moment is not made', async () => {
    const { repositories } = gateway({
      error: 'RepositoryAlreadyExistsException',
      body: { message: 'it exists' },
    });
    expect(await repositories.createRepository('team/web', 'cache-*')).toBeUndefined();
  });

  test.each([
    [{ error: 'LifecyclePolicyNotFoundException', body: { message: 'none' } }, false],
    [{ body: { lifecyclePolicyText: '{}' } }, true],
  ])('has a lifecycle policy or not: %j', async (answer, expected) => {
    expect(await gateway(answer).repositories.hasLifecyclePolicy('team/web')).toBe(expected);
  });
});

describe('the newest image', () => {
  const image = (name: string, day: number) => ({
    imageDigest: name,
    imagePushedAt: Date.UTC(2026, 0, day) / 1000,
  });

  test('is the one that was pushed last, over all pages', async () => {
    const { repositories, sent } = gateway(
      { body: { imageDetails: [image('old', 1), image('newest', 9)], nextToken: 'more' } },
      { body: { imageDetails: [image('newer', 5)] } },
    );
    expect(await repositories.newestImage('team/web')).toMatchObject({ digest: 'newest' });
    expect(sent).toMatchObject([{ input: { maxResults: 1000 } }, { input: { nextToken: 'more' } }]);
  });

  test('is not told when the repository has more images than are looked through', async () => {
    const page = { body: { imageDetails: [image('some', 1)], nextToken: 'more' } };
    const { repositories, sent } = gateway(page, page, page, page, page, page);
    expect(await repositories.newestImage('team/web')).toBeUndefined();
    expect(sent).toHaveLength(5);
  });

  test('is neither a cache nor a signature, which have tags as well', async () => {
    const hex = 'a'.repeat(64);
    const imageDetails = [
      { ...image('index', 1), imageTags: ['v1'] },
      { ...image('image', 2), artifactMediaType: 'application/vnd.oci.image.config.v1+json' },
      { ...image('cache', 3), artifactMediaType: 'application/vnd.buildkit.cacheconfig.v0' },
      { ...image('cosign', 4), imageTags: [`sha256-${hex}.sig`] },
      { ...image('referrers', 5), imageTags: [`sha256-${hex}`] },
      { ...image('signature', 6), subjectManifestDigest: `sha256:${hex}` },
    ];
    const { repositories } = gateway({ body: { imageDetails } });
    expect(await repositories.newestImage('team/web')).toMatchObject({ digest: 'image' });
  });

  test('of an empty repository is none', async () => {
    expect(await gateway({ body: { imageDetails: [] } }).repositories.newestImage('web')).toBeUndefined();
  });
});

test.each([
  ['IMMUTABLE', [], 'v1', true],
  ['MUTABLE', [], 'v1', false],
  ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'cache-*'], 'latest', false],
  ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'cache-*'], 'cache-web', false],
  ['IMMUTABLE_WITH_EXCLUSION', ['latest', 'cache-*'], 'the-latest', true],
  ['IMMUTABLE_WITH_EXCLUSION', ['v1.*'], 'v1-2', true],
  ['MUTABLE_WITH_EXCLUSION', ['v*'], 'v1', true],
  ['MUTABLE_WITH_EXCLUSION', ['v*'], 'latest', false],
] as const)('in a repository that is %s except %j, %s can never be moved: %s', (setting, except, tag, is) => {
  const filters = except.map((filter) => ({ filterType: 'WILDCARD' as const, filter }));
  const found = { imageTagMutability: setting, imageTagMutabilityExclusionFilters: filters };
  expect(repositoryOf('web', found).isImmutable(tag)).toBe(is);
});
