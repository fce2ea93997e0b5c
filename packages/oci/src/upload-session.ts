/** The exchanges of an upload session, one function each: begun, asked, sent to, finished; not tried again here. */
import type { ByteRange } from '@slipway/action-kit/ports';
import type { Descriptor } from './manifest.ts';
import { RegistryError } from './registry-error.ts';
import type { Send } from './registry-transport.ts';

export interface UploadSession {
  /** Where the next part goes: it may be another after each answer. */
  readonly url: string;
  /** Bytes that the registry has. */
  readonly offset: number;
  /** The least bytes of a part that is not the last, when the registry names one. */
  readonly leastPart: number;
}

/** @returns undefined when the blob was taken over from `mountFrom`: there is nothing to upload then. */
export async function beginUpload(
  send: Send,
  repository: string,
  { digest }: Pick<Descriptor, 'digest'>,
  mountFrom: string | undefined,
): Promise<UploadSession | undefined> {
  const begin = `/v2/${repository}/blobs/uploads/`;
  const query =
    mountFrom === undefined ? '' : `?${new URLSearchParams({ mount: digest, from: mountFrom }).toString()}`;
  const response = await send({
    method: 'POST',
    url: `${begin}${query}`,
    headers: { 'content-length': '0' },
    expect: mountFrom === undefined ? [202] : [201, 202],
  });
  // Ends the response, so that its connection can be used again; here and below.
  await response.body?.cancel();
  if (response.status === 201) return undefined;
  return {
    url: new URL(response.headers.get('location') ?? begin, response.url).href,
    offset: 0,
    leastPart: Number(response.headers.get('oci-chunk-min-length') ?? 0) || 0,
  };
}

/** Where the session stands; undefined when the registry does not know it any more, or can't say. */
export async function askSession(send: Send, session: UploadSession): Promise<UploadSession | undefined> {
  const response = await send({ method: 'GET', url: session.url, expect: [204, ...lost] });
  await response.body?.cancel();
  const offset = response.status === 204 ? offsetOf(response) : undefined;
  return offset === undefined ? undefined : { ...session, url: nextUrl(response, session), offset };
}

/** Sends the bytes of `range`, which begins where the session stands. */
export async function sendPart(
  send: Send,
  session: UploadSession,
  range: ByteRange,
  body: () => AsyncIterable<Uint8Array>,
): Promise<UploadSession> {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(range.until - range.from),
    'content-range': `${String(range.from)}-${String(range.until - 1)}`,
  };
  const response = await send({ method: 'PATCH', url: session.url, headers, body, expect: [202] });
  await response.body?.cancel();
  const told = offsetOf(response);
  const offset = told !== undefined && told > range.from && told <= range.until ? told : range.until;
  return { ...session, url: nextUrl(response, session), offset };
}

/** Ends the session; what is sent with it is the whole content, or nothing after the last part. */
export async function finishUpload(
  send: Send,
  session: UploadSession,
  { digest }: Descriptor,
  content: { readonly size: number; readonly body: () => AsyncIterable<Uint8Array> } | undefined,
): Promise<void> {
  const url = new URL(session.url);
  url.searchParams.set('digest', digest);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(content?.size ?? 0),
  };
  const body = content === undefined ? {} : { body: content.body };
  const response = await send({ method: 'PUT', url: url.href, headers, ...body, expect: [201] });
  await response.body?.cancel();
  const stored = response.headers.get('docker-content-digest');
  if (stored === null || stored === digest) return;
  throw new RegistryError(200, ['DIGEST_INVALID'], `it answered with ${stored} instead of ${digest}`);
}

const nextUrl = (response: Response, { url }: UploadSession): string =>
  new URL(response.headers.get('location') ?? url, url).href;

/** `0-99` is 100 bytes; but `0-0` is none, by the custom of registries. */
function offsetOf(response: Response): number | undefined {
  const [, last] = /^(?:bytes[= ])?0-(\d+)$/.exec(response.headers.get('range') ?? '') ?? [];
  if (last === undefined) return undefined;
  return last === '0' ? 0 : Number(last) + 1;
}

/** What a registry answers that lost a session, or does not tell of them. */
const lost: readonly number[] = [400, 404, 405, 416];

/** Whether the session is gone or stands elsewhere: the blob is fine, and another session may take it. */
export const isSessionLost = (error: unknown): boolean =>
  error instanceof RegistryError &&
  (error.status === 416 || error.codes.some((code) => code.startsWith('BLOB_UPLOAD_')));
