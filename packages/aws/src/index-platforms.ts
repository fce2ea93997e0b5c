/**
 * The images of an index, by the platforms that they are for. Stands apart because whoever judges an image must see
 * every entry that a runtime may pick: an entry is told from another by its platform, never by what annotates it.
 */
import { upstreamFailure } from '@slipway/action-kit/failures';

/** One image of an index. */
export interface PlatformImage {
  /**
   * `linux/amd64`, `linux/arm/v7`; `unknown` when the index does not say. No two of an index have the same: where they
   * would, the version of the operating system follows, `windows/amd64:10.0.17763`, and then of the digest.
   */
  readonly platform: string;
  readonly digest: string;
}

interface Platform {
  readonly os?: string;
  readonly architecture?: string;
  readonly variant?: string;
  readonly 'os.version'?: string;
}

/** As written by whoever pushed it: what is not there may be null as well. */
interface IndexEntry {
  readonly digest?: string | null;
  readonly platform?: Platform | null;
}

interface Index {
  readonly manifests?: readonly (IndexEntry | null)[] | null;
}

type Named = PlatformImage & { readonly osVersion: string };

/**
 * In the order of the index, without what can't run.
 * @param about the index, for a failure.
 * @throws Failure `manifest-unreadable`.
 */
export function platformsOf(manifest: string, about: string): readonly PlatformImage[] {
  const images = (parsed(manifest, about).manifests ?? []).flatMap((entry): readonly Named[] => {
    const platform = entry?.platform ?? {};
    const digest = entry?.digest ?? undefined;
    return digest === undefined || isNowhere(platform)
      ? []
      : [{ platform: nameOf(platform), digest, osVersion: platform['os.version'] ?? '' }];
  });
  const versioned = toldApart(images, ({ platform, osVersion }) =>
    osVersion === '' ? platform : `${platform}:${buildOf(osVersion)}`,
  ).map(({ platform, digest }) => ({ platform, digest }));
  return digestLetters.reduce(
    (named, letters) => toldApart(named, ({ platform, digest }) => `${platform}@${startOf(digest, letters)}`),
    withoutRepeats(versioned),
  );
}

/** A few are enough to read; all of them where somebody made two digests that begin alike. */
const digestLetters = [12, 64];

/**
 * Attestations, which builders mark so. The annotation that newer ones add says nothing of what runs: a runtime picks
 * by the platform alone, and would start what is annotated like any other image.
 */
const isNowhere = ({ os, architecture }: Platform): boolean => os === 'unknown' && architecture === 'unknown';

function nameOf({ os, architecture, variant }: Platform): string {
  const words = [os, architecture, variant].filter((word) => word !== undefined && word !== '');
  return words.length === 0 ? 'unknown' : words.join('/');
}

/** The same image for the same platform is one, however often it is listed. */
const withoutRepeats = (images: readonly PlatformImage[]): readonly PlatformImage[] => [
  ...new Map(images.map((image) => [JSON.stringify(image), image])).values(),
];

/** Only those that share their name get another one. */
function toldApart<T extends PlatformImage>(
  images: readonly T[],
  longer: (image: T) => string,
): readonly T[] {
  const sharing = Map.groupBy(images, ({ platform }) => platform);
  return images.map((image) =>
    (sharing.get(image.platform)?.length ?? 0) > 1 ? { ...image, platform: longer(image) } : image,
  );
}

/** `10.0.17763` of `10.0.17763.3532`: the fourth number is another one with every update of the base image. */
const buildOf = (osVersion: string): string => /^\d+\.\d+\.\d+(?=\.)/.exec(osVersion)?.[0] ?? osVersion;

const startOf = (digest: string, letters: number): string => digest.replace(/^sha256:/, '').slice(0, letters);

function parsed(manifest: string, about: string): Index {
  try {
    return JSON.parse(manifest) as Index;
  } catch (cause) {
    throw upstreamFailure({
      code: 'manifest-unreadable',
      what: `ECR gave a manifest of ${about} that is not JSON`,
      hint: 'Push the image again.',
      cause,
    });
  }
}
