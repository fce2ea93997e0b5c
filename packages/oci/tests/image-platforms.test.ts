import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../src/digest.ts';
import { imagePlatforms } from '../src/image-platforms.ts';
import { mediaTypes } from '../src/media-types.ts';
import type { Registry } from '../src/registry.ts';

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** A registry that holds one manifest, and the blobs that it names. */
const holding = (
  manifest: unknown,
  ...blobs: readonly Uint8Array[]
): Pick<Registry, 'readManifest' | 'readBlob'> => ({
  readManifest: async () =>
    manifest === undefined
      ? undefined
      : { bytes: bytesOf(manifest), digest: sha256(bytesOf(manifest)), mediaType: '' },
  readBlob: async (_, { digest }) => {
    const found = blobs.find((blob) => sha256(blob) === digest);
    if (found === undefined) throw new Error(`no blob ${digest}`);
    return found;
  },
});

const imageWith = (config: Uint8Array) => ({
  mediaType: mediaTypes.ociManifest,
  config: { mediaType: mediaTypes.ociConfig, digest: sha256(config), size: config.length },
  layers: [],
});

const entry = (platform: object | undefined, annotations: object = {}) => ({
  mediaType: mediaTypes.ociManifest,
  digest: `sha256:${'a'.repeat(64)}`,
  size: 1,
  platform,
  annotations,
});

const platforms = (registry: Pick<Registry, 'readManifest' | 'readBlob'>): Promise<readonly string[]> =>
  imagePlatforms(registry, 'web', 'sha256:1');

describe('the platforms of an image', () => {
  test('are those of the images of an index, without what can’t run, whatever annotates them', async () => {
    const attestation = { 'vnd.docker.reference.type': 'attestation-manifest' };
    const manifests = [
      entry({ os: 'linux', architecture: 'amd64' }),
      entry({ os: 'linux', architecture: 'arm64', variant: 'v8' }),
      entry({ os: 'unknown', architecture: 'unknown' }, attestation),
      entry({ os: 'linux', architecture: 's390x' }, attestation),
      entry(undefined),
    ];
    expect(await platforms(holding({ mediaType: mediaTypes.ociIndex, manifests }))).toEqual([
      'linux/amd64',
      'linux/arm64/v8',
      'linux/s390x',
    ]);
  });

  test('are that of the configuration of a single image', async () => {
    const config = bytesOf({ os: 'linux', architecture: 'arm64' });
    expect(await platforms(holding(imageWith(config), config))).toEqual(['linux/arm64']);
  });

  test.each<[string, unknown, Uint8Array[]]>([
    ['an image whose configuration says none', imageWith(bytesOf({})), [bytesOf({})]],
    ['an image that is not there', undefined, []],
  ])('are none for %s', async (_, manifest, blobs) => {
    expect(await platforms(holding(manifest, ...blobs))).toEqual([]);
  });

  test('of what is no manifest are a failure with its reason', async () => {
    await expect(platforms(holding({ mediaType: 'text/plain' }))).rejects.toMatchObject({
      code: 'manifest-unreadable',
      message:
        "The manifest of web@sha256:1 can't be read: its media type `text/plain` is not one of an image. Push the image again.",
    });
  });
});
