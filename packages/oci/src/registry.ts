/**
 * The client of the OCI distribution protocol: what is there, and putting there what is missing. Every operation
 * retries what is transient, and throws a Failure that names registry, repository and what was tried.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import { sha256, shortDigest } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import { headBlob, mountBlob, readBlob, uploadBlob } from './registry-blobs.ts';
import { tagAttempts, type TagEnd, type TagRule } from './put-tag.ts';
import { registryFailure, transientAnswer } from './registry-failures.ts';
import {
  getManifest,
  headManifest,
  listTags,
  putManifest,
  type FoundManifest,
  type ManifestBytes,
} from './registry-manifests.ts';
import { createTransport, type Send, type TransportOptions } from './registry-transport.ts';
import { withRetries, type RetryPorts } from './retry.ts';

export interface Registry {
  /** Whether there is a registry that takes the login. */
  ping(): Promise<void>;
  /** @param reference a tag or a digest. */
  findManifest(repository: string, reference: string): Promise<FoundManifest | undefined>;
  /** The bytes; a digest that differs from them is a failure. */
  readManifest(
    repository: string,
    reference: string,
  ): Promise<(FoundManifest & { readonly bytes: Uint8Array }) | undefined>;
  hasBlob(repository: string, digest: string): Promise<boolean>;
  /** The bytes of a small blob, such as an image's configuration; a digest that differs from them is a failure. */
  readBlob(repository: string, blob: Descriptor): Promise<Uint8Array>;
  /** Streams `open()`, which is called anew when the upload has to be repeated. */
  uploadBlob(repository: string, blob: Descriptor, open: () => AsyncIterable<Uint8Array>): Promise<void>;
  /** Takes over a blob from another repository of the registry; false when the registry would not. */
  mountBlob(repository: string, digest: string, from: string): Promise<boolean>;
  /** @param reference the digest; or a tag, which is moved whatever it holds. */
  putManifest(repository: string, reference: string, manifest: ManifestBytes): Promise<void>;
  /** Puts a manifest under a tag. @param rule asked directly before each attempt; left out, whatever the tag holds. */
  putTag(repository: string, tag: string, manifest: ManifestBytes, rule?: TagRule): Promise<TagEnd>;
  listTags(repository: string): Promise<readonly string[]>;
}

export type RegistryOptions = TransportOptions & RetryPorts;

export function createRegistry(options: RegistryOptions): Registry {
  const send = createTransport(options);
  const host = new URL(options.endpoint).host;

  /** Runs one whole operation, again while what went wrong is transient. */
  async function tried<T>(repository: string, doing: string, work: () => Promise<T>): Promise<T> {
    const rules = { during: `waiting for the registry ${host}`, transient: transientAnswer };
    try {
      return await withRetries(work, rules, options);
    } catch (error) {
      if (options.signal?.aborted === true) throw cancelledFailure(rules.during);
      throw registryFailure(error, { registry: host, repository, doing });
    }
  }

  return {
    ping: () => tried('', 'the login', () => ping(send)),
    findManifest: (repository, reference) =>
      tried(repository, `the look for ${reference}`, () => headManifest(send, repository, reference)),
    readManifest: (repository, reference) =>
      tried(repository, `the read of ${reference}`, () => getManifest(send, repository, reference)),
    hasBlob: (repository, digest) =>
      tried(repository, `the look for the blob ${shortDigest(digest)}`, () =>
        headBlob(send, repository, digest),
      ),
    readBlob: (repository, blob) =>
      tried(repository, `the read of the blob ${shortDigest(blob.digest)}`, () =>
        readBlob(send, repository, blob),
      ),
    uploadBlob: (repository, blob, open) =>
      tried(repository, `the upload of the blob ${shortDigest(blob.digest)}`, () =>
        uploadBlob(send, repository, blob, open),
      ),
    mountBlob: (repository, digest, from) =>
      tried(repository, `the mount of the blob ${shortDigest(digest)}`, () =>
        mountBlob(send, repository, digest, from),
      ),
    putManifest: (repository, reference, manifest) =>
      tried(repository, `the push of ${reference}`, () => putManifest(send, repository, reference, manifest)),
    putTag: (repository, tag, manifest, rule) =>
      tried(
        repository,
        `the push of ${tag}`,
        tagAttempts({
          digest: sha256(manifest.bytes),
          look: () => headManifest(send, repository, tag),
          put: () => putManifest(send, repository, tag, manifest),
          rule: rule === undefined ? undefined : (holds) => rule(tag, holds),
        }),
      ),
    listTags: (repository) => tried(repository, 'the list of tags', () => listTags(send, repository)),
  };
}

async function ping(send: Send): Promise<void> {
  const response = await send({ method: 'GET', url: '/v2/', expect: [200] });
  await response.body?.cancel();
}
