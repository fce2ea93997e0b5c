/** One request of the registry protocol as its handlers see it: let in already, its repository found. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { AccountSettings } from '../blob-mounting.ts';
import type { BlobStore } from '../blob-store.ts';
import type { Repositories, Repository } from '../repositories.ts';
import type { UploadSessions } from '../upload-sessions.ts';
import type { RegistryAction } from './login.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  /** Of the request. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly response: ServerResponse;
  /** Where a large body of the answer goes, once its head is written. */
  readonly sink: Writable;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly repository: Repository;
  readonly registry: Registry;
  /** @throws ServiceError when the world denies it. */
  readonly require: (action: RegistryAction) => void;
  /** Whether the world lets it be done in another repository. */
  readonly allows: (action: RegistryAction, repository: string) => boolean;
}

/** What all requests have in common. */
export interface Registry {
  readonly repositories: Repositories;
  readonly blobs: BlobStore;
  readonly sessions: UploadSessions;
  readonly settings: AccountSettings;
  readonly endpoint: () => string;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}
