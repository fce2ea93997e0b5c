/** One request of the registry protocol as its handlers see it: let in already, its repository found. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlobStore } from '../blob-store.ts';
import type { Repository } from '../repositories.ts';
import type { RegistryAction } from './login.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly repository: Repository;
  readonly registry: Registry;
  /** @throws ServiceError when the world denies it. */
  readonly require: (action: RegistryAction) => void;
}

/** What all requests have in common. */
export interface Registry {
  readonly blobs: BlobStore;
  readonly endpoint: () => string;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}
