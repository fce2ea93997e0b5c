/** The names of the variables that remember a key. */

/** GitHub keeps names in upper case, and knows no `-`: `first-deployment` and `FIRST_DEPLOYMENT` are one key. */
export const onceVariable = (key: string): string => `SLIPWAY_ONCE_${spelled(key)}`;

/**
 * The lock of the n-th take-over of one claim. Named by the claim too, so that what is left of an older claim of the
 * same key, which somebody removed by hand, is never taken for one of this.
 * @param claim sixteen hexadecimal digits.
 * @param n from 2: the claim itself is the first.
 */
export const takeOverVariable = (key: string, claim: string, n: number): string =>
  `SLIPWAY_TAKEOVER_${String(n)}_${claim.toUpperCase()}_${spelled(key)}`;

const spelled = (key: string): string => key.replaceAll('-', '_').toUpperCase();
