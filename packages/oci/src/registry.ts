/**
 * The client of the OCI distribution protocol: what is there, and putting there what is missing. Every operation
 * retries what is transient, and throws a Failure that names registry, repository and what was tried.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import { sha256, shortDigest } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import { acceptedManifests } from './media-types.ts';
import { registryFailure, RegistryError, transientAnswer } from './registry-failures.ts';
import { createTransport, type Send, type TransportOptions } from './registry-transport.ts';
import { withRetries, type RetryPorts } from './retry.ts';
import { ofPromisedSize } from './upload-source.ts';

export interface FoundManifest {
  readonly digest: string;
  readonly mediaType: string;
}

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
  /** Streams `open()`, which is called anew when the upload has to be repeated. */
  uploadBlob(repository: string, blob: Descriptor, open: () => AsyncIterable<Uint8Array>): Promise<void>;
  /** Takes over a blob from another repository of the registry; false when the registry would not. */
  mountBlob(repository: string, digest: string, from: string): Promise<boolean>;
  /** @param reference a tag or the digest. */
  putManifest(
    repository: string,
    reference: string,
    manifest: { readonly bytes: Uint8Array; readonly mediaType: string },
  ): Promise<void>;
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
    ping: () => tried('', 'the login', () => answered(send({ method: 'GET', url: '/v2/', expect: [200] }))),
    findManifest: (repository, reference) =>
      tried(repository, `the look for ${reference}`, () => headManifest(send, repository, reference)),
    readManifest: (repository, reference) =>
      tried(repository, `the read of ${reference}`, () => getManifest(send, repository, reference)),
    hasBlob: (repository, digest) =>
      tried(repository, `the look for the blob ${shortDigest(digest)}`, () =>
        headBlob(send, repository, digest),
      ),
    uploadBlob: (repository, blob, open) =>
      tried(repository, `the upload of the blob ${shortDigest(blob.digest)}`, () =>
        upload(send, repository, blob, open),
      ),
    mountBlob: (repository, digest, from) =>
      tried(repository, `the mount of the blob ${shortDigest(digest)}`, () =>
        mount(send, repository, digest, from),
      ),
    putManifest: (repository, reference, manifest) =>
      tried(repository, `the push of ${reference}`, () => putManifest(send, repository, reference, manifest)),
    listTags: (repository) => tried(repository, 'the list of tags', () => listTags(send, repository)),
  };
}

const manifestPath = (repository: string, reference: string): string =>
  `/v2/${repository}/manifests/${reference}`;

const accept = { accept: acceptedManifests.join(', ') };

/** Ends a response whose body does not matter, so that its connection can be used again. */
async function answered(response: Promise<Response>): Promise<void> {
  await (await response).body?.cancel();
}

async function headManifest(
  send: Send,
  repository: string,
  reference: string,
): Promise<FoundManifest | undefined> {
  const url = manifestPath(repository, reference);
  const { status, headers } = await send({ method: 'HEAD', url, headers: accept, expect: [200, 404] });
  const digest = headers.get('docker-content-digest');
  if (status === 404 || digest === null) return undefined;
  return { digest, mediaType: headers.get('content-type') ?? '' };
}

async function getManifest(
  send: Send,
  repository: string,
  reference: string,
): Promise<(FoundManifest & { bytes: Uint8Array }) | undefined> {
  const url = manifestPath(repository, reference);
  const response = await send({ method: 'GET', url, headers: accept, expect: [200, 404] });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 404) return undefined;
  const digest = sha256(bytes);
  const promised = reference.includes(':') ? reference : response.headers.get('docker-content-digest');
  if (promised !== null && promised !== digest) throw differs(promised, digest);
  return { digest, bytes, mediaType: response.headers.get('content-type') ?? '' };
}

const differs = (promised: string, found: string): RegistryError =>
  new RegistryError(200, ['DIGEST_INVALID'], `it answered with ${found} instead of ${promised}`);

async function headBlob(send: Send, repository: string, digest: string): Promise<boolean> {
  const url = `/v2/${repository}/blobs/${digest}`;
  const { status } = await send({ method: 'HEAD', url, expect: [200, 404] });
  return status === 200;
}

/** A session, then the whole content in one PUT: what every registry takes, and the fewest requests. */
async function upload(
  send: Send,
  repository: string,
  blob: Descriptor,
  open: () => AsyncIterable<Uint8Array>,
): Promise<void> {
  const begin = `/v2/${repository}/blobs/uploads/`;
  const session = await send({
    method: 'POST',
    url: begin,
    headers: { 'content-length': '0' },
    expect: [202],
  });
  await session.body?.cancel();
  const url = new URL(session.headers.get('location') ?? begin, session.url);
  url.searchParams.set('digest', blob.digest);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) };
  const body = (): AsyncIterable<Uint8Array> => ofPromisedSize(blob, open());
  await answered(send({ method: 'PUT', url: url.href, headers, body, expect: [201] }));
}

async function mount(send: Send, repository: string, digest: string, from: string): Promise<boolean> {
  const query = new URLSearchParams({ mount: digest, from });
  const url = `/v2/${repository}/blobs/uploads/?${query.toString()}`;
  const response = await send({
    method: 'POST',
    url,
    headers: { 'content-length': '0' },
    expect: [201, 202],
  });
  await response.body?.cancel();
  return response.status === 201;
}

async function putManifest(
  send: Send,
  repository: string,
  reference: string,
  { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<void> {
  const url = manifestPath(repository, reference);
  const headers = { 'content-type': mediaType };
  const response = await send({ method: 'PUT', url, headers, body: bytes, expect: [200, 201] });
  await response.body?.cancel();
  const stored = response.headers.get('docker-content-digest');
  const expected = sha256(bytes);
  if (stored !== null && stored !== expected) throw differs(expected, stored);
}

async function listTags(send: Send, repository: string): Promise<readonly string[]> {
  const response = await send({ method: 'GET', url: `/v2/${repository}/tags/list`, expect: [200] });
  const answer: unknown = await response.json();
  const tags =
    typeof answer === 'object' && answer !== null ? (Reflect.get(answer, 'tags') as unknown) : undefined;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
