/**
 * The client of the OCI distribution protocol: what is there, and putting there what is missing. Every operation
 * retries what is transient, and throws a Failure that names registry, repository and what was tried.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { ByteRange } from '@slipway/action-kit/ports';
import { blobChanged, checkedContent, type ReadContent, type Unlike } from './blob-content.ts';
import { downloadBlob } from './blob-download.ts';
import { uploadBlob, usualPartBytes } from './blob-upload.ts';
import { sha256, shortDigest } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import { headBlob, readBlob } from './registry-blobs.ts';
import { tagAttempts, type TagEnd, type TagRule } from './put-tag.ts';
import { registryFailure, transientAnswer, type EcrRight } from './registry-failures.ts';
import {
  confirmManifest,
  getManifest,
  headManifest,
  listTags,
  NotSeenYet,
  putManifest,
  type FoundManifest,
  type ManifestBytes,
  type PutAnswer,
} from './registry-manifests.ts';
import { getReferrers, getTaggedReferrers, type ReferrerList } from './registry-referrers.ts';
import { createTransport, type Send, type TransportOptions } from './registry-transport.ts';
import { withRetries, type Again, type RetryPorts } from './retry.ts';

export interface Registry {
  /** `host` or `host:port`. */
  readonly host: string;
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
  /** The content of a blob of any size, not compared with its digest. */
  openBlob(repository: string, digest: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /**
   * Streams the content, comparing it with the digest on the way; `open` is called for each part, and again for
   * what has to be repeated.
   */
  uploadBlob(
    repository: string,
    blob: Descriptor,
    open: ReadContent,
    options?: UploadOptions,
  ): Promise<'mounted' | 'uploaded'>;
  /** @param reference the digest; or a tag, which is moved whatever it holds. */
  putManifest(repository: string, reference: string, manifest: ManifestBytes): Promise<PutAnswer>;
  /** Puts a manifest under a tag. @param rule asked directly before each attempt; left out, whatever the tag holds. */
  putTag(repository: string, tag: string, manifest: ManifestBytes, rule?: TagRule): Promise<TagEnd>;
  /** Looks whether the reference is the manifest of this digest. @throws Failure when it is not. */
  confirm(repository: string, reference: string, digest: string): Promise<void>;
  /** What refers to a manifest. */
  listReferrers(repository: string, digest: string): Promise<ReferrerList>;
  listTags(repository: string): Promise<readonly string[]>;
}

export interface UploadOptions {
  /** A repository of the registry that has the blob: the registry may take it over from there. */
  readonly mountFrom?: string | undefined;
  readonly unlike?: Unlike;
}

export type RegistryOptions = TransportOptions &
  RetryPorts & {
    /** Blobs that are larger go in parts of so many bytes. */
    readonly partBytes?: number;
  };

/** About a minute: a registry is quick to take a tag, and may be slow to show it. */
const seenInTime = { after: 0, attempts: 11 };

export function createRegistry(options: RegistryOptions): Registry {
  const send = createTransport(options);
  const host = new URL(options.endpoint).host;
  const { partBytes = usualPartBytes } = options;

  // Who says once that it keeps no lists of referrers is not asked again.
  let keepsReferrers = true;
  const during = `waiting for the registry ${host}`;

  /** Again while what went wrong is transient. */
  const again: Again = (work, also = () => undefined) =>
    withRetries(work, { during, transient: (error) => transientAnswer(error) ?? also(error) }, options);

  const failureOf = (error: unknown, repository: string, doing: string, right: EcrRight): unknown =>
    options.signal?.aborted === true
      ? cancelledFailure(during)
      : registryFailure(error, { registry: host, repository, doing, right });

  /** An operation that tries again what it has to by itself. */
  async function named<T>(
    repository: string,
    doing: string,
    right: EcrRight,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, repository, doing, right);
    }
  }

  /** Runs one whole operation, again while what went wrong is transient. */
  const tried = <T>(repository: string, doing: string, right: EcrRight, work: () => Promise<T>): Promise<T> =>
    named(repository, doing, right, () => again(work));

  return {
    host,
    ping: () => tried('', 'the login', 'ecr:GetAuthorizationToken', () => ping(send)),
    findManifest: (repository, reference) =>
      tried(repository, `the look for ${reference}`, 'ecr:BatchGetImage', () =>
        headManifest(send, repository, reference),
      ),
    readManifest: (repository, reference) =>
      tried(repository, `the read of ${reference}`, 'ecr:BatchGetImage', () =>
        getManifest(send, repository, reference),
      ),
    hasBlob: (repository, digest) =>
      tried(
        repository,
        `the look for the blob ${shortDigest(digest)}`,
        'ecr:BatchCheckLayerAvailability',
        () => headBlob(send, repository, digest),
      ),
    readBlob: (repository, blob) =>
      tried(
        repository,
        `the read of the blob ${shortDigest(blob.digest)}`,
        'ecr:GetDownloadUrlForLayer',
        () => readBlob(send, repository, blob),
      ),
    openBlob: async function* (repository, digest, range) {
      try {
        yield* downloadBlob({ send, again, repository, digest }, range);
      } catch (error) {
        throw failureOf(
          error,
          repository,
          `the read of the blob ${shortDigest(digest)}`,
          'ecr:GetDownloadUrlForLayer',
        );
      }
    },
    uploadBlob: (repository, blob, open, { mountFrom, unlike = blobChanged(blob) } = {}) =>
      named(repository, `the upload of the blob ${shortDigest(blob.digest)}`, 'ecr:InitiateLayerUpload', () =>
        uploadBlob(
          { send, again, repository, blob, partBytes },
          checkedContent(blob, open, unlike),
          mountFrom,
        ),
      ),
    putManifest: (repository, reference, manifest) =>
      tried(repository, `the push of ${reference}`, 'ecr:PutImage', () =>
        putManifest(send, repository, reference, manifest),
      ),
    putTag: (repository, tag, manifest, rule) =>
      tried(
        repository,
        `the push of ${tag}`,
        'ecr:PutImage',
        tagAttempts({
          digest: sha256(manifest.bytes),
          look: () => headManifest(send, repository, tag),
          put: () => putManifest(send, repository, tag, manifest),
          rule: rule === undefined ? undefined : (holds) => rule(tag, holds),
        }),
      ),
    confirm: (repository, reference, digest) =>
      named(repository, `the look whether ${reference} is ${shortDigest(digest)}`, 'ecr:BatchGetImage', () =>
        again(
          () => confirmManifest(send, repository, reference, digest),
          (error) => (error instanceof NotSeenYet ? seenInTime : undefined),
        ),
      ),
    listReferrers: (repository, digest) =>
      tried(
        repository,
        `the look for what refers to ${shortDigest(digest)}`,
        'ecr:BatchGetImage',
        async () => {
          const listed = keepsReferrers ? await getReferrers(send, repository, digest) : undefined;
          if (listed !== undefined) return listed;
          keepsReferrers = false;
          return getTaggedReferrers(send, repository, digest);
        },
      ),
    listTags: (repository) =>
      tried(repository, 'the list of tags', 'ecr:ListImages', () => listTags(send, repository)),
  };
}

async function ping(send: Send): Promise<void> {
  const response = await send({ method: 'GET', url: '/v2/', expect: [200] });
  await response.body?.cancel();
}
