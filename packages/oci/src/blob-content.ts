/** The content of a blob while it is sent: compared with its digest on the way, before its last piece leaves. */
import { createHash } from 'node:crypto';
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import type { ByteRange } from '@slipway/action-kit/ports';
import { shortDigest } from './digest.ts';
import type { Descriptor } from './manifest.ts';

/** Where the content of a blob is read, part by part, and again where it has to be. */
export type ReadContent = (range: ByteRange) => AsyncIterable<Uint8Array>;

/** The failure for content that is not what its digest promises. @param why a clause: `it ends after 3 bytes …`. */
export type Unlike = (why: string) => Failure;

export interface CheckedContent {
  /** Sizes count from the beginning of the blob. Never runs twice at once. @throws Failure of `unlike` */
  read(range: ByteRange): AsyncIterable<Uint8Array>;
  /** How far the content has been read. */
  readonly furthest: number;
}

/** What is read again after a broken connection is not hashed again. */
export function checkedContent(
  { digest, size }: Descriptor,
  open: ReadContent,
  unlike: Unlike,
): CheckedContent {
  const hash = createHash('sha256');
  let hashed = 0;

  /** @param at where the piece begins. */
  function hashNew(piece: Uint8Array, at: number): void {
    const end = at + piece.byteLength;
    if (end <= hashed) return;
    hash.update(piece.subarray(hashed - at));
    hashed = end;
    if (hashed < size) return;
    const found = `sha256:${hash.digest('hex')}`;
    if (found !== digest) throw unlike(`its content has the digest ${found}`);
  }

  return {
    read: async function* ({ from, until }) {
      let at = from;
      for await (const piece of open({ from, until })) {
        const wanted = piece.subarray(0, until - at);
        hashNew(wanted, at);
        at += wanted.byteLength;
        yield wanted;
        if (at === until) return;
      }
      if (at < until) throw unlike(`it ends after ${String(at)} bytes instead of ${String(size)}`);
    },
    get furthest() {
      return hashed;
    },
  };
}

/** For content of which nothing else is known. */
export const blobChanged =
  ({ digest }: Pick<Descriptor, 'digest'>): Unlike =>
  (why) =>
    inputFailure({
      code: 'blob-changed',
      what: `The blob ${shortDigest(digest)} is not what its digest promises`,
      why,
      hint: 'Let nothing write to the image while it is pushed, then re-run the job.',
    });
