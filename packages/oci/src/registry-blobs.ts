/** Blobs over the wire: whether one is there, reading a small one, sending one, and taking one over; not tried again here. */
import { sha256 } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import { RegistryError } from './registry-error.ts';
import type { Send } from './registry-transport.ts';
import { ofPromisedSize } from './upload-source.ts';

export async function headBlob(send: Send, repository: string, digest: string): Promise<boolean> {
  const url = `/v2/${repository}/blobs/${digest}`;
  const { status } = await send({ method: 'HEAD', url, expect: [200, 404] });
  return status === 200;
}

/** What is held in memory is a configuration: some kilobytes, and never a layer. */
const largestRead = 4 * 1024 * 1024;

export async function readBlob(send: Send, repository: string, blob: Descriptor): Promise<Uint8Array> {
  const { digest, size } = blob;
  if (size > largestRead)
    throw new RegistryError(200, ['SIZE_INVALID'], `${digest} has ${String(size)} bytes`);
  const response = await send({ method: 'GET', url: `/v2/${repository}/blobs/${digest}`, expect: [200] });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (sha256(bytes) === digest) return bytes;
  throw new RegistryError(200, ['DIGEST_INVALID'], `it answered with ${sha256(bytes)} instead of ${digest}`);
}

/** A session, then the whole content in one PUT: what every registry takes, and the fewest requests. */
export async function uploadBlob(
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
  const stored = await send({ method: 'PUT', url: url.href, headers, body, expect: [201] });
  // Ends the response, so that its connection can be used again.
  await stored.body?.cancel();
}

export async function mountBlob(
  send: Send,
  repository: string,
  digest: string,
  from: string,
): Promise<boolean> {
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
