/** The layers of an image against those of the image that was pushed before it: what a deployment of it has to pull anew. */
import { asFailure, withoutHint } from '@slipway/action-kit/failures';
import type { Image } from '@slipway/oci/image';
import type { Descriptor, StoredManifest } from '@slipway/oci/manifest';
import { openImage } from '@slipway/oci/remote-image';
import type { Registry } from '@slipway/oci/registry';
import type { Place } from './place.ts';

export interface Layer {
  readonly digest: string;
  /** Bytes, as it is transferred. */
  readonly size: number;
  /** The image before does not have it. */
  readonly isNew: boolean;
}

export interface PlatformLayers {
  readonly platform: string;
  readonly layers: readonly Layer[];
}

export interface LayerComparison {
  /** Digest of the image that was pushed last before; undefined when there is none to compare with. */
  readonly previous: string | undefined;
  /** Why there is none, as a sentence; undefined when there is one. */
  readonly gap: string | undefined;
  readonly platforms: readonly PlatformLayers[];
}

/** Never fails: what is shown beside the result must not keep it away. */
export async function compareLayers(
  image: Image,
  { repository, newest }: Pick<Place, 'repository' | 'newest'>,
  registry: Registry,
): Promise<LayerComparison> {
  const without = (gap: string): LayerComparison => ({
    previous: undefined,
    gap,
    platforms: layersOf(image, undefined),
  });
  if (newest === undefined) return without('There is no image before it in the repository.');
  if (newest.digest === image.root.digest) return without('It is the newest image of the repository.');
  if (newest.archived) return without('The image before it is archived.');
  try {
    const before = await openImage(registry, repository, newest.digest);
    const known = new Set(before.manifests.flatMap(layersIn).map(({ digest }) => digest));
    return { previous: newest.digest, gap: undefined, platforms: layersOf(image, known) };
  } catch (error) {
    return without(`The image before it could not be read. ${withoutHint(asFailure(error))}`);
  }
}

/** @param known the blobs of the image before; undefined when nothing is known of it: then no layer is called new. */
function layersOf(
  { platforms, manifests }: Image,
  known: ReadonlySet<string> | undefined,
): readonly PlatformLayers[] {
  return Object.entries(platforms).flatMap(([platform, digest]) => {
    const found = manifests.find((each) => each.digest === digest);
    if (found === undefined) return [];
    const layers = layersIn(found).map((layer) => ({
      digest: layer.digest,
      size: layer.size,
      isNew: known !== undefined && !known.has(layer.digest),
    }));
    return [{ platform, layers }];
  });
}

const layersIn = ({ manifest }: StoredManifest): readonly Descriptor[] =>
  manifest.kind === 'image' ? manifest.layers : [];
