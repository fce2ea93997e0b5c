/** Blobs by digest: asked for, and read whole or in part, straight from the disk. */
import { pipeline } from 'node:stream/promises';
import { isDigest } from '@slipway/oci/digest';
import type { ByteRange } from '../blob-store.ts';
import { Refusal, blobUnknown, digestInvalid, unsupported } from './answers.ts';
import type { Exchange } from './exchange.ts';

export async function answerBlob(exchange: Exchange, digest: string): Promise<void> {
  const { method, repository, response, request, registry } = exchange;
  if (method !== 'GET' && method !== 'HEAD') throw unsupported();
  exchange.require(method === 'HEAD' ? 'BatchCheckLayerAvailability' : 'GetDownloadUrlForLayer');
  if (!isDigest(digest)) throw digestInvalid(`${digest} is not a sha256 digest`);
  const size = repository.blobs.get(digest)?.size;
  if (size === undefined) throw blobUnknown();
  const range = rangeOf(request.headers.range, size);
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': range === undefined ? size : range.end - range.start + 1,
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
    ...(range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
  });
  if (method === 'HEAD') return void response.end();
  if (size === 0) return void exchange.sink.end();
  // With its last byte named, the answer ends without another look at the disk, for which no client waits.
  await pipeline(registry.blobs.open(digest, range ?? { start: 0, end: size - 1 }), exchange.sink);
}

/**
 * @param header `bytes=0-99`, `bytes=100-` or `bytes=-100`; undefined for the whole.
 * @throws Refusal 416
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first + last === '' || start > end) {
    throw new Refusal(416, 'RANGE_INVALID', 'The range can not be satisfied', {
      'content-range': `bytes */${size}`,
    });
  }
  return { start, end };
}
