/** Links to layers that need no login, as ECR hands out those of S3: each is good for an hour of cloud time. */
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { ServiceError, type HttpRoute } from '../service.ts';
import type { BlobStore } from './blob-store.ts';

export interface LayerLinks {
  readonly route: HttpRoute;
  /** @returns a URL of a layer that is there. */
  make(digest: string): string;
}

interface Link {
  readonly digest: string;
  /** Cloud time in milliseconds. */
  readonly until: number;
}

const prefix = '/layers/';
const lifetime = 60 * 60 * 1000;

/** @param now cloud time in milliseconds. */
export function createLayerLinks(blobs: BlobStore, endpoint: () => string, now: () => number): LayerLinks {
  const links = new Map<string, Link>();
  const digestAt = (path: string): string | undefined => {
    const link = links.get(path.slice(prefix.length));
    return link !== undefined && now() < link.until ? link.digest : undefined;
  };
  return {
    make: (digest) => {
      const id = randomUUID();
      links.set(id, { digest, until: now() + lifetime });
      return `${endpoint()}${prefix}${id}`;
    },
    route: {
      name: 'layers',
      prefix,
      meaning: () => ({ service: 'ecr', operation: undefined, resource: '*' }),
      refuse: (response, { status, message }) => void response.writeHead(status).end(message),
      handle: async ({ url = '' }, response) => {
        const digest = digestAt(url);
        if (digest === undefined) throw new ServiceError('AccessDenied', 'Request has expired', 403);
        response.writeHead(200, { 'content-type': 'application/octet-stream' });
        await pipeline(blobs.open(digest), response);
      },
    },
  };
}
