/** What suppresses a finding, and how the entries of an ignore file stand once all that was found is known. */
import type { Finding } from '../findings/finding.ts';
import { day } from '../policy/days.ts';
import { fitting, hasEnded, hasExpired } from './ignore-matching.ts';
import type { IgnoreStandings } from './ignore-standing.ts';
import type { Ignore, Suppression } from './suppression.ts';
import type { VexAnswers } from './vex.ts';

const twoWeeks = 14 * day;

/**
 * An ignore comes first, because somebody answers for it by name; then VEX.
 * @param now milliseconds since 1970.
 */
export function suppressionOf(
  finding: Finding,
  ignores: readonly Ignore[],
  vex: Pick<VexAnswers, 'statementFor'> | undefined,
  now: number,
): Suppression | undefined {
  const ignore = fitting(ignores, finding).find((each) => !hasEnded(each, finding, now));
  if (ignore !== undefined) return { kind: 'ignore', ignore };
  const statement = vex?.statementFor(finding);
  return statement === undefined ? undefined : { kind: 'vex', statement };
}

/**
 * @param findings of all platforms that were read.
 * @param isWhole all platforms were: only then is it known that an entry fits nothing.
 */
export function standingsOf(
  ignores: readonly Ignore[],
  findings: readonly Finding[],
  now: number,
  isWhole: boolean,
): IgnoreStandings {
  const fits = new Set<Ignore>();
  const fixable = new Set<Ignore>();
  const hides = new Set<Ignore>();
  for (const finding of findings) {
    for (const ignore of fitting(ignores, finding)) {
      fits.add(ignore);
      if (!hasEnded(ignore, finding, now)) hides.add(ignore);
      else if (!hasExpired(ignore, now)) fixable.add(ignore);
    }
  }
  return {
    expired: ignores.filter((each) => hasExpired(each, now)),
    fixable: ignores.filter((each) => fixable.has(each)),
    expiring: ignores.filter((each) => hides.has(each) && each.expiresAt - now <= twoWeeks),
    stale: ignores.filter((each) => isWhole && !hasExpired(each, now) && !fits.has(each)),
  };
}
