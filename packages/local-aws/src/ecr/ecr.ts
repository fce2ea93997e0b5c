/** ECR of the local cloud: the AWS operations and the OCI registry over the same repositories and blobs. */
import { join } from 'node:path';
import type { Authority } from '../iam/authority.ts';
import { createKnownFindings, type KnownFindings } from '../inspector/known-findings.ts';
import type { CloudClock, ImageStore } from '../ports.ts';
import type { HttpRoute, Operation, Service } from '../service.ts';
import type { World } from '../world.ts';
import { createTokens } from './authorization.ts';
import { accountSettingOperations, createAccountSettings } from './blob-mounting.ts';
import { changingRepositories } from './changing-repositories.ts';
import { createBlobStore } from './blob-store.ts';
import { putEmptyImages } from './empty-images.ts';
import { createHousekeeping } from './housekeeping.ts';
import { imageLists } from './image-lists.ts';
import { imageOperations } from './image-operations.ts';
import { createImageStore } from './image-store.ts';
import { createLayerLinks } from './layer-links.ts';
import { layerOperations } from './layer-operations.ts';
import { previewOperations } from './lifecycle/preview-operations.ts';
import { referrerOperations } from './referrers.ts';
import { pullThroughRules } from './pull-through-rules.ts';
import { createRegistryRoute } from './registry/route.ts';
import { registrySettings } from './registry-settings.ts';
import { createRepositories } from './repositories.ts';
import { repositoryOperations } from './repository-operations.ts';
import { configurationOperations } from './scanning/configuration-operations.ts';
import { contentsReader } from './scanning/image-contents.ts';
import { createRegistryScanning } from './scanning/registry-scanning.ts';
import { scanOperations } from './scanning/scan-operations.ts';
import { scanTelling, type ScanWorld } from './scanning/scan-telling.ts';
import { storageClass } from './storage-class.ts';
import { createUploadSessions } from './upload-sessions.ts';

/** The part of the world that is ECR's. */
export type EcrWorld = Pick<World, 'account' | 'region' | 'repositories' | 'consistency' | 'blobMounting'> &
  ScanWorld;

export interface EcrOptions {
  readonly world: EcrWorld;
  /** Absolute path of a folder for the blobs; it may not exist yet, and is its owner's to remove. */
  readonly storage: string;
  readonly clock: Pick<CloudClock, 'now'>;
  /** Judges what the owners of tokens may. */
  readonly authority: Authority;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  readonly endpoint: () => string;
}

export interface Ecr {
  readonly service: Service;
  readonly routes: readonly HttpRoute[];
  readonly images: ImageStore;
  /** What enhanced scans told. */
  readonly findings: KnownFindings;
  /** Puts the images there that the world has from the start. */
  settle(): Promise<void>;
  /** Removes what is on the disk. */
  close(): Promise<void>;
}

export function createEcr({ world, storage, clock, authority, endpoint }: EcrOptions): Ecr {
  const now = (): number => clock.now();
  const scanning = createRegistryScanning(world.scanning, now);
  const repositories = createRepositories(world, now, scanning);
  const blobs = createBlobStore(join(storage, 'ecr'));
  const tokens = createTokens(now);
  const sessions = createUploadSessions(blobs, now);
  const settings = createAccountSettings(world.blobMounting);
  const links = createLayerLinks(blobs, endpoint, now);
  const keepHouse = createHousekeeping({ repositories, blobs, sessions, now });
  const known = createKnownFindings();
  const contents = contentsReader(blobs, (world.vulnerabilities ?? []).length > 0);
  const tell = scanTelling({ world, scanning, contents, known, now });
  const images = createImageStore(repositories, blobs, endpoint, world.account);
  const operations = {
    ...repositoryOperations(repositories, tokens, endpoint),
    ...changingRepositories(repositories, endpoint),
    ...accountSettingOperations(settings),
    ...imageOperations(repositories, now),
    ...imageLists(repositories),
    ...layerOperations(repositories, sessions, links),
    ...previewOperations(repositories, now),
    ...referrerOperations(repositories),
    ...storageClass(repositories),
    ...registrySettings(world),
    ...pullThroughRules(world, now),
    ...configurationOperations(repositories, scanning),
    ...scanOperations({ repositories, scanning, tell, now }),
  };
  const service: Service = {
    id: 'ecr',
    protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' }],
    operations: inOrder(operations, keepHouse),
  };
  const registry = {
    ...{ repositories, blobs, sessions, settings, tokens },
    ...{ world, authority, service, endpoint, now, keepHouse },
  };
  return {
    service,
    routes: [createRegistryRoute(registry), links.route],
    images: {
      ...images,
      find: (reference) => {
        keepHouse();
        return images.find(reference);
      },
    },
    findings: known,
    settle: () => putEmptyImages(world, repositories, blobs, now()),
    close: () => blobs.close(),
  };
}

/** Each after what ECR would have done by itself until now. */
function inOrder(
  operations: Readonly<Record<string, Operation>>,
  keepHouse: () => void,
): Readonly<Record<string, Operation>> {
  const kept = Object.entries(operations).map(([name, run]): [string, Operation] => [
    name,
    (input, context) => {
      keepHouse();
      return run(input, context);
    },
  ]);
  return Object.fromEntries(kept);
}
