/**
 * By what GitHub knows an alert again from run to run: the vulnerability, the package, who manages it and where it is.
 * A new version of the package that has it still is the same alert.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../../findings/finding.ts';

type Identity = Pick<Finding, 'id' | 'package' | 'packageManager' | 'path'>;

/** @returns a function that tells findings of the same identity apart by their order. */
export function fingerprints(): (finding: Identity) => string {
  const seen = new Map<string, number>();
  return ({ id, package: name, packageManager, path }) => {
    const identity = JSON.stringify([id, name, packageManager, path ?? '']);
    const occurrence = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, occurrence);
    return `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}:${String(occurrence)}`;
  };
}
