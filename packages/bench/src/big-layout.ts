/** OCI layouts of any size, made on the spot: with layers that no compression helps, or with one that is a hole. */
import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hexOf, measure, sha256 } from '@slipway/oci/digest';
import { mediaTypes } from '@slipway/oci/media-types';

interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

interface Layer extends Blob {
  /** Digest of what it unpacks to. */
  readonly diffId: string;
}

/** @param bytes of each layer. */
export async function writeRandomLayout(folder: string, layers: number, bytes: number): Promise<void> {
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  const written: Layer[] = [];
  for (let index = 0; index < layers; index += 1) {
    const content = randomFillSync(Buffer.alloc(bytes));
    // Real gzip, which clients look for, without the effort to compress what can't be.
    const packed = gzipSync(content, { level: 0 });
    const blob = await writeBlob(folder, mediaTypes.ociLayer, packed);
    written.push({ ...blob, diffId: sha256(content) });
  }
  await writeImage(folder, written);
}

/** One layer of zeros, which takes no place on the disk. @returns the digest of the layer. */
export async function writeSparseLayout(folder: string, bytes: number): Promise<string> {
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  const path = join(folder, 'layer');
  const file = await open(path, 'w');
  await file.truncate(bytes);
  await file.close();
  const { digest } = await measure(createReadStream(path, { highWaterMark: 1024 * 1024 }));
  await rename(path, join(folder, 'blobs/sha256', hexOf(digest)));
  const mediaType = 'application/vnd.oci.image.layer.v1.tar';
  await writeImage(folder, [{ mediaType, digest, size: bytes, diffId: digest }]);
  return digest;
}

async function writeImage(folder: string, layers: readonly Layer[]): Promise<void> {
  const config = await writeJson(folder, mediaTypes.ociConfig, {
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  });
  const manifest = await writeJson(folder, mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config,
    layers: layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size })),
  });
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

const writeJson = (folder: string, mediaType: string, document: object): Promise<Blob> =>
  writeBlob(folder, mediaType, Buffer.from(JSON.stringify(document)));

async function writeBlob(folder: string, mediaType: string, content: Buffer): Promise<Blob> {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  await writeFile(join(folder, 'blobs/sha256', hexOf(digest)), content);
  return { mediaType, digest, size: content.byteLength };
}
