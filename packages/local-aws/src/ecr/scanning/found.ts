/**
 * What a scan of one image finds at a time of the image's life. Findings come and go at a few moments; between two of
 * them the list is the same, and is kept, because it is read in many pages and may be very long.
 */
import type { FindingWorld } from '../../world.ts';
import { basicSeverity } from './basic-findings.ts';

export type SeverityCounts = Readonly<Partial<Record<FindingWorld['severity'], number>>>;

/** A finding with the digest of the layer that has the package, where it was read from one. */
export type LayeredFinding = FindingWorld & { readonly layer?: string };

/** Findings of one vulnerability: one for each package that has it. */
export type Vulnerability = readonly [LayeredFinding, ...LayeredFinding[]];

export interface Found {
  /** One for each package. */
  readonly findings: readonly LayeredFinding[];
  /** One for each vulnerability, as Inspector counts them. */
  readonly vulnerabilities: readonly Vulnerability[];
  /** Of findings by basic scanning's severities, of vulnerabilities by Inspector's. */
  readonly counts: { readonly findings: SeverityCounts; readonly vulnerabilities: SeverityCounts };
  /** Age of the image in milliseconds at which this began to be what is found. */
  readonly since: number;
}

/** @returns what is found at an age of the image, in milliseconds */
export function findsOf(all: readonly LayeredFinding[]): (age: number) => Found {
  const moments = [...new Set(all.flatMap(({ from = 0, until = 0 }) => [from, until]))];
  const kept = new Map<number, Found>();
  return (age) => {
    const since = moments.filter((moment) => moment <= age).reduce((last, each) => Math.max(last, each), 0);
    const found = kept.get(since) ?? foundFrom(all, since);
    kept.set(since, found);
    return found;
  };
}

function foundFrom(all: readonly LayeredFinding[], age: number): Found {
  const findings = all.filter(({ from = 0, until = Infinity }) => from <= age && age < until);
  return { ...foundOf(findings, byId(findings)), since: age };
}

function foundOf(
  findings: readonly LayeredFinding[],
  vulnerabilities: readonly Vulnerability[],
): Omit<Found, 'since'> {
  const counts = {
    findings: countsOf(findings.map(basicSeverity)),
    vulnerabilities: countsOf(vulnerabilities.map(([{ severity }]) => severity)),
  };
  return { findings, vulnerabilities, counts };
}

/** Half of what was found, with the counts of that half: nothing of a single vulnerability. */
export function firstHalf({ vulnerabilities, since }: Found): Found {
  const half = vulnerabilities.slice(0, vulnerabilities.length / 2);
  return { ...foundOf(half.flat(), half), since };
}

function byId(findings: readonly LayeredFinding[]): readonly Vulnerability[] {
  const found = new Map<string, [LayeredFinding, ...LayeredFinding[]]>();
  for (const finding of findings) {
    const known = found.get(finding.id);
    if (known === undefined) found.set(finding.id, [finding]);
    else known.push(finding);
  }
  return [...found.values()];
}

/** Each as often as it says, with its number in its texts. */
export const repeated = (findings: readonly FindingWorld[]): readonly FindingWorld[] =>
  findings.flatMap((finding) => {
    const { repeat } = finding;
    if (repeat === undefined) return [finding];
    return Array.from({ length: repeat }, (_, at) => numbered(finding, at + 1));
  });

function numbered(finding: FindingWorld, n: number): FindingWorld {
  const texts = Object.entries(finding)
    .filter((member): member is [string, string] => typeof member[1] === 'string')
    .map(([name, text]) => [name, text.replaceAll('{n}', String(n))] as const);
  return { ...finding, ...Object.fromEntries(texts) };
}

function countsOf(severities: readonly FindingWorld['severity'][]): SeverityCounts {
  const counts: Partial<Record<FindingWorld['severity'], number>> = {};
  for (const severity of severities) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}
