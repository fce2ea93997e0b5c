/** What the registry holds, apart from the bytes of blobs: repositories, their images and their tags. */
import type { Manifest } from '@slipway/oci/manifest';
import type { World } from '../world.ts';
import type { Artifact } from './artifact.ts';
import { asItIsSeen, type TagMove } from './consistency.ts';
import type { RegistryScanning } from './scanning/registry-scanning.ts';
import { invalidParameter, repositoryExists, repositoryNotFound } from './errors.ts';
import type { Mutability } from './mutability.ts';

export interface Image {
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest as it was pushed. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly artifact: Artifact;
  readonly pushedAt: Date;
  /** Cloud time in milliseconds of the last pull; undefined when it was never pulled. */
  pulledAt: number | undefined;
  /** Cloud times in milliseconds at which a basic scan of it began, oldest first. */
  readonly scans: number[];
  /** In the archive it can be neither pulled nor scanned, until it is restored or pushed again. */
  archived: boolean;
}

export interface HeldBlob {
  /** Bytes. */
  readonly size: number;
  /** Cloud time in milliseconds. */
  readonly since: number;
}

/** As the API has it. */
export interface Encryption {
  readonly encryptionType: string;
  readonly kmsKey?: string;
}

export interface Repository {
  readonly name: string;
  readonly registryId: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly encryption: Encryption;
  mutability: Mutability;
  /** What the repository itself is set to; see `scansPushes`. */
  scanOnPush: boolean;
  /** Whether a basic scan begins with a push, by the repository's setting or the registry's rules. */
  scansPushes(): boolean;
  /** JSON texts. That of the lifecycle is acted on, the other one is told. */
  readonly policies: { lifecycle?: string | undefined; repository?: string | undefined };
  /** By digest: the layers and configurations that this repository may refer to. */
  readonly blobs: Map<string, HeldBlob>;
  /** By digest, oldest first. */
  readonly images: Map<string, Image>;
  /** Tag → digest. */
  readonly tags: Map<string, string>;
  /** What pushes have done to the tags, oldest first. */
  readonly moves: TagMove[];
  /** Digests of images that were deleted, or have expired. */
  readonly gone: Set<string>;
  /** Cloud time in milliseconds when the lifecycle policy was last applied; undefined when it never was. */
  evaluatedAt: number | undefined;
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
  /** As readers see it: what was pushed a moment ago may be missing. */
  seen(repository: Repository): Repository;
}

export interface RepositoryOptions {
  readonly name: string;
  readonly mutability: Mutability;
  readonly scanOnPush: boolean;
  readonly encryption?: Encryption | undefined;
}

const namePattern = /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** With KMS and no key of one's own, the key that AWS manages for ECR: its ARN is told. */
function completed(
  { encryptionType, kmsKey }: Encryption,
  { account, region }: Pick<World, 'account' | 'region'>,
): Encryption {
  if (!encryptionType.startsWith('KMS')) return { encryptionType };
  return { encryptionType, kmsKey: kmsKey ?? `arn:aws:kms:${region}:${account}:key/00000000-aws-ecr` };
}

export function createRepositories(
  world: Pick<World, 'account' | 'region' | 'repositories' | 'consistency'>,
  now: () => number,
  scanning: Pick<RegistryScanning, 'current' | 'scansPushes'>,
): Repositories {
  const known = new Map<string, Repository>();

  const create = (options: RepositoryOptions): Repository => {
    const { name, mutability, scanOnPush } = options;
    const registryId = world.account;
    if (!namePattern.test(name))
      throw invalidParameter('repositoryName', `must satisfy ${namePattern.source}`);
    if (known.has(name)) throw repositoryExists({ name, registryId });
    const arn = `arn:aws:ecr:${world.region}:${registryId}:repository/${name}`;
    const encryption = completed(options.encryption ?? { encryptionType: 'AES256' }, world);
    const contents = {
      policies: {},
      blobs: new Map(),
      images: new Map(),
      tags: new Map(),
      moves: [],
      gone: new Set<string>(),
    };
    const settings = { mutability, scanOnPush, encryption };
    const repository: Repository = {
      name,
      registryId,
      arn,
      createdAt: new Date(now()),
      ...settings,
      ...contents,
      evaluatedAt: undefined,
      scansPushes: () =>
        scanning.scansPushes(name) || (scanning.current().type === 'BASIC' && repository.scanOnPush),
    };
    known.set(name, repository);
    return repository;
  };

  for (const { name, immutable, mutabilityExclusions: exclusions = [], scanOnPush } of world.repositories) {
    create({ name, mutability: { immutable, exclusions }, scanOnPush });
  }

  return {
    create,
    delete: ({ name }) => void known.delete(name),
    find: (name) => known.get(name),
    get: (name, registryId = world.account) => {
      const repository = registryId === world.account ? known.get(name) : undefined;
      if (repository === undefined) throw repositoryNotFound({ name, registryId });
      return repository;
    },
    seen: (repository) => asItIsSeen(repository, world.consistency.images ?? 0, now()),
    list: () => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
