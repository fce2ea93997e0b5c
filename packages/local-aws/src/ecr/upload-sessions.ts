/** Uploads that have begun: the registry and the API share them, as they do on ECR. One that is left alone ends. */
import type { BlobStore } from './blob-store.ts';
import type { Repository } from './repositories.ts';

export interface UploadSession {
  readonly id: string;
  readonly repository: string;
  /** Cloud time in milliseconds. */
  readonly begunAt: number;
  /** Settles when nothing is being written. */
  last: Promise<unknown>;
}

export type Completed = { readonly kind: 'kept' } | { readonly kind: 'different'; readonly digest: string };

export interface UploadSessions {
  begin(repository: Repository): UploadSession;
  /** undefined when there is none, in this repository, that has not ended. */
  find(repository: Repository, id: string): UploadSession | undefined;
  /** Bytes received until now. */
  sizeOf(session: UploadSession): number;
  /** Runs what is about the session's bytes when nothing else is. */
  inTurn<T>(session: UploadSession, work: () => Promise<T>): Promise<T>;
  /** @throws LayerTooLarge, and what the content breaks off with; the bytes before that stay. */
  append(session: UploadSession, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Makes it a blob of the repository if it has this digest; either way the session is over. */
  complete(session: UploadSession, repository: Repository, digest: string): Completed;
  discard(session: UploadSession): void;
  /** Removes those that have ended. */
  sweep(): void;
}

export class LayerTooLarge extends Error {
  override readonly name = 'LayerTooLarge';
}

/** "Amazon ECR service quotas": 52,000 MiB. */
export const largestLayer = 52_000 * 1024 * 1024;

/** How long an upload may take; AWS tells no figure. */
const lifetime = 24 * 60 * 60 * 1000;

/** @param now cloud time in milliseconds. */
export function createUploadSessions(blobs: BlobStore, now: () => number): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  const isOver = ({ begunAt }: UploadSession): boolean => now() - begunAt >= lifetime;
  const sizeOf = ({ id }: UploadSession): number => blobs.measure(id).size;
  const discard = ({ id }: UploadSession): void => {
    sessions.delete(id);
    blobs.discard(id);
  };
  return {
    begin: ({ name }) => {
      const session = { id: blobs.begin(), repository: name, begunAt: now(), last: Promise.resolve() };
      sessions.set(session.id, session);
      return session;
    },
    find: ({ name }, id) => {
      const session = sessions.get(id);
      return session?.repository === name && !isOver(session) ? session : undefined;
    },
    sizeOf,
    inTurn: (session, work) => {
      const next = session.last.then(work, work);
      session.last = next.catch(() => undefined);
      return next;
    },
    append: (session, content) => blobs.append(session.id, bounded(content, sizeOf(session))),
    complete: (session, repository, digest) => {
      const found = blobs.measure(session.id);
      if (found.digest !== digest) {
        discard(session);
        return { kind: 'different', digest: found.digest };
      }
      blobs.keep(session.id);
      sessions.delete(session.id);
      repository.blobs.set(digest, { size: found.size, since: now() });
      return { kind: 'kept' };
    },
    discard,
    sweep: () => {
      for (const session of sessions.values()) if (isOver(session)) discard(session);
    },
  };
}

async function* bounded(content: AsyncIterable<Uint8Array>, before: number): AsyncIterable<Uint8Array> {
  let size = before;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > largestLayer) throw new LayerTooLarge('The layer is larger than 52,000 MiB');
    yield chunk;
  }
}
