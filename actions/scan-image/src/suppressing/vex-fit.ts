/** Whether a product of a VEX statement is the image that is judged, or the package of a finding in it. */
import type { Finding } from '../findings/finding.ts';
import { allOf, anyOf, type Fit } from './fit.ts';
import { hasDigest, isDigestOf, namesImage, namesPlatform, type VexImage } from './image-purl.ts';
import { isOfDistribution, isPackage, namesPackage } from './package-purl.ts';
import type { VexClaim } from './vex-claim.ts';
import type { VexComponent, VexProduct } from './vex-product.ts';

export type FitOf = (finding: Finding) => Fit;

/** @returns undefined for what is neither this image nor a package. */
export function fitOf(product: VexProduct, claim: VexClaim, image: VexImage): FitOf | undefined {
  const { purls, digest, subcomponents } = product;
  if (purls.length === 0) return undefined;
  if (purls.every((purl) => purl.type === 'oci' && namesImage(purl, image)) && hasDigest(image, digest))
    return (finding) => fitsImage(product, claim, finding, image);
  // Which package of a product is meant by a part of it, its author knows only.
  if (subcomponents !== undefined || !purls.every(isPackage)) return undefined;
  return (finding) => allOf([fitsPackage(product, finding), precisionOf(product, claim)]);
}

function fitsImage(product: VexProduct, claim: VexClaim, finding: Finding, image: VexImage): Fit {
  const { purls, digest, isNarrowed, subcomponents } = product;
  const isThisOne =
    purls.every((purl) => namesPlatform(purl, finding, image)) &&
    (digest === undefined || isDigestOf(digest, finding, image));
  const isPinned = digest !== undefined || purls.some(({ version }) => version !== undefined);
  return allOf([
    isThisOne ? 'same' : 'another',
    isNarrowed ? 'narrowed' : 'same',
    anyOf(subcomponents?.map((part) => fitsPart(part, finding, isPinned)) ?? ['same']),
    // A scan that finds it all the same may be of a later image, which has it again.
    claim.suppressing?.status === 'fixed' && !isPinned ? 'fixed-in-any-image' : 'same',
  ]);
}

/** Whoever names an image by its digest has seen of which distribution it is, and that never changes. */
function fitsPart(part: VexComponent, finding: Finding, isPinned: boolean): Fit {
  const fit = fitsPackage(part, finding);
  return fit === 'distribution' && isPinned ? 'same' : fit;
}

/** No scan tells the hash of a package. */
function fitsPackage({ purls, digest, isNarrowed }: VexComponent, finding: Finding): Fit {
  if (purls.length === 0) return 'narrowed';
  return allOf([
    ...purls.map((purl) => namesPackage(purl, finding)),
    isNarrowed || digest !== undefined ? 'narrowed' : 'same',
  ]);
}

/**
 * Whether package URLs say enough to suppress a finding by themselves. `fixed` is said of a version; and each release of
 * a distribution has a package of the same name, with repairs of its own.
 */
function precisionOf({ purls }: VexProduct, { suppressing }: VexClaim): Fit {
  if (purls.every(({ version }) => version !== undefined)) return 'same';
  if (suppressing?.status === 'fixed') return 'fixed-in-any-version';
  return purls.some((purl) => purl.version === undefined && isOfDistribution(purl)) ? 'any-version' : 'same';
}
