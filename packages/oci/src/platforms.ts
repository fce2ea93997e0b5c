/** Which platforms an image is for: an index says so per child, a single image says so in its configuration. */
import type { LayoutBlobs } from './layout-blobs.ts';
import {
  isAttestation,
  MalformedManifest,
  parseObject,
  platformName,
  type StoredManifest,
} from './manifest.ts';

/** Platform → digest; an image that names no platform counts as `unknown`. */
export async function platformsOf(
  manifests: readonly StoredManifest[],
  blobs: Pick<LayoutBlobs, 'read'>,
): Promise<Readonly<Record<string, string>>> {
  // The descriptor in the index knows what is an attestation; the manifest itself does not.
  const platforms: Record<string, string> = {};
  for (const stored of manifests) {
    if (stored.manifest.kind === 'index' || isAttestation(stored.descriptor)) continue;
    const name = stored.descriptor.platform ?? (await configuredPlatform(stored, blobs)) ?? 'unknown';
    platforms[name] = stored.digest;
  }
  return platforms;
}

async function configuredPlatform(
  { manifest }: StoredManifest,
  blobs: Pick<LayoutBlobs, 'read'>,
): Promise<string | undefined> {
  if (manifest.kind === 'index') return undefined;
  const bytes = await blobs.read(manifest.config);
  try {
    return platformName(parseObject(bytes));
  } catch (error) {
    // An artifact may have a configuration that is no JSON; it has no platform then.
    if (error instanceof MalformedManifest) return undefined;
    throw error;
  }
}
