/** Blobs over the wire: whether one is there, and reading a small one; not tried again here. */
import { sha256 } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import { readAnswer, RegistryError } from './registry-error.ts';
import type { Send } from './registry-transport.ts';

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
  const bytes = await readAnswer(response);
  if (sha256(bytes) === digest) return bytes;
  throw new RegistryError(200, ['DIGEST_INVALID'], `it answered with ${sha256(bytes)} instead of ${digest}`);
}
