/** Which platforms an image is for: an index says so per child, a single image says so in its configuration. */
import {
  MalformedManifest,
  parseObject,
  platformName,
  runsNowhere,
  type Descriptor,
  type StoredManifest,
} from './manifest.ts';
import { isConfig } from './media-types.ts';

export type ReadConfig = (config: Descriptor) => Promise<Uint8Array>;

/** Platform → digest; an image that names no platform counts as `unknown`. */
export async function platformsOf(
  manifests: readonly StoredManifest[],
  readConfig: ReadConfig,
): Promise<Readonly<Record<string, string>>> {
  const platforms: Record<string, string> = {};
  for (const stored of manifests) {
    if (stored.manifest.kind === 'index') continue;
    const name = stored.descriptor.platform ?? (await configuredPlatform(stored, readConfig)) ?? 'unknown';
    if (runsNowhere(name)) continue;
    platforms[name] = stored.digest;
  }
  return platforms;
}

async function configuredPlatform(
  { manifest }: StoredManifest,
  readConfig: ReadConfig,
): Promise<string | undefined> {
  // What an artifact has for a configuration may be anything, of any size.
  if (manifest.kind === 'index' || !isConfig(manifest.config.mediaType)) return undefined;
  const bytes = await readConfig(manifest.config);
  try {
    return platformName(parseObject(bytes));
  } catch (error) {
    if (error instanceof MalformedManifest) return undefined;
    throw error;
  }
}
