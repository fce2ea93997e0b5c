/** Which entries of an ignore file are about a finding, found by its id: there may be a thousand, for each of many findings. */
import type { Finding } from '../findings/finding.ts';
import { pathPattern } from '../policy/patterns.ts';
import type { Ignore } from './suppression.ts';

interface Entry {
  readonly ignore: Ignore;
  readonly fits: (finding: Finding) => boolean;
}

/** Kept, because the same entries are asked about each finding. */
const indexes = new WeakMap<readonly Ignore[], ReadonlyMap<string, readonly Entry[]>>();

/** In the order of the file, whether they still hide anything or not. */
export function fitting(ignores: readonly Ignore[], finding: Finding): readonly Ignore[] {
  const entries = indexOf(ignores).get(finding.id) ?? [];
  return entries.filter(({ fits }) => fits(finding)).map(({ ignore }) => ignore);
}

export const hasExpired = ({ expiresAt }: Ignore, now: number): boolean => expiresAt < now;

/** Its day has passed, or a fix exists, for a part of what is vulnerable at least. */
export const hasEnded = (ignore: Ignore, { fix, fixedIn }: Finding, now: number): boolean =>
  hasExpired(ignore, now) ||
  (ignore.untilFixed && (fix === 'yes' || fix === 'partial' || fixedIn !== undefined));

function indexOf(ignores: readonly Ignore[]): ReadonlyMap<string, readonly Entry[]> {
  const before = indexes.get(ignores);
  if (before !== undefined) return before;
  const index = Map.groupBy(ignores.map(entryOf), ({ ignore }) => ignore.id);
  indexes.set(ignores, index);
  return index;
}

function entryOf(ignore: Ignore): Entry {
  const path = ignore.path === undefined ? undefined : pathPattern.read(ignore.path);
  return {
    ignore,
    fits: (finding) =>
      (ignore.package === undefined || ignore.package === finding.package) &&
      (path === undefined || (finding.path !== undefined && path.fits(finding.path))),
  };
}
