/** The content of a blob of a registry. When the connection breaks, what is left is asked for, and the reader goes on. */
import type { ByteRange } from '@slipway/action-kit/ports';
import { transientAnswer } from './registry-failures.ts';
import type { Send } from './registry-transport.ts';
import type { Again } from './retry.ts';

export interface Download {
  readonly send: Send;
  readonly again: Again;
  readonly repository: string;
  readonly digest: string;
}

/** Breaks without a byte between them. */
const mostBreaks = 5;

/** Not compared with the digest: that is up to whoever reads all of it. Ends early where the registry does. */
export async function* downloadBlob(download: Download, range: ByteRange): AsyncGenerator<Uint8Array> {
  let at = range.from;
  for (let breaks = 0; at < range.until;) {
    const rest = { from: at, until: range.until };
    const response = await download.again(() => ask(download, rest));
    try {
      for await (const piece of wantedOf(response, rest)) {
        at += piece.byteLength;
        breaks = 0;
        yield piece;
      }
      return;
    } catch (error) {
      breaks += 1;
      if (transientAnswer(error) === undefined || breaks === mostBreaks) throw error;
    }
  }
}

/** A redirect to a storage is followed without the login: that is fetch's own rule for another origin. */
function ask({ send, repository, digest }: Download, { from, until }: ByteRange): Promise<Response> {
  return send({
    method: 'GET',
    url: `/v2/${repository}/blobs/${digest}`,
    headers: { range: `bytes=${String(from)}-${String(until - 1)}` },
    expect: [200, 206],
  });
}

/** Who does not know ranges sends the whole. */
async function* wantedOf({ status, body }: Response, { from, until }: ByteRange): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  let at = status === 206 ? from : 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    const wanted = piece.subarray(Math.max(0, from - at), Math.max(0, until - at));
    at += piece.byteLength;
    if (wanted.byteLength > 0) yield wanted;
    if (at >= until) return;
  }
}
