/** Small layouts for tests: one image written by the layout writer, and an index of two made from its parts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hexOf, sha256 } from '../src/digest.ts';
import { writeLayout, type LayoutOptions } from '../writer/layout-writer.ts';
import { mediaTypes } from '../src/media-types.ts';
import { loadFolder, memoryFiles, type MemoryFiles } from './memory-files.ts';

export const webFiles: LayoutOptions['files'] = [
  { path: 'app/server.js', content: 'console.log("hello");\n' },
  { path: '/app/lib/run.sh', content: '#!/bin/sh\n', mode: 0o755 },
];

export async function writtenLayout(
  options: Partial<LayoutOptions> = {},
): Promise<{ readonly digest: string; readonly files: MemoryFiles }> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-layout-'));
  try {
    const digest = await writeLayout({
      files: webFiles,
      config: { env: { PORT: '8080' }, entrypoint: ['node'], cmd: ['/app/server.js'], workingDir: '/app' },
      ...options,
      folder,
    });
    return { digest, files: await loadFolder(folder, 'image') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os: string; readonly architecture: string };
}

const descriptor = ({ bytes, ...rest }: Entry): object => ({
  ...rest,
  digest: sha256(bytes),
  size: bytes.byteLength,
});

const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** A folder `image` whose index.json lists exactly these, each also kept as a blob. */
export function layoutOf(entries: readonly Entry[], blobs: readonly Uint8Array[] = []): MemoryFiles {
  const contents = new Map<string, Uint8Array>();
  contents.set('image/oci-layout', json({ imageLayoutVersion: '1.0.0' }));
  contents.set('image/index.json', json({ schemaVersion: 2, manifests: entries.map(descriptor) }));
  for (const bytes of [...entries.map((entry) => entry.bytes), ...blobs]) {
    contents.set(`image/blobs/sha256/${hexOf(sha256(bytes))}`, bytes);
  }
  return memoryFiles(contents);
}

/** A manifest with one layer of its own, and the blobs it names. */
export function imageOf(content: string, config: object = {}): { manifest: Entry; blobs: Uint8Array[] } {
  const layer = Buffer.from(content);
  const configuration = json(config);
  const bytes = json({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptor({ bytes: configuration, mediaType: mediaTypes.ociConfig }),
    layers: [descriptor({ bytes: layer, mediaType: mediaTypes.ociLayer })],
  });
  return { manifest: { bytes, mediaType: mediaTypes.ociManifest }, blobs: [configuration, layer] };
}

export function indexOf(entries: readonly Entry[]): Entry {
  const bytes = json({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: entries.map(descriptor),
  });
  return { bytes, mediaType: mediaTypes.ociIndex };
}
