/** What an image in a registry says of itself: the labels of its configuration. */
import { MalformedManifest, parseManifest, parseObject, runsNowhere } from './manifest.ts';
import { isConfig } from './media-types.ts';
import type { Registry } from './registry.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Of an index, those of its first image that something can run on.
 * @throws Failure; an image whose manifest or configuration can't be understood has no labels.
 */
export async function imageLabels(
  registry: Pick<Registry, 'readManifest' | 'readBlob'>,
  repository: string,
  digest: string,
): Promise<Labels> {
  try {
    return await labelsOf(registry, repository, digest);
  } catch (error) {
    if (error instanceof MalformedManifest) return {};
    throw error;
  }
}

async function labelsOf(
  registry: Pick<Registry, 'readManifest' | 'readBlob'>,
  repository: string,
  digest: string,
): Promise<Labels> {
  const found = await registry.readManifest(repository, digest);
  if (found === undefined) return {};
  const manifest = parseManifest(found.bytes, found.mediaType);
  if (manifest.kind === 'index') {
    const first = manifest.manifests.find((each) => !runsNowhere(each.platform));
    return first === undefined ? {} : labelsOf(registry, repository, first.digest);
  }
  // What an artifact has for a configuration may be anything, of any size.
  if (!isConfig(manifest.config.mediaType)) return {};
  return labelsIn(parseObject(await registry.readBlob(repository, manifest.config)));
}

function labelsIn({ config }: Readonly<Record<string, unknown>>): Labels {
  if (typeof config !== 'object' || config === null) return {};
  const labels: unknown = Reflect.get(config, 'Labels');
  if (typeof labels !== 'object' || labels === null) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
