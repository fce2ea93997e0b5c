import { describe, expect, test } from '@jest/globals';
import {
  BatchDeleteImageCommand,
  DescribeImagesCommand,
  ListImageReferrersCommand,
} from '@aws-sdk/client-ecr';
import { mediaTypes } from '@slipway/oci/media-types';
import { errorOf, onRegistry, putImage, putIndex, type Ask } from './ecr-requests.ts';
import { ecrWorld } from './ecr-stage.ts';

const day = 24 * 3_600_000;
const repositoryName = 'team/web';

async function pushSigned(ask: Ask) {
  const image = await putImage(ask, 'image', { reference: 'v1' });
  const subject = { mediaType: mediaTypes.ociManifest, digest: image.digest, size: image.size };
  const about = (artifactType: string) =>
    putImage(ask, artifactType, { subject, artifactType, annotations: { for: artifactType } });
  return { image, signature: await about('example/signature'), sbom: await about('example/sbom') };
}

const listed = async (ask: Ask, digest: string, query = '') => {
  const response = await ask('GET', `/v2/team/web/referrers/${digest}${query}`);
  const { manifests } = (await response.json()) as { manifests: readonly object[] };
  return {
    manifests,
    filters: response.headers.get('oci-filters-applied'),
    type: response.headers.get('content-type'),
  };
};

describe('what refers to an image', () => {
  test('is answered with its subject when it is put, and listed by the registry', () =>
    onRegistry(async (ask) => {
      const { image, signature, sbom } = await pushSigned(ask);
      expect(signature.response.headers.get('oci-subject')).toBe(image.digest);
      expect(image.response.headers.get('oci-subject')).toBeNull();
      const all = await listed(ask, image.digest);
      expect(all).toMatchObject({ filters: null, type: mediaTypes.ociIndex });
      expect(all.manifests).toEqual(
        [signature, sbom].map(({ digest, size }, at) => ({
          mediaType: mediaTypes.ociManifest,
          digest,
          size,
          artifactType: ['example/signature', 'example/sbom'][at],
          annotations: { for: ['example/signature', 'example/sbom'][at] },
        })),
      );
    }));

  test('is listed by its type, which the answer says', () =>
    onRegistry(async (ask) => {
      const { image, sbom } = await pushSigned(ask);
      const found = await listed(ask, image.digest, '?artifactType=example/sbom');
      expect(found.manifests).toMatchObject([{ digest: sbom.digest }]);
      expect(found.filters).toBe('artifactType');
      expect((await listed(ask, sbom.digest)).manifests).toEqual([]);
    }));

  test('is listed by the API, in pages', () =>
    onRegistry(async (ask, { client }) => {
      const { image, signature, sbom } = await pushSigned(ask);
      const request = { repositoryName, subjectId: { imageDigest: image.digest } };
      const first = await client.send(new ListImageReferrersCommand({ ...request, maxResults: 1 }));
      expect(first.referrers).toMatchObject([
        { digest: signature.digest, artifactType: 'example/signature', artifactStatus: 'ACTIVE' },
      ]);
      const { nextToken } = first;
      const second = await client.send(new ListImageReferrersCommand({ ...request, nextToken }));
      expect(second.referrers).toMatchObject([{ digest: sbom.digest }]);
      const filter = { artifactTypes: ['example/sbom'] };
      const filtered = await client.send(new ListImageReferrersCommand({ ...request, filter }));
      expect(filtered.referrers).toMatchObject([{ digest: sbom.digest }]);
    }));

  test('of an image that is not there is refused by the API, and nothing to the registry', () =>
    onRegistry(async (ask, { client }) => {
      const imageDigest = `sha256:${'a'.repeat(64)}`;
      const command = new ListImageReferrersCommand({ repositoryName, subjectId: { imageDigest } });
      await expect(client.send(command)).rejects.toMatchObject({ name: 'ImageNotFoundException' });
      expect((await listed(ask, imageDigest)).manifests).toEqual([]);
    }));

  test('needs the right to read images', () =>
    onRegistry(
      async (_ask, { client }) => {
        const subjectId = { imageDigest: `sha256:${'a'.repeat(64)}` };
        const command = new ListImageReferrersCommand({ repositoryName, subjectId });
        await expect(client.send(command)).rejects.toThrow(
          'is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:123456789012:repository/team/web',
        );
      },
      { ...ecrWorld, deny: [{ action: 'ecr:BatchGetImage', resource: '*' }] },
    ));

  test('is told by DescribeImages, and gone within a day of its image', () =>
    onRegistry(async (ask, { client, clock }) => {
      const { image, sbom } = await pushSigned(ask);
      const describe = new DescribeImagesCommand({
        repositoryName,
        imageIds: [{ imageDigest: sbom.digest }],
      });
      expect((await client.send(describe)).imageDetails).toMatchObject([
        { artifactMediaType: 'example/sbom', subjectManifestDigest: image.digest },
      ]);
      await ask('DELETE', `/v2/team/web/manifests/${image.digest}`);
      expect((await client.send(describe)).imageDetails).toHaveLength(1);
      clock.advance(day);
      await expect(client.send(describe)).rejects.toMatchObject({ name: 'ImageNotFoundException' });
    }));
});

describe('a deletion over the registry', () => {
  test('of a tag leaves the other one, and takes the image with the last', () =>
    onRegistry(async (ask) => {
      const { digest } = await putImage(ask, 'image', { reference: 'v1' });
      await putImage(ask, 'image', { reference: 'v2' });
      const statuses = async () =>
        Promise.all(
          ['v1', 'v2', digest].map(async (at) => (await ask('HEAD', `/v2/team/web/manifests/${at}`)).status),
        );
      expect((await ask('DELETE', '/v2/team/web/manifests/v1')).status).toBe(202);
      expect(await statuses()).toEqual([404, 200, 200]);
      expect((await ask('DELETE', '/v2/team/web/manifests/v2')).status).toBe(202);
      expect(await statuses()).toEqual([404, 404, 404]);
      expect((await ask('DELETE', '/v2/team/web/manifests/v2')).status).toBe(404);
    }));

  test('of an image that an index lists is refused, as by the API', () =>
    onRegistry(async (ask, { client }) => {
      const child = await putImage(ask, 'child');
      const index = await putIndex(ask, [child], 'v1');
      const reason = `Requested image referenced by manifest list: [${index.digest}]`;
      expect(await errorOf(await ask('DELETE', `/v2/team/web/manifests/${child.digest}`))).toEqual([
        400,
        'MANIFEST_INVALID',
        reason,
      ]);
      const imageIds = [{ imageDigest: child.digest }];
      const { failures } = await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
      expect(failures).toMatchObject([
        { failureCode: 'ImageReferencedByManifestList', failureReason: reason },
      ]);
    }));

  test('is refused by a registry whose world denies it', () =>
    onRegistry(
      async (ask) => {
        await putImage(ask, 'image', { reference: 'v1' });
        expect((await ask('DELETE', '/v2/team/web/manifests/v1')).status).toBe(403);
      },
      { ...ecrWorld, deny: [{ action: 'ecr:BatchDeleteImage', resource: '*' }] },
    ));
});

test('an index whose images are not there is refused by the registry, in the words of ECR', () =>
  onRegistry(async (ask) => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { response } = await putIndex(ask, [{ digest, size: 1 }], 'v1');
    expect(await errorOf(response)).toEqual([
      404,
      'MANIFEST_BLOB_UNKNOWN',
      `Images with digests '[${digest}]' required for pushing image into repository with name 'team/web' in the registry with id '123456789012' do not exist`,
    ]);
  }));
