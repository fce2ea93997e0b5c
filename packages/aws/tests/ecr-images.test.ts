import { describe, expect, test } from '@jest/globals';
import { ECRClient } from '@aws-sdk/client-ecr';
import { EcrImages } from '../src/ecr-images.ts';
import { wire, type Answer, type SentCall } from './wire.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function gateway(
  registryId: string | undefined,
  ...answers: readonly Answer[]
): { readonly images: EcrImages; readonly sent: readonly SentCall[] } {
  const { sent, options } = wire(...answers);
  return { images: new EcrImages({ region: 'eu-west-1', registryId }, new ECRClient(options)), sent };
}

describe('the URI of a repository', () => {
  test('is what ECR says, of the registry that is asked for', async () => {
    const { images, sent } = gateway('111122223333', {
      body: { repositories: [{ repositoryUri: '127.0.0.1:5000/web' }] },
    });
    expect(await images.repositoryUri('web')).toBe('127.0.0.1:5000/web');
    expect(sent).toEqual([
      { operation: 'DescribeRepositories', input: { registryId: '111122223333', repositoryNames: ['web'] } },
    ]);
  });

  test('a repository that is not there is refused by name', async () => {
    const { images } = gateway(undefined, {
      error: 'RepositoryNotFoundException',
      body: {
        message: "The repository with name 'web' does not exist in the registry with id '111122223333'",
      },
    });
    await expect(images.repositoryUri('web')).rejects.toMatchObject({
      kind: 'setup',
      code: 'repository-not-found',
      message:
        "There is no ECR repository for web: The repository with name 'web' does not exist in the registry with id '111122223333'. Check `repository`, `region` and `registry-id`, or create the repository.",
    });
  });
});

describe('an image', () => {
  test.each([
    ['its digest', digest, { imageDigest: digest }],
    ['its tag', 'v1', { imageTag: 'v1' }],
  ])('is found by %s', async (_, reference, id) => {
    const { images, sent } = gateway(undefined, {
      body: {
        imageDetails: [
          { registryId: '111122223333', imageDigest: digest, imageManifestMediaType: 'application/x' },
        ],
      },
    });
    expect(await images.find('web', reference)).toEqual({
      digest,
      registryId: '111122223333',
      mediaType: 'application/x',
      storage: 'active',
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.input).toEqual({
      repositoryName: 'web',
      imageIds: [id],
      filter: { imageStatus: 'ANY' },
    });
  });

  test.each([
    ['ACTIVE', 'active'],
    ['ARCHIVED', 'archived'],
    ['ACTIVATING', 'restoring'],
  ])('that is %s is %s', async (imageStatus, storage) => {
    const { images } = gateway(undefined, { body: { imageDetails: [{ imageDigest: digest, imageStatus }] } });
    expect(await images.find('web', digest)).toMatchObject({ storage });
  });

  test('that is not there is undefined', async () => {
    const { images } = gateway(undefined, { error: 'ImageNotFoundException', body: { message: 'no' } });
    expect(await images.find('web', 'v1')).toBeUndefined();
  });
});

describe('the platforms of an index', () => {
  test('are read from its manifest, which is asked for by digest', async () => {
    const manifest = JSON.stringify({
      manifests: [{ digest: 'sha256:1', platform: { os: 'linux', architecture: 'amd64' } }],
    });
    const { images, sent } = gateway(undefined, { body: { images: [{ imageManifest: manifest }] } });
    expect(await images.platforms('web', digest)).toEqual([{ digest: 'sha256:1', platform: 'linux/amd64' }]);
    expect(sent[0]?.input).toMatchObject({ repositoryName: 'web', imageIds: [{ imageDigest: digest }] });
  });

  test.each([
    ['that ECR does not give', { failures: [{ failureCode: 'ImageInaccessible' }] }, 'manifest-not-given'],
    ['that is not JSON', { images: [{ imageManifest: '<html>' }] }, 'manifest-unreadable'],
  ])('a manifest %s is a failure', async (_, body, code) => {
    const { images } = gateway(undefined, { body });
    await expect(images.platforms('web', digest)).rejects.toMatchObject({ code });
  });
});
