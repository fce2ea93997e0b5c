/** Which platforms an image in a registry is there for; its layers are not read. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import { MalformedManifest, parseManifest, parseObject, platformName, runsNowhere } from './manifest.ts';
import type { Registry } from './registry.ts';

/** `linux/amd64`, `linux/arm64/v8`; empty when the image does not say. */
export async function imagePlatforms(
  registry: Pick<Registry, 'readManifest' | 'readBlob'>,
  repository: string,
  digest: string,
): Promise<readonly string[]> {
  const found = await registry.readManifest(repository, digest);
  if (found === undefined) return [];
  try {
    const manifest = parseManifest(found.bytes, found.mediaType);
    if (manifest.kind === 'image') {
      const platform = platformName(parseObject(await registry.readBlob(repository, manifest.config)));
      return platform === undefined ? [] : [platform];
    }
    const images = manifest.manifests.filter((each) => !runsNowhere(each.platform));
    return [...new Set(images.flatMap(({ platform }) => platform ?? []))];
  } catch (cause) {
    if (!(cause instanceof MalformedManifest)) throw cause;
    throw upstreamFailure({
      code: 'manifest-unreadable',
      what: `The manifest of ${repository}@${digest} can't be read`,
      why: cause.message,
      hint: 'Push the image again.',
      cause,
    });
  }
}
