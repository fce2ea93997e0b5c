/** Images for the tests of ECR: written as layouts and pushed with the client that the action uses. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { realFileStreams, realFiles } from '@slipway/action-kit/files';
import { sha256 } from '@slipway/oci/digest';
import { openLayout } from '@slipway/oci/layout';
import { writeLayout, type LayoutOptions } from '@slipway/oci/layout-writer';
import { mediaTypes } from '@slipway/oci/media-types';
import { executePush, planPush, type PushResult } from '@slipway/oci/push';
import { createRegistry, type Registry } from '@slipway/oci/registry';
import { pack, type Header } from 'tar-stream';
import type { EcrStage } from './ecr-stage.ts';

export const registryOf = ({ endpoint, password }: Pick<EcrStage, 'endpoint' | 'password'>): Registry =>
  createRegistry({
    endpoint,
    credentials: { username: 'AWS', password },
    mask: () => undefined,
    clock: { now: () => 0, sleep: async () => undefined },
    random: { next: () => 0.5 },
  });

/** Pushes an image of one small file. */
export async function pushImage(
  stage: EcrStage,
  options: { readonly repository: string; readonly tags: readonly string[] } & Partial<LayoutOptions>,
): Promise<{ readonly digest: string; readonly result: PushResult }> {
  const { repository, tags, ...layoutOptions } = options;
  const folder = await mkdtemp(join(tmpdir(), 'slipway-image-'));
  try {
    const files = [{ path: 'app/server.js', content: 'hello\n' }];
    const digest = await writeLayout({ files, config: {}, ...layoutOptions, folder });
    const disk = { ...realFiles({ workspace: folder, temporary: folder }), ...realFileStreams(folder) };
    const layout = await openLayout(folder, disk);
    const target = { registry: registryOf(stage), repository };
    const result = await executePush(await planPush(layout, tags, target), layout, target);
    if (result.stopped !== undefined) throw result.stopped.failure;
    return { digest, result };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export type TarEntry = Partial<Header> & Pick<Header, 'name'> & { readonly content?: string };

/** Pushes an image whose layers hold exactly these entries, in this order. @returns its digest. */
export async function pushLayers(
  stage: EcrStage,
  repository: string,
  layers: readonly (readonly TarEntry[])[],
): Promise<string> {
  const registry = registryOf(stage);
  const upload = async (bytes: Uint8Array, mediaType: string): Promise<object> => {
    const descriptor = { mediaType, digest: sha256(bytes), size: bytes.byteLength };
    const blob = { ...descriptor, annotations: {}, platform: undefined };
    await registry.uploadBlob(repository, blob, async function* () {
      yield bytes;
    });
    return descriptor;
  };
  const config = await upload(Buffer.from('{}'), mediaTypes.ociConfig);
  const descriptors: object[] = [];
  for (const entries of layers) {
    descriptors.push(await upload(gzipSync(await tarOf(entries)), mediaTypes.ociLayer));
  }
  const mediaType = mediaTypes.ociManifest;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: descriptors }));
  await registry.putManifest(repository, sha256(bytes), { bytes, mediaType });
  return sha256(bytes);
}

export async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content = '', ...header } of entries) archive.entry(header, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
