/** Small images for tests: as a layout would give them, and as a registry holds them. */
import { setupFailure } from '@slipway/action-kit/failures';
import { sha256 } from '@slipway/oci/digest';
import type { Image } from '@slipway/oci/image';
import { parseManifest, type Descriptor, type StoredManifest } from '@slipway/oci/manifest';
import { mediaTypes } from '@slipway/oci/media-types';
import type { RegistryState } from './memory-registry.ts';

type Labels = Readonly<Record<string, string>>;

const described = (bytes: Uint8Array, mediaType: string): Descriptor => ({
  mediaType,
  digest: sha256(bytes),
  size: bytes.byteLength,
  annotations: {},
  platform: undefined,
});

function stored(document: object, mediaType: string): StoredManifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...document }));
  const descriptor = described(bytes, mediaType);
  return { digest: descriptor.digest, mediaType, bytes, manifest: parseManifest(bytes), descriptor };
}

/** One image with one layer a content. */
export function imageOf(contents: readonly string[], labels: Labels = {}): Image {
  return joined([contents], labels, (images) => images[0] ?? stored({}, ''));
}

/** An index of one image a content. */
export function indexOf(...contents: readonly string[]): Image {
  return joined(
    contents.map((content) => [content]),
    {},
    (images) => stored({ manifests: images.map(({ descriptor }) => descriptor) }, mediaTypes.ociIndex),
  );
}

function joined(
  images: readonly (readonly string[])[],
  labels: Labels,
  rootOf: (images: readonly StoredManifest[]) => StoredManifest,
): Image {
  const bytes = new Map<string, Uint8Array>();
  const blob = (content: string, mediaType: string): Descriptor => {
    const descriptor = described(Buffer.from(content), mediaType);
    bytes.set(descriptor.digest, Buffer.from(content));
    return descriptor;
  };
  const about = { os: 'linux', architecture: 'amd64', config: { Labels: labels } };
  const config = blob(JSON.stringify(about), mediaTypes.ociConfig);
  const layers = images.map((contents) => contents.map((content) => blob(content, mediaTypes.ociLayer)));
  const manifests = layers.map((each) => stored({ config, layers: each }, mediaTypes.ociManifest));
  const root = rootOf(manifests);
  return {
    source: 'The OCI layout image',
    root,
    manifests: [...new Set([...manifests, root])],
    blobs: [config, ...layers.flat()],
    platforms: { 'linux/amd64': manifests[0]?.digest ?? '' },
    size: 1500,
    open: async function* (digest) {
      yield bytes.get(digest) ?? new Uint8Array();
    },
    home: undefined,
    unlike: (digest, why) => setupFailure({ code: 'unlike', what: digest, why }),
    verify: async () => undefined,
    referrers: async () => ({ found: [], unreadable: [] }),
  };
}

/** As if it had been pushed: by digest, and under these tags. */
export async function hold(state: RegistryState, image: Image, ...tags: readonly string[]): Promise<void> {
  for (const { digest, size } of image.blobs) {
    for await (const content of image.open(digest, { from: 0, until: size }))
      state.blobs.set(digest, content);
  }
  for (const { digest, bytes, mediaType } of image.manifests)
    state.manifests.set(digest, { bytes, mediaType });
  for (const tag of tags) state.tags.set(tag, image.root.digest);
}
