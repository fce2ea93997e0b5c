/**
 * Builds a one-image OCI layout from files, without docker: for demos and tests. Identical input gives identical
 * bytes, so a second build has the same digest. It lies beside src because it touches
 * the disk, which what is bundled into actions may not.
 */
import { realFiles } from '@slipway/action-kit/files';
import { hexOf, sha256 } from '../src/digest.ts';
import { layerOf, type LayerFile } from './layer-writer.ts';
import { mediaTypes } from '../src/media-types.ts';

export type { LayerFile } from './layer-writer.ts';

export interface ImageOptions {
  /** `NAME` → value. */
  readonly env?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly workingDir?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** `8080` or `8080/tcp`. */
  readonly exposedPorts?: readonly (number | string)[];
}

export interface LayoutOptions {
  /** Where to write it; what is there under the same names is replaced. */
  readonly folder: string;
  readonly files: readonly LayerFile[];
  readonly config: ImageOptions;
  /** `linux/amd64` when not given. */
  readonly platform?: string;
  /** Of the manifest. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** org.opencontainers.image.ref.name in index.json. */
  readonly name?: string;
  /** Seconds since the epoch for every timestamp, as SOURCE_DATE_EPOCH means it; 0 when not given. */
  readonly sourceDateEpoch?: number;
}

interface Blob {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** @returns the digest of the image's manifest. */
export async function writeLayout(options: LayoutOptions): Promise<string> {
  const seconds = options.sourceDateEpoch ?? 0;
  const layer = await layerOf(options.files, new Date(seconds * 1000));
  const layerBlob: Blob = { mediaType: mediaTypes.ociLayer, bytes: layer.gzipped };
  const config = jsonBlob(mediaTypes.ociConfig, configDocument(options, layer.diffId, seconds));
  const manifest = jsonBlob(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptorOf(config),
    layers: [descriptorOf(layerBlob)],
    ...(options.annotations === undefined ? {} : { annotations: sorted(options.annotations) }),
  });
  await writeAll(options, [layerBlob, config, manifest], indexDocument(options, manifest));
  return sha256(manifest.bytes);
}

async function writeAll({ folder }: LayoutOptions, blobs: readonly Blob[], index: object): Promise<void> {
  const disk = realFiles({ workspace: folder, temporary: folder });
  for (const { bytes } of blobs) await disk.write(`blobs/sha256/${hexOf(sha256(bytes))}`, bytes);
  await disk.write('index.json', JSON.stringify(index));
  await disk.write('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

function indexDocument({ name }: LayoutOptions, manifest: Blob): object {
  const annotations =
    name === undefined ? {} : { annotations: { 'org.opencontainers.image.ref.name': name } };
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [{ ...descriptorOf(manifest), ...annotations }],
  };
}

function configDocument({ config, platform }: LayoutOptions, diffId: string, seconds: number): object {
  const created = new Date(seconds * 1000).toISOString();
  const [os, architecture, variant] = (platform ?? 'linux/amd64').split('/');
  return {
    created,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    os,
    config: containerConfig(config),
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: [{ created, created_by: 'slipway' }],
  };
}

/** In the key order of the image specification; undefined members vanish in JSON. */
function containerConfig(config: ImageOptions): object {
  const ports = config.exposedPorts?.map((port) =>
    /\//.test(String(port)) ? String(port) : `${String(port)}/tcp`,
  );
  return {
    User: config.user,
    ExposedPorts: ports === undefined ? undefined : Object.fromEntries(ports.map((port) => [port, {}])),
    Env: Object.entries(sorted(config.env ?? {})).map(([name, value]) => `${name}=${value}`),
    Entrypoint: config.entrypoint,
    Cmd: config.cmd,
    WorkingDir: config.workingDir,
    Labels: config.labels === undefined ? undefined : sorted(config.labels),
  };
}

const sorted = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const jsonBlob = (mediaType: string, document: object): Blob => ({
  mediaType,
  bytes: Buffer.from(JSON.stringify(document)),
});

const descriptorOf = ({ mediaType, bytes }: Blob): object => ({
  mediaType,
  digest: sha256(bytes),
  size: bytes.byteLength,
});
