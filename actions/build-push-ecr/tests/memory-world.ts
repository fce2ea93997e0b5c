/** An ECR, its registry and a layout in memory, with the registry's own rules; it writes down what was asked of it. */
import { Failure, setupFailure } from '@slipway/action-kit/failures';
import { sha256 } from '@slipway/oci/digest';
import type { Image } from '@slipway/oci/image';
import { children, parseManifest, type Descriptor, type StoredManifest } from '@slipway/oci/manifest';
import { mediaTypes } from '@slipway/oci/media-types';
import type { PushRegistry } from '@slipway/oci/push-target';
import { tagAttempts } from '@slipway/oci/put-tag';
import type { Request, World } from '../src/push-image.ts';

export const request: Request = {
  repository: 'team/web',
  ociLayout: 'image',
  tags: ['v1'],
  ifTagExists: 'reuse',
  dryRun: false,
};

const host = '127.0.0.1:5000';

export interface MemoryWorld extends World {
  readonly tags: Map<string, string>;
  readonly blobs: Set<string>;
  readonly manifests: Map<string, string>;
  /** What changed something, in order: `blob sha256:…`, `manifest v1`. */
  readonly changes: string[];
  readonly lines: string[];
  /** Masks and logins, in order. */
  readonly secrets: string[];
}

export interface MemoryOptions {
  readonly layout?: Image;
  readonly immutable?: boolean;
  /** What somebody else does to the tags while a blob is uploaded. */
  readonly meanwhile?: (tags: Map<string, string>) => void;
  /** Tags that the registry does not take, and why. */
  readonly refused?: Readonly<Record<string, Failure>>;
}

export function memoryWorld(options: MemoryOptions = {}): MemoryWorld {
  const { layout = layoutOf('hello'), immutable = false } = options;
  const state = {
    tags: new Map<string, string>(),
    blobs: new Set<string>(),
    manifests: new Map<string, string>(),
    changes: [] as string[],
    lines: [] as string[],
    secrets: [] as string[],
  };
  return {
    ...state,
    ecr: {
      login: async () => ({
        endpointUrl: `http://${host}`,
        registryHost: host,
        username: 'AWS',
        password: 'pw',
      }),
      describeRepository: async (name) => {
        if (name !== 'team/web') throw setupFailure({ code: 'repository-not-found', what: `no ${name}` });
        return { registryHost: host, immutable };
      },
      describeImage: async (_, { tag }) => {
        const digest = state.tags.get(tag);
        return digest === undefined ? undefined : { digest };
      },
    },
    layouts: { open: async () => layout },
    registries: {
      at: (endpoint, { username, password }) => {
        state.secrets.push(`login at ${endpoint} as ${username}:${password}`);
        return memoryRegistry(state, options);
      },
    },
    log: {
      info: (line) => void state.lines.push(line),
      mask: (secret) => void state.secrets.push(`mask ${secret}`),
    },
    job: { sha: 'abc', ref: 'refs/heads/main', refName: 'main', refType: 'branch', headRef: undefined },
  };
}

function memoryRegistry(
  { tags, blobs, manifests, changes }: Omit<MemoryWorld, keyof World>,
  { immutable = false, meanwhile = () => undefined, refused = {} }: MemoryOptions,
): PushRegistry {
  const registry: Omit<PushRegistry, 'putTag'> = {
    host,
    readManifest: async () => undefined,
    hasBlob: async (_, digest) => blobs.has(digest),
    findManifest: async (_, reference) => {
      const digest = tags.get(reference) ?? reference;
      const mediaType = manifests.get(digest);
      if (mediaType === undefined && !tags.has(reference)) return undefined;
      return { digest, mediaType: mediaType ?? mediaTypes.ociManifest };
    },
    uploadBlob: async (_, { digest, size }, open) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of open({ from: 0, until: size })) chunks.push(chunk);
      if (sha256(Buffer.concat(chunks)) !== digest) throw new Error(`wrong content for ${digest}`);
      blobs.add(digest);
      meanwhile(tags);
      changes.push(`blob ${digest}`);
      return 'uploaded';
    },
    putManifest: async (_, reference, { bytes, mediaType }) => {
      if (refused[reference] !== undefined) throw refused[reference];
      const digest = sha256(bytes);
      const manifest = parseManifest(bytes, mediaType);
      const present = manifest.kind === 'index' ? manifests : blobs;
      const missing = children(manifest).filter((child) => !present.has(child.digest));
      if (missing.length > 0) throw new Error(`${reference} names what is not there`);
      if (immutable && tags.has(reference)) {
        throw new Failure('input', { code: 'tag-immutable', what: `${reference} is immutable` });
      }
      manifests.set(digest, mediaType);
      if (!reference.includes(':')) tags.set(reference, digest);
      changes.push(`manifest ${reference}`);
    },
  };
  return {
    ...registry,
    putTag: (repository, tag, manifest, rule) =>
      tagAttempts({
        digest: sha256(manifest.bytes),
        look: () => registry.findManifest(repository, tag),
        put: () => registry.putManifest(repository, tag, manifest),
        rule: rule === undefined ? undefined : (holds) => rule(tag, holds),
      })(),
  };
}

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

/** One image with one layer of this content. */
export function layoutOf(content: string): Image {
  return joined([content], (images) => images[0] ?? stored({}, ''));
}

/** An index of one image a content. */
export function indexLayoutOf(...contents: readonly string[]): Image {
  return joined(contents, (images) =>
    stored({ manifests: images.map(({ descriptor }) => descriptor) }, mediaTypes.ociIndex),
  );
}

function joined(
  contents: readonly string[],
  rootOf: (images: readonly StoredManifest[]) => StoredManifest,
): Image {
  const bytes = new Map<string, Uint8Array>();
  const blob = (content: string, mediaType: string): Descriptor => {
    const descriptor = described(Buffer.from(content), mediaType);
    bytes.set(descriptor.digest, Buffer.from(content));
    return descriptor;
  };
  const config = blob('{}', mediaTypes.ociConfig);
  const layers = contents.map((content) => blob(content, mediaTypes.ociLayer));
  const images = layers.map((layer) => stored({ config, layers: [layer] }, mediaTypes.ociManifest));
  const root = rootOf(images);
  return {
    source: 'The OCI layout image',
    root,
    manifests: [...new Set([...images, root])],
    blobs: [config, ...layers],
    platforms: { 'linux/amd64': images[0]?.digest ?? '' },
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
