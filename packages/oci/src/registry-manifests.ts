/** Manifests over the wire: one exchange each, not tried again here. */
import { sha256 } from './digest.ts';
import { acceptedManifests } from './media-types.ts';
import { answeredError, readAnswer, readJson, RegistryError } from './registry-error.ts';
import type { Send } from './registry-transport.ts';

export interface FoundManifest {
  readonly digest: string;
  readonly mediaType: string;
}

export interface ManifestBytes {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface PutAnswer {
  /** What the manifest refers to, told by a registry that keeps lists of referrers. */
  readonly subject: string | undefined;
}

const manifestPath = (repository: string, reference: string): string =>
  `/v2/${repository}/manifests/${reference}`;

const accept = { accept: acceptedManifests.join(', ') };

export async function headManifest(
  send: Send,
  repository: string,
  reference: string,
): Promise<FoundManifest | undefined> {
  const url = manifestPath(repository, reference);
  const { status, headers } = await send({ method: 'HEAD', url, headers: accept, expect: [200, 404] });
  if (status === 404) return undefined;
  const digest = headers.get('docker-content-digest');
  // The header may be left out; what is there must not be taken for missing then.
  if (digest === null) return getManifest(send, repository, reference);
  return { digest, mediaType: headers.get('content-type') ?? '' };
}

export async function getManifest(
  send: Send,
  repository: string,
  reference: string,
): Promise<(FoundManifest & { bytes: Uint8Array }) | undefined> {
  const url = manifestPath(repository, reference);
  const response = await send({ method: 'GET', url, headers: accept, expect: [200, 404] });
  if (response.status === 404) return absent(response);
  const bytes = await readAnswer(response);
  const digest = sha256(bytes);
  const promised = reference.includes(':') ? reference : response.headers.get('docker-content-digest');
  if (promised !== null && promised !== digest) throw differs(promised, digest);
  return { digest, bytes, mediaType: response.headers.get('content-type') ?? '' };
}

/** @throws RegistryError when it is the repository that is not there. */
async function absent(response: Response): Promise<undefined> {
  const error = await answeredError(response);
  if (error.codes.includes('NAME_UNKNOWN')) throw error;
  return undefined;
}

export async function putManifest(
  send: Send,
  repository: string,
  reference: string,
  { bytes, mediaType }: ManifestBytes,
): Promise<PutAnswer> {
  const url = manifestPath(repository, reference);
  const headers = { 'content-type': mediaType };
  const response = await send({ method: 'PUT', url, headers, body: bytes, expect: [200, 201] });
  await response.body?.cancel();
  const stored = response.headers.get('docker-content-digest');
  const expected = sha256(bytes);
  if (stored !== null && stored !== expected) throw differs(expected, stored);
  return { subject: response.headers.get('oci-subject') ?? undefined };
}

/** Thrown while a manifest that was put can't be seen, or what was there before it: a registry may take a moment. */
export class NotSeenYet extends RegistryError {}

/** @throws RegistryError unless the reference is the manifest of this digest. */
export async function confirmManifest(
  send: Send,
  repository: string,
  reference: string,
  digest: string,
): Promise<void> {
  const found = await headManifest(send, repository, reference);
  if (found?.digest === digest) return;
  if (found !== undefined) {
    throw new NotSeenYet(200, ['DIGEST_INVALID'], `it answered with ${found.digest} instead of ${digest}`);
  }
  throw new NotSeenYet(404, ['MANIFEST_UNKNOWN'], `it does not show ${reference}, which was put there`);
}

const differs = (promised: string, found: string): RegistryError =>
  new RegistryError(200, ['DIGEST_INVALID'], `it answered with ${found} instead of ${promised}`);

export async function listTags(send: Send, repository: string): Promise<readonly string[]> {
  const response = await send({ method: 'GET', url: `/v2/${repository}/tags/list`, expect: [200] });
  const answer = await readJson(response);
  const tags =
    typeof answer === 'object' && answer !== null ? (Reflect.get(answer, 'tags') as unknown) : undefined;
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}
