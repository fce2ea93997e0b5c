/** What an image in a registry says of itself: the labels of its configuration. */
import { isAttestation, parseManifest, parseObject } from './manifest.ts';
import type { Registry } from './registry.ts';

/**
 * Of an index, those of its first image that something can run on.
 * @throws Failure; an image whose manifest or configuration can't be read has no labels.
 */
export async function imageLabels(
  registry: Pick<Registry, 'readManifest' | 'readBlob'>,
  repository: string,
  digest: string,
): Promise<Readonly<Record<string, string>>> {
  const found = await registry.readManifest(repository, digest);
  if (found === undefined) return {};
  const manifest = parseManifest(found.bytes, found.mediaType);
  if (manifest.kind === 'image') {
    return labelsIn(parseObject(await registry.readBlob(repository, manifest.config)));
  }
  const first = manifest.manifests.find((each) => !isAttestation(each));
  return first === undefined ? {} : imageLabels(registry, repository, first.digest);
}

function labelsIn({ config }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  if (typeof config !== 'object' || config === null) return {};
  const labels: unknown = Reflect.get(config, 'Labels');
  if (typeof labels !== 'object' || labels === null) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
