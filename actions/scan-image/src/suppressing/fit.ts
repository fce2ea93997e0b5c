/**
 * Whether what a VEX document names is what was found. Between yes and no stands what the two do not tell: it suppresses
 * nothing, and takes back what was suppressed.
 */

export type Fit = 'same' | 'another' | Doubt;

/** Why it can't be told; `vex-doubts.ts` has the words. */
export type Doubt =
  'narrowed' | 'distribution' | 'any-version' | 'fixed-in-any-version' | 'fixed-in-any-image';

export const isDoubt = (fit: Fit): fit is Doubt => fit !== 'same' && fit !== 'another';

/** Of several that must all be met. */
export function allOf(fits: readonly Fit[]): Fit {
  return fits.includes('another') ? 'another' : (fits.find(isDoubt) ?? 'same');
}

/** Of several of which one is enough. */
export function anyOf(fits: readonly Fit[]): Fit {
  return fits.includes('same') ? 'same' : (fits.find(isDoubt) ?? 'another');
}
