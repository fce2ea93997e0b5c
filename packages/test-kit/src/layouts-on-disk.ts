/**
 * Small OCI layouts for the scenes, written byte by byte: no compressor has a say in their digests, so a transcript is
 * the same on every machine.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf, sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';

export interface Part {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly about: object;
  /** What it names, itself not among them. */
  readonly needs: readonly Part[];
}

const part = (
  content: string | object,
  mediaType: string,
  needs: readonly Part[] = [],
  about: object = {},
): Part => {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return { digest: sha256(bytes), mediaType, bytes, needs, about };
};

const descriptor = ({ digest, mediaType, bytes, about }: Part): object => ({
  mediaType,
  digest,
  size: bytes.byteLength,
  ...about,
});

const manifest = (config: Part, layers: readonly Part[], also: object = {}): Part =>
  part(
    {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      ...also,
      config: descriptor(config),
      layers: layers.map(descriptor),
    },
    mediaTypes.ociManifest,
    [config, ...layers],
  );

/** One layer of a base that all images share, and one of its own. */
export function image(content: string, architecture = 'amd64', labels: object = {}): Part {
  const config = part({ os: 'linux', architecture, config: { Labels: labels } }, mediaTypes.ociConfig);
  const layers = [`the base of ${architecture} `.repeat(40), content];
  const made = manifest(
    config,
    layers.map((each) => part(each, mediaTypes.ociLayer)),
  );
  return { ...made, about: { platform: { os: 'linux', architecture } } };
}

/** An index of the images, with what buildx puts beside each by default: an attestation of its provenance. */
export function attestedIndex(...images: readonly Part[]): Part {
  const all = [...images, ...images.map(attestationOf)];
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: all.map(descriptor) };
  return part(document, mediaTypes.ociIndex, all);
}

function attestationOf(image: Part): Part {
  const statement = part(`the provenance of ${image.digest}`, 'application/vnd.in-toto+json');
  const config = part({ architecture: 'unknown', os: 'unknown' }, mediaTypes.ociConfig);
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.digest,
  };
  const platform = { architecture: 'unknown', os: 'unknown' };
  return { ...manifest(config, [statement]), about: { platform, annotations } };
}

/** A signature as OCI 1.1 has it: a manifest that names what it is about. */
export function signatureOf(subject: Part): Part {
  const empty = part('{}', 'application/vnd.oci.empty.v1+json');
  const bundle = part(`signed: ${subject.digest}`, signatureType);
  return manifest(empty, [bundle], { artifactType: signatureType, subject: descriptor(subject) });
}

export const signatureType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

const allOf = (root: Part): readonly Part[] => [...root.needs.flatMap(allOf), root];

/** @param names org.opencontainers.image.ref.name of each; none when left out. */
export async function writeLayoutOf(
  folder: string,
  roots: readonly Part[],
  names: readonly string[] = [],
): Promise<void> {
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  for (const { digest, bytes } of roots.flatMap(allOf)) await writeFile(blobPath(folder, digest), bytes);
  const manifests = roots.map((root, at) => ({
    ...descriptor(root),
    ...(names[at] === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': names[at] } }),
  }));
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

export const blobPath = (folder: string, digest: string): string =>
  join(folder, 'blobs/sha256', hexOf(digest));
