/**
 * The content of an upload while it is read. fetch wraps whatever a stream throws as it wraps a broken connection,
 * so what goes wrong on this side of the wire is remembered here, and told as what it is.
 */
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
