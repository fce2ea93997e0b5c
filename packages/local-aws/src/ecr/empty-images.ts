/**
 * The images that the world has from the start: for each tag a configuration and no layers. There is nothing in them
 * to run, which scripted behaviour needs none of; all else takes them for images that somebody pushed.
 */
import { Readable } from 'node:stream';
import { sha256 } from '@slipway/oci/digest';
import type { World } from '../world.ts';
import type { BlobStore } from './blob-store.ts';
import { putImage } from './put-image.ts';
import type { Repositories, Repository } from './repositories.ts';

export async function putEmptyImages(
  world: Pick<World, 'repositories'>,
  repositories: Repositories,
  blobs: BlobStore,
  now: number,
): Promise<void> {
  for (const { name, tags = [] } of world.repositories) {
    for (const tag of tags) await putEmptyImage(repositories.get(name), tag, blobs, now);
  }
}

async function putEmptyImage(
  repository: Repository,
  tag: string,
  blobs: BlobStore,
  now: number,
): Promise<void> {
  const config = bytesOf({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    // So that each tag has a digest of its own.
    config: { Labels: { 'dev.slipway.world': `${repository.name}:${tag}` } },
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const upload = blobs.begin();
  await blobs.append(upload, Readable.from([config]));
  blobs.keep(upload);
  repository.blobs.set(sha256(config), { size: config.byteLength, since: now });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const bytes = bytesOf({
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256(config),
      size: config.byteLength,
    },
    layers: [],
  });
  putImage(repository, { bytes, mediaType, tag, digest: undefined }, now);
}

const bytesOf = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));
