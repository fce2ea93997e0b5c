import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import { openLayout } from '../src/layout.ts';
import { mediaTypes } from '../src/media-types.ts';
import { imageOf, indexOf, layoutOf, writtenLayout } from './layout-fixture.ts';
import { memoryFiles } from './memory-files.ts';

const named = (name: string): { annotations: Record<string, string> } => ({
  annotations: { 'org.opencontainers.image.ref.name': name },
});

describe('an image in a layout', () => {
  test('is read with its blobs, its platform and its size', async () => {
    const { digest, files } = await writtenLayout();
    const layout = await openLayout('image', files);
    const blobs = [...files.contents].filter(([path]) => path.includes('/blobs/'));
    expect(layout.root.digest).toBe(digest);
    expect(layout.platforms).toEqual({ 'linux/amd64': digest });
    expect(layout.blobs).toHaveLength(2);
    expect(layout.size).toBe(blobs.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0));
  });

  test('is chosen by name among several', async () => {
    const [one, two] = [imageOf('one'), imageOf('two')];
    const files = layoutOf(
      [
        { ...one.manifest, ...named('v1') },
        { ...two.manifest, ...named('team/web:v2') },
      ],
      [...one.blobs, ...two.blobs],
    );
    const layout = await openLayout('image:team/web:v2', files);
    expect(layout.root.digest).toBe(sha256(two.manifest.bytes));
  });

  test('needs no name when every name means the same image', async () => {
    const { manifest, blobs } = imageOf('one');
    const files = layoutOf(
      [
        { ...manifest, ...named('v1') },
        { ...manifest, ...named('latest') },
      ],
      blobs,
    );
    expect((await openLayout('image', files)).root.digest).toBe(sha256(manifest.bytes));
  });

  test('for two platforms has its children before the index, and no platform for an attestation', async () => {
    const [amd, arm, proof] = [imageOf('amd'), imageOf('arm'), imageOf('proof')];
    const index = indexOf([
      { ...amd.manifest, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm.manifest, platform: { os: 'linux', architecture: 'arm64' } },
      {
        ...proof.manifest,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      },
    ]);
    const blobs = [amd, arm, proof].flatMap((image) => [image.manifest.bytes, ...image.blobs]);
    const layout = await openLayout('image', layoutOf([index], blobs));
    const digests = [amd, arm, proof].map(({ manifest }) => sha256(manifest.bytes));
    expect(layout.manifests.map(({ digest }) => digest)).toEqual([...digests, sha256(index.bytes)]);
    expect(layout.platforms).toEqual({ 'linux/amd64': digests[0], 'linux/arm64': digests[1] });
    // All three configurations are the same blob.
    expect(layout.blobs).toHaveLength(4);
  });
});

describe('a layout that can not be used is refused in one sentence', () => {
  const { manifest, blobs } = imageOf('one');
  const good = layoutOf([manifest], blobs);
  const without = (path: string) =>
    memoryFiles(new Map([...good.contents].filter(([name]) => name !== path)));
  const having = (path: string, content: string) =>
    memoryFiles(new Map([...good.contents, [path, Buffer.from(content)]]));
  const other = imageOf('two');
  const layer = sha256('one');
  const layerPath = `image/blobs/sha256/${layer.slice(7)}`;
  const both = [...blobs, ...other.blobs];
  const rebuild = 'Build it again; nothing was pushed.';

  test.each([
    [
      'no folder',
      'nowhere',
      good,
      'The OCI layout nowhere was not found: there is no such folder and no such archive; a path is relative to the workspace, or absolute. Make it before this step, for example with `docker buildx build --output type=oci,dest=image.tar`.',
    ],
    [
      'no oci-layout',
      'image',
      without('image/oci-layout'),
      `The OCI layout image can't be read: the file oci-layout is missing. ${rebuild}`,
    ],
    [
      'another version',
      'image',
      having('image/oci-layout', '{"imageLayoutVersion":"2.0.0"}'),
      `The OCI layout image can't be read: the file oci-layout does not say version 1.0.0. ${rebuild}`,
    ],
    [
      'no index',
      'image',
      without('image/index.json'),
      `The OCI layout image can't be read: the file index.json is missing. ${rebuild}`,
    ],
    [
      'an index that is not JSON',
      'image',
      having('image/index.json', 'no'),
      `The OCI layout image can't be read: the file index.json can't be understood, it is not JSON. ${rebuild}`,
    ],
    [
      'a digest that would leave the folder',
      'image',
      having('image/index.json', '{"manifests":[{"mediaType":"x","digest":"sha256:../../etc","size":1}]}'),
      `The OCI layout image can't be read: the file index.json can't be understood, \`manifests[0].digest\` is not a sha256 digest. ${rebuild}`,
    ],
    [
      'an empty index',
      'image',
      layoutOf([]),
      `The OCI layout image holds no image: its index.json lists none. ${rebuild}`,
    ],
    [
      'several images and no name',
      'image',
      layoutOf(
        [
          { ...manifest, ...named('v1') },
          { ...other.manifest, ...named('v2') },
        ],
        both,
      ),
      'The OCI layout image holds 2 images and none is chosen: its index.json names `v1`, `v2`. Choose one, for example `oci-layout: image:v1`.',
    ],
    [
      'several images without names',
      'image',
      layoutOf([manifest, other.manifest], both),
      'The OCI layout image holds 2 images and none is chosen: its index.json gives them no names. Give each the annotation org.opencontainers.image.ref.name, then write `oci-layout: ‹path›:‹name›`.',
    ],
    [
      'a name that is not there',
      'image:v3',
      layoutOf([{ ...manifest, ...named('v1') }], blobs),
      'The OCI layout image has no image named `v3`: its index.json names `v1`. Correct what stands after the colon of `oci-layout`.',
    ],
    [
      'a missing blob',
      'image',
      without(layerPath),
      `The OCI layout image is incomplete: the blob ${layer} is missing. ${rebuild}`,
    ],
    [
      'a blob of another size',
      'image',
      having(layerPath, 'longer'),
      `The OCI layout image is corrupt: the blob ${layer} has 6 bytes instead of 3. ${rebuild}`,
    ],
    [
      'a manifest that is none',
      'image',
      layoutOf([{ bytes: Buffer.from('{"config":1}'), mediaType: mediaTypes.ociManifest }]),
      `The OCI layout image has an unreadable manifest ${sha256('{"config":1}')}: \`config\` is not an object. ${rebuild}`,
    ],
  ])('%s', async (_, source, files, sentence) => {
    await expect(openLayout(source, files)).rejects.toMatchObject({ kind: 'input', message: sentence });
  });

  test('a blob with other content, when it is verified', async () => {
    const image = await openLayout('image', having(layerPath, 'eno'));
    await expect(image.verify()).rejects.toMatchObject({
      kind: 'input',
      message: `The OCI layout image is corrupt, or was changed while it was read: the blob ${layer} is not what its name promises, its content has the digest ${sha256('eno')}. Build it again; no tag was put.`,
    });
  });
});
