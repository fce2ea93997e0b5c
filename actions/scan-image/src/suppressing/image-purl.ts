/** Whether a package URL of type `oci` names the image that is judged. What it can't be compared by names another one. */
import type { Finding } from '../findings/finding.ts';
import type { Purl } from './purl.ts';

/** The image that is judged, by all its names. */
export interface VexImage {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly registry: string;
  readonly repository: string;
  readonly digest: string;
  /** Of its platforms; that of the image itself where it is no index. */
  readonly parts: readonly { readonly platform: string; readonly digest: string }[];
}

/** What a purl of an image may say besides its digest: more than this can't be compared. */
const comparable = ['repository_url', 'tag', 'arch', 'os'];

/**
 * A name alone is every team's `web`, so a repository or a digest must stand beside it. A tag may have moved, so it
 * names an image only beside its digest.
 */
export function namesImage(purl: Purl, image: VexImage): boolean {
  const { qualifiers, version } = purl;
  if (purl.name !== image.repository.split('/').at(-1) || purl.hasSubpath) return false;
  if ([...qualifiers.keys()].some((name) => !comparable.includes(name))) return false;
  const repository = qualifiers.get('repository_url');
  if (repository !== undefined && addressOf(repository) !== `${image.registry}/${image.repository}`)
    return false;
  if (version === undefined) return repository !== undefined && !qualifiers.has('tag');
  return hasDigest(image, version);
}

/** Itself or one of its parts; so does every image when none is asked for. */
export const hasDigest = (image: VexImage, wanted: string | undefined): boolean =>
  wanted === undefined || wanted === image.digest || image.parts.some(({ digest }) => digest === wanted);

/** Of an image that the purl names: whether it is about the platform of the finding. */
export function namesPlatform({ version, qualifiers }: Purl, finding: Finding, image: VexImage): boolean {
  if (version !== undefined && version !== image.digest) return isDigestOf(version, finding, image);
  const { platform } = finding;
  if (version !== undefined && version === partDigest(platform, image)) return true;
  const [os, ...arch] = platform.split('/');
  return (
    isOrAbsent(qualifiers.get('os'), [os]) && isOrAbsent(qualifiers.get('arch'), [arch[0], arch.join('/')])
  );
}

/** Of the image, or of the platform of the finding in it. */
export const isDigestOf = (digest: string, { platform }: Finding, image: VexImage): boolean =>
  digest === image.digest || digest === partDigest(platform, image);

const partDigest = (platform: string, { parts }: VexImage): string | undefined =>
  parts.find((part) => part.platform === platform)?.digest;

const isOrAbsent = (wanted: string | undefined, names: readonly (string | undefined)[]): boolean =>
  wanted === undefined || (wanted !== '' && names.includes(wanted));

const addressOf = (url: string): string =>
  url
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
