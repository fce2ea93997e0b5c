/** Ignores that would end with a fix, where no scan tells of one. */
import type { ScanType } from '../looking/scanned-part.ts';
import { hasExpired } from './ignore-matching.ts';
import type { Ignore } from './suppression.ts';

const mostNamed = 5;

/** @returns a sentence with the entries, where there are any and basic scanning can't end them. */
export function untilFixedWarnings(
  ignores: readonly Ignore[],
  scanType: ScanType,
  now: number,
): readonly string[] {
  const endless = ignores.filter((each) => each.untilFixed && !hasExpired(each, now));
  if (scanType !== 'basic' || endless.length === 0) return [];
  const ids = [...new Set(endless.map(({ id }) => id))];
  const more = ids.length > mostNamed ? ` and ${String(ids.length - mostNamed)} more` : '';
  return [
    `Basic scanning tells of no fix, so \`until-fixed\` does not end the ignore of ${ids.slice(0, mostNamed).join(', ')}${more}: it ends on its last day only.`,
  ];
}
