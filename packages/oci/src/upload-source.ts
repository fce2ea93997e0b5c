/**
 * The content of an upload while it is read. fetch wraps whatever a stream throws as it wraps a broken connection,
 * so what goes wrong on this side of the wire is remembered here, and told as what it is.
 */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { shortDigest } from './digest.ts';
import type { Descriptor } from './manifest.ts';

/** The content could not be read; its cause is what the stream threw. Trying again reads the same. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

export interface Source {
  readonly content: AsyncIterable<Uint8Array>;
  /** undefined while nothing went wrong on this side. */
  readonly error: () => SourceError | undefined;
}

export function watched(content: AsyncIterable<Uint8Array>): Source {
  let failed: SourceError | undefined;
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      yield* content;
    } catch (error) {
      failed = new SourceError('the content of an upload could not be read', { cause: error });
      throw failed;
    }
  }
  return { content: read(), error: () => failed };
}

/** The content, as long as it has the size that was promised to the registry. @throws Failure when it has not. */
export async function* ofPromisedSize(
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of content) {
    read += chunk.byteLength;
    if (read > size) throw changed(digest, `it has more than its ${String(size)} bytes`);
    yield chunk;
  }
  if (read < size) throw changed(digest, `it has ${String(read)} bytes instead of ${String(size)}`);
}

const changed = (digest: string, why: string): Failure =>
  inputFailure({
    code: 'blob-changed',
    what: `The blob ${shortDigest(digest)} is not what it was when it was verified`,
    why,
    hint: 'Let nothing write to the image while it is pushed, then re-run the job.',
  });
