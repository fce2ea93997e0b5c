/** What an image says of itself in its configuration and layers, read once: a digest never changes what it holds. */
import { parseObject, platformName, type Descriptor } from '@slipway/oci/manifest';
import type { BlobStore } from '../blob-store.ts';
import type { Image } from '../repositories.ts';
import type { LayerPackage } from './packages/layer-package.ts';
import { packagesIn } from './packages/packages-in.ts';

export interface ImageContents {
  /** `linux/arm64`, `linux/arm/v7`; undefined where its configuration names none. */
  readonly platform: string | undefined;
  /** `arm64`; undefined where its configuration names none. */
  readonly architecture: string | undefined;
  readonly packages: readonly LayerPackage[];
}

export type ReadContents = (image: Image) => Promise<ImageContents>;

/** @param withPackages whether anybody asks for packages: layers are long to read. */
export function contentsReader(blobs: Pick<BlobStore, 'read' | 'open'>, withPackages: boolean): ReadContents {
  const kept = new Map<string, Promise<ImageContents>>();
  return (image) => {
    const known = kept.get(image.digest) ?? contentsOf(image, blobs, withPackages);
    kept.set(image.digest, known);
    return known;
  };
}

async function contentsOf(
  { manifest }: Image,
  blobs: Pick<BlobStore, 'read' | 'open'>,
  withPackages: boolean,
): Promise<ImageContents> {
  if (manifest.kind === 'index') return { platform: undefined, architecture: undefined, packages: [] };
  const packages = withPackages ? await packagesIn(manifest.layers, blobs) : [];
  return { ...platformOf(await configOf(manifest.config, blobs)), packages };
}

/** An artifact's configuration may be anything. */
async function configOf(
  { digest }: Descriptor,
  blobs: Pick<BlobStore, 'read'>,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return parseObject(await blobs.read(digest));
  } catch {
    return {};
  }
}

function platformOf(
  config: Readonly<Record<string, unknown>>,
): Pick<ImageContents, 'platform' | 'architecture'> {
  const { architecture } = config;
  return {
    platform: platformName(config),
    architecture: typeof architecture === 'string' ? architecture : undefined,
  };
}
