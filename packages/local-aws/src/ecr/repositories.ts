/** What the registry holds, apart from the bytes of blobs: repositories, their images and their tags. */
import type { Manifest } from '@slipway/oci/manifest';
import type { World } from '../world.ts';
import { invalidParameter, repositoryExists, repositoryNotFound } from './errors.ts';

export interface Image {
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest as it was pushed. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly pushedAt: Date;
  /** Cloud time in milliseconds of the last scan's begin; undefined when it was never scanned. */
  scannedAt: number | undefined;
  /** In the archive it can be neither pulled nor scanned, until it is restored or pushed again. */
  archived: boolean;
}

export interface Repository {
  readonly name: string;
  readonly registryId: string;
  readonly arn: string;
  readonly createdAt: Date;
  immutable: boolean;
  scanOnPush: boolean;
  /** JSON texts: told, and not acted on. */
  readonly policies: { lifecycle?: string | undefined; repository?: string | undefined };
  /** Digest → bytes of the layers and configurations that this repository may refer to. */
  readonly blobs: Map<string, number>;
  /** By digest, oldest first. */
  readonly images: Map<string, Image>;
  /** Tag → digest. */
  readonly tags: Map<string, string>;
}

export interface Repositories {
  /** @throws ServiceError RepositoryNotFoundException */
  get(name: string, registryId?: string): Repository;
  find(name: string): Repository | undefined;
  /** @throws ServiceError RepositoryAlreadyExistsException */
  create(options: RepositoryOptions): Repository;
  delete(repository: Repository): void;
  /** By name. */
  list(): readonly Repository[];
}

export interface RepositoryOptions {
  readonly name: string;
  readonly immutable: boolean;
  readonly scanOnPush: boolean;
}

const namePattern = /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export function createRepositories(
  world: Pick<World, 'account' | 'region' | 'repositories'>,
  now: () => number,
): Repositories {
  const known = new Map<string, Repository>();

  const create = ({ name, immutable, scanOnPush }: RepositoryOptions): Repository => {
    const registryId = world.account;
    if (!namePattern.test(name))
      throw invalidParameter('repositoryName', `must satisfy ${namePattern.source}`);
    if (known.has(name)) throw repositoryExists({ name, registryId });
    const arn = `arn:aws:ecr:${world.region}:${registryId}:repository/${name}`;
    const contents = { policies: {}, blobs: new Map(), images: new Map(), tags: new Map() };
    const repository = {
      name,
      registryId,
      arn,
      createdAt: new Date(now()),
      immutable,
      scanOnPush,
      ...contents,
    };
    known.set(name, repository);
    return repository;
  };

  for (const repository of world.repositories) create(repository);

  return {
    create,
    delete: ({ name }) => void known.delete(name),
    find: (name) => known.get(name),
    get: (name, registryId = world.account) => {
      const repository = registryId === world.account ? known.get(name) : undefined;
      if (repository === undefined) throw repositoryNotFound({ name, registryId });
      return repository;
    },
    list: () => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
