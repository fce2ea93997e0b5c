/** ECR of the local cloud: the AWS operations and the OCI registry over the same repositories and blobs. */
import { join } from 'node:path';
import type { CloudClock, ImageStore } from '../ports.ts';
import type { HttpRoute, Service } from '../service.ts';
import type { World } from '../world.ts';
import { createTokens } from './authorization.ts';
import { changingRepositories } from './changing-repositories.ts';
import { createBlobStore } from './blob-store.ts';
import { putEmptyImages } from './empty-images.ts';
import { imageLists } from './image-lists.ts';
import { imageOperations } from './image-operations.ts';
import { createImageStore } from './image-store.ts';
import { createRegistryRoute } from './registry/route.ts';
import { createRepositories } from './repositories.ts';
import { repositoryOperations } from './repository-operations.ts';
import { scanOperations, type ScanWorld } from './scan-operations.ts';
import { storageClass } from './storage-class.ts';

/** The part of the world that is ECR's. */
export type EcrWorld = Pick<World, 'account' | 'region' | 'repositories' | 'deny'> & ScanWorld;

export interface EcrOptions {
  readonly world: EcrWorld;
  /** Absolute path of a folder for the blobs; it may not exist yet, and is its owner's to remove. */
  readonly storage: string;
  readonly clock: Pick<CloudClock, 'now'>;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  readonly endpoint: () => string;
}

export interface Ecr {
  readonly service: Service;
  readonly route: HttpRoute;
  readonly images: ImageStore;
  /** Puts the images there that the world has from the start. */
  settle(): Promise<void>;
  /** Removes unfinished uploads. */
  close(): Promise<void>;
}

export function createEcr({ world, storage, clock, endpoint }: EcrOptions): Ecr {
  const now = (): number => clock.now();
  const repositories = createRepositories(world, now);
  const blobs = createBlobStore(join(storage, 'ecr'));
  const tokens = createTokens(now);
  return {
    service: {
      id: 'ecr',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' }],
      operations: {
        ...repositoryOperations(repositories, tokens, endpoint),
        ...changingRepositories(repositories, endpoint),
        ...imageOperations(repositories, now),
        ...imageLists(repositories),
        ...storageClass(repositories),
        ...scanOperations(repositories, world, now),
      },
    },
    route: createRegistryRoute({ repositories, blobs, tokens, world, endpoint, now }),
    images: createImageStore(repositories, blobs, endpoint, world.account),
    settle: () => putEmptyImages(world, repositories, blobs, now()),
    close: () => blobs.close(),
  };
}
