import { describe, expect, test } from '@jest/globals';
import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  ListImagesCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';
import { pushImage, registryOf } from './ecr-images.ts';
import { onStage, type EcrStage } from './ecr-stage.ts';

const web = { repositoryName: 'team/web' };
const registryWords = "in the registry with id '123456789012'";

const manifestOf = async (stage: EcrStage, repositoryName: string, imageTag: string): Promise<string> => {
  const command = new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] });
  return (await stage.client.send(command)).images?.[0]?.imageManifest ?? '';
};

describe('repositories', () => {
  test('are those of the world, with the local address', () =>
    onStage(async ({ client, endpoint }) => {
      const { repositories } = await client.send(new DescribeRepositoriesCommand({}));
      expect(repositories?.map((each) => [each.repositoryUri, each.imageTagMutability])).toEqual([
        [`${new URL(endpoint).host}/fixed`, 'IMMUTABLE'],
        [`${new URL(endpoint).host}/team/web`, 'MUTABLE'],
      ]);
    }));

  test('are created once', () =>
    onStage(async ({ client }) => {
      const command = new CreateRepositoryCommand({ repositoryName: 'new', imageTagMutability: 'IMMUTABLE' });
      expect((await client.send(command)).repository).toMatchObject({
        repositoryName: 'new',
        imageTagMutability: 'IMMUTABLE',
      });
      await expect(client.send(command)).rejects.toMatchObject({
        name: 'RepositoryAlreadyExistsException',
        message: `The repository with name 'new' already exists ${registryWords}`,
      });
    }));

  test('that are not there are refused by name', () =>
    onStage(async ({ client }) => {
      const command = new DescribeRepositoriesCommand({ repositoryNames: ['nowhere'] });
      await expect(client.send(command)).rejects.toMatchObject({
        name: 'RepositoryNotFoundException',
        message: `The repository with name 'nowhere' does not exist ${registryWords}`,
      });
    }));
});

describe('the login', () => {
  test('is for AWS, at the local endpoint, for twelve hours', () =>
    onStage(async ({ client, clock, endpoint }) => {
      const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
      const [data] = authorizationData ?? [];
      expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.{40,}$/);
      expect(data?.proxyEndpoint).toBe(endpoint);
      expect(data?.expiresAt?.getTime()).toBe(clock.now() + 12 * 3_600_000);
    }));
});

describe('images', () => {
  test('are described with digest, tags, size and media type', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { ...web, repository: 'team/web', tags: ['v1', 'latest'] });
      const command = new DescribeImagesCommand({ ...web, imageIds: [{ imageTag: 'v1' }] });
      const { imageDetails } = await stage.client.send(command);
      const manifest = JSON.parse(await manifestOf(stage, 'team/web', 'v1')) as {
        config: { size: number };
        layers: { size: number }[];
      };
      expect(imageDetails).toEqual([
        {
          registryId: '123456789012',
          repositoryName: 'team/web',
          imageDigest: digest,
          imageTags: ['latest', 'v1'],
          imageSizeInBytes: manifest.config.size + (manifest.layers[0]?.size ?? 0),
          imagePushedAt: new Date(stage.clock.now()),
          imageManifestMediaType: mediaTypes.ociManifest,
          artifactMediaType: mediaTypes.ociConfig,
          imageStatus: 'ACTIVE',
        },
      ]);
    }));

  test('that are not there are an error of DescribeImages and a failure of BatchGetImage', () =>
    onStage(async ({ client }) => {
      const imageIds = [{ imageTag: 'v1' }];
      await expect(client.send(new DescribeImagesCommand({ ...web, imageIds }))).rejects.toMatchObject({
        name: 'ImageNotFoundException',
        message: `The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository with name 'team/web' ${registryWords}`,
      });
      const { images, failures } = await client.send(new BatchGetImageCommand({ ...web, imageIds }));
      expect(images).toEqual([]);
      expect(failures).toEqual([
        {
          imageId: { imageTag: 'v1' },
          failureCode: 'ImageNotFound',
          failureReason: 'Requested image not found',
        },
      ]);
    }));

  test.each([
    [{}, 'MissingDigestAndTag'],
    [{ imageDigest: 'sha256:1' }, 'InvalidImageDigest'],
    [{ imageTag: '-' }, 'InvalidImageTag'],
    [{ imageTag: 'v1', imageDigest: sha256('x') }, 'ImageTagDoesNotMatchDigest'],
  ])('asked for as %j fail with %s', (imageId, code) =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const command = new BatchGetImageCommand({ ...web, imageIds: [imageId] });
      const { failures } = await stage.client.send(command);
      expect(failures?.[0]?.failureCode).toBe(code);
    }),
  );

  test('are listed in pages, by tag', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['a', 'b', 'c'] });
      const first = await stage.client.send(new ListImagesCommand({ ...web, maxResults: 2 }));
      expect(first.imageIds?.map((id) => id.imageTag)).toEqual(['a', 'b']);
      const { nextToken } = first;
      const rest = await stage.client.send(new ListImagesCommand({ ...web, maxResults: 2, nextToken }));
      expect(rest.imageIds?.map((id) => id.imageTag)).toEqual(['c']);
      expect(rest.nextToken).toBeUndefined();
    }));

  test('are gone with their last tag', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['a', 'b'] });
      const remove = (imageTag: string) =>
        stage.client.send(new BatchDeleteImageCommand({ ...web, imageIds: [{ imageTag }] }));
      await remove('a');
      expect(await registryOf(stage).findManifest('team/web', digest)).toBeDefined();
      await remove('b');
      expect(await registryOf(stage).findManifest('team/web', digest)).toBeUndefined();
    }));

  test('of an index stay while the index is there', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const bytes = Buffer.from(
        JSON.stringify({ manifests: [{ mediaType: mediaTypes.ociManifest, digest, size: 1 }] }),
      );
      await registryOf(stage).putManifest('team/web', 'all', { bytes, mediaType: mediaTypes.ociIndex });
      const command = new BatchDeleteImageCommand({ ...web, imageIds: [{ imageDigest: digest }] });
      expect((await stage.client.send(command)).failures?.[0]).toMatchObject({
        failureCode: 'ImageReferencedByManifestList',
        failureReason: `Requested image referenced by manifest list: [${sha256(bytes)}]`,
      });
    }));

  test('have layers that are available or not', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const manifest = JSON.parse(await manifestOf(stage, 'team/web', 'v1')) as {
        layers: { digest: string; size: number }[];
      };
      const [layer] = manifest.layers;
      const layerDigests = [layer?.digest ?? '', sha256('x'), 'nonsense'];
      const command = new BatchCheckLayerAvailabilityCommand({ ...web, layerDigests });
      const { layers, failures } = await stage.client.send(command);
      expect(layers).toEqual([
        { layerDigest: layer?.digest, layerAvailability: 'AVAILABLE', layerSize: layer?.size },
        { layerDigest: sha256('x'), layerAvailability: 'UNAVAILABLE' },
      ]);
      expect(failures?.[0]).toMatchObject({ layerDigest: 'nonsense', failureCode: 'InvalidLayerDigest' });
    }));
});

describe('putting an image', () => {
  test('puts a new tag on the same bytes', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const imageManifest = await manifestOf(stage, 'team/web', 'v1');
      const command = new PutImageCommand({ ...web, imageManifest, imageTag: 'v2', imageDigest: digest });
      expect((await stage.client.send(command)).image?.imageId).toEqual({
        imageDigest: digest,
        imageTag: 'v2',
      });
      expect(await registryOf(stage).listTags('team/web')).toEqual(['v1', 'v2']);
    }));

  test('that is larger than a manifest may be is refused', () =>
    onStage(async ({ client }) => {
      const imageManifest = ' '.repeat(4 * 1024 * 1024 + 1);
      await expect(client.send(new PutImageCommand({ ...web, imageManifest }))).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: expect.stringContaining('must have at most 4194304 bytes') as unknown,
      });
    }));

  test('that changes nothing is refused', () =>
    onStage(async (stage) => {
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const imageManifest = await manifestOf(stage, 'team/web', 'v1');
      const command = new PutImageCommand({ ...web, imageManifest, imageTag: 'v1' });
      await expect(stage.client.send(command)).rejects.toMatchObject({
        name: 'ImageAlreadyExistsException',
        message: `Image with digest '${digest}' and tag 'v1' already exists in the repository with name 'team/web' in registry with id '123456789012'`,
      });
    }));

  test('under an immutable tag is refused even with the same digest', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'fixed', tags: ['v1'] });
      const imageManifest = await manifestOf(stage, 'fixed', 'v1');
      const command = new PutImageCommand({ repositoryName: 'fixed', imageManifest, imageTag: 'v1' });
      await expect(stage.client.send(command)).rejects.toMatchObject({
        name: 'ImageTagAlreadyExistsException',
        message:
          "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the repository is immutable",
      });
    }));

  test('under another digest than its own is refused', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const imageManifest = await manifestOf(stage, 'team/web', 'v1');
      const command = new PutImageCommand({ ...web, imageManifest, imageDigest: sha256('x') });
      await expect(stage.client.send(command)).rejects.toMatchObject({
        name: 'ImageDigestDoesNotMatchException',
      });
    }));

  test('whose layers are in another repository is refused with their digests', () =>
    onStage(async (stage) => {
      await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const imageManifest = await manifestOf(stage, 'team/web', 'v1');
      const { config, layers } = JSON.parse(imageManifest) as {
        config: { digest: string };
        layers: { digest: string }[];
      };
      const command = new PutImageCommand({ repositoryName: 'fixed', imageManifest });
      await expect(stage.client.send(command)).rejects.toMatchObject({
        name: 'LayersNotFoundException',
        message: `Layers with digests '[${config.digest}, ${layers[0]?.digest ?? ''}]' required for pushing image into repository with name 'fixed' ${registryWords} do not exist`,
      });
    }));

  test('of an index whose images are not there is refused', () =>
    onStage(async (stage) => {
      const child = { mediaType: mediaTypes.ociManifest, digest: sha256('x'), size: 1 };
      const imageManifest = JSON.stringify({ mediaType: mediaTypes.ociIndex, manifests: [child] });
      const command = new PutImageCommand({ ...web, imageManifest });
      await expect(stage.client.send(command)).rejects.toMatchObject({
        name: 'ReferencedImagesNotFoundException',
      });
    }));
});
