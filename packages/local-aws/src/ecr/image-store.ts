/** The registry as the task runtimes see it: find an image by its reference, read its configuration, unpack it. */
import { parseObject, runsNowhere } from '@slipway/oci/manifest';
import { parseReference } from '@slipway/oci/reference';
import type { ImageConfig, ImageStore, StoredImage } from '../ports.ts';
import type { BlobStore } from './blob-store.ts';
import { lookUpActive, tagsOf } from './image-lookup.ts';
import type { Image, Repositories, Repository } from './repositories.ts';
import { unpackLayers } from './unpack.ts';

export function createImageStore(
  repositories: Repositories,
  blobs: BlobStore,
  endpoint: () => string,
  account: string,
): ImageStore {
  /** The manifest of this machine's platform. */
  const imageOf = ({ repository, digest }: StoredImage): Extract<Image['manifest'], { kind: 'image' }> => {
    const found = platformImage(repositories.get(repository), digest);
    if (found === undefined) throw new Error(`${repository}@${digest} has no image for this machine`);
    return found;
  };
  return {
    find: (reference) => findImage(reference, repositories, isOurs(new URL(endpoint()).port, account)),
    config: async (image) => configOf(await blobs.read(imageOf(image).config.digest)),
    unpack: (image, folder) => unpackLayers(imageOf(image).layers, blobs, folder),
  };
}

function findImage(
  reference: string,
  repositories: Repositories,
  isHere: (registry: string) => boolean,
): StoredImage | undefined {
  const parsed = parseReference(reference);
  if (parsed?.registry === undefined || !isHere(parsed.registry)) return undefined;
  const repository = repositories.find(parsed.repository);
  if (repository === undefined) return undefined;
  const id =
    parsed.digest === undefined ? { imageTag: parsed.tag ?? 'latest' } : { imageDigest: parsed.digest };
  const found = lookUpActive(repository, id);
  if (found.kind === 'missing') return undefined;
  const { digest } = found.image;
  return { repository: repository.name, digest, tags: tagsOf(repository, digest) };
}

/** By its address on this machine, or as AWS names the registry of the account, in any region. */
const isOurs =
  (port: string, account: string) =>
  (registry: string): boolean =>
    registry === `127.0.0.1:${port}` ||
    registry === `localhost:${port}` ||
    registry.startsWith(`${account}.dkr.ecr.`);

function platformImage(
  repository: Repository,
  digest: string,
): Extract<Image['manifest'], { kind: 'image' }> | undefined {
  const manifest = repository.images.get(digest)?.manifest;
  if (manifest === undefined || manifest.kind === 'image') return manifest;
  const runnable = manifest.manifests.filter((child) => !runsNowhere(child.platform));
  const chosen = runnable.find(({ platform }) => platform === ownPlatform()) ?? runnable[0];
  return chosen === undefined ? undefined : platformImage(repository, chosen.digest);
}

/** Images are Linux images whatever this machine runs. */
const ownPlatform = (): string => `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;

function configOf(bytes: Uint8Array): ImageConfig {
  const { config } = parseObject(bytes);
  const values = typeof config === 'object' && config !== null ? (config as Record<string, unknown>) : {};
  const labels = Object.entries(values.Labels ?? {}).map(([name, value]) => [name, String(value)] as const);
  return {
    env: texts(values.Env),
    entryPoint: texts(values.Entrypoint),
    command: texts(values.Cmd),
    workingDirectory:
      typeof values.WorkingDir === 'string' && values.WorkingDir !== '' ? values.WorkingDir : '/',
    labels: Object.fromEntries(labels),
  };
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
