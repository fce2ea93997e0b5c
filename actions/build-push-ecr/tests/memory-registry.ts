/** A registry in memory, with a registry's own rules; it writes down what changed. */
import { Failure } from '@slipway/action-kit/failures';
import { sha256 } from '@slipway/oci/digest';
import { children, parseManifest } from '@slipway/oci/manifest';
import { tagAttempts } from '@slipway/oci/put-tag';
import type { Registry } from '@slipway/oci/registry';

export interface RegistryState {
  readonly host: string;
  readonly tags: Map<string, string>;
  readonly blobs: Map<string, Uint8Array>;
  readonly manifests: Map<string, { readonly bytes: Uint8Array; readonly mediaType: string }>;
  /** What changed something, in order: `blob sha256:…`, `manifest v1`. */
  readonly changes: string[];
}

export interface RegistryRules {
  readonly immutable?: boolean;
  /** What somebody else does to the tags while a blob is uploaded. */
  readonly meanwhile?: (tags: Map<string, string>) => void;
  /** Tags that the registry does not take, and why. */
  readonly refused?: Readonly<Record<string, Failure>>;
}

export const emptyRegistry = (host: string): RegistryState => ({
  host,
  tags: new Map(),
  blobs: new Map(),
  manifests: new Map(),
  changes: [],
});

const missing = (): Error => new Error('this registry has no such operation');

/** One repository, whatever its name. */
export function memoryRegistry(
  { host, tags, blobs, manifests, changes }: RegistryState,
  { immutable = false, meanwhile = () => undefined, refused = {} }: RegistryRules = {},
): Registry {
  const find = (reference: string) => {
    const digest = tags.get(reference) ?? reference;
    const found = manifests.get(digest);
    // A tag of somebody else's: its manifest is none of our business.
    if (found === undefined && !tags.has(reference)) return undefined;
    return { digest, mediaType: found?.mediaType ?? '', bytes: found?.bytes ?? new Uint8Array() };
  };
  const put: Registry['putManifest'] = async (_, reference, { bytes, mediaType }) => {
    if (refused[reference] !== undefined) throw refused[reference];
    const manifest = parseManifest(bytes, mediaType);
    const present = manifest.kind === 'index' ? manifests : blobs;
    const absent = children(manifest).filter((child) => !present.has(child.digest));
    if (absent.length > 0) throw new Error(`${reference} names what is not there`);
    if (immutable && tags.has(reference)) {
      throw new Failure('input', { code: 'tag-immutable', what: `${reference} is immutable` });
    }
    manifests.set(sha256(bytes), { bytes, mediaType });
    if (!reference.includes(':')) tags.set(reference, sha256(bytes));
    changes.push(`manifest ${reference}`);
    return { subject: undefined };
  };
  return {
    host,
    ping: async () => undefined,
    listTags: async () => [...tags.keys()],
    hasBlob: async (_, digest) => blobs.has(digest),
    readBlob: async (_, { digest }) => blobs.get(digest) ?? Promise.reject(missing()),
    openBlob: async function* (_, digest, { from, until }) {
      yield (blobs.get(digest) ?? new Uint8Array()).subarray(from, until);
    },
    findManifest: async (_, reference) => find(reference),
    readManifest: async (_, reference) => find(reference),
    listReferrers: async () => ({ keptBy: 'registry', referrers: [], isWhole: true }),
    confirm: async (_, reference, digest) => {
      if (find(reference)?.digest !== digest) throw new Error(`${reference} is not ${digest}`);
    },
    uploadBlob: async (_, { digest, size }, open) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of open({ from: 0, until: size })) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      if (sha256(content) !== digest) throw new Error(`wrong content for ${digest}`);
      blobs.set(digest, content);
      meanwhile(tags);
      changes.push(`blob ${digest}`);
      return 'uploaded';
    },
    putManifest: put,
    putTag: (repository, tag, manifest, rule) =>
      tagAttempts({
        digest: sha256(manifest.bytes),
        look: async () => find(tag),
        put: () => put(repository, tag, manifest),
        rule: rule === undefined ? undefined : (holds) => rule(tag, holds),
      })(),
  };
}
