/** Findings of all platforms as one list: one entry for a vulnerability in a package, worst first. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { FoundVulnerability } from './ports.ts';
import { severities, severityOf, type Severity } from './severities.ts';

/** Texts are from outside, but on one line and without control characters. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly package: string;
  readonly version: string;
  readonly fixedIn: string | undefined;
  readonly link: string | undefined;
  readonly description: string | undefined;
  /** Where it was found, `linux/amd64`; empty for an image that is no index. */
  readonly platforms: readonly string[];
}

export interface PlatformFindings {
  readonly platform: string;
  readonly found: readonly FoundVulnerability[];
}

/** A finding that platforms judge differently keeps its worst severity. */
export function mergeFindings(parts: readonly PlatformFindings[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const { platform, found } of parts) {
    for (const each of found) {
      const finding = findingOf(each, platform);
      const key = JSON.stringify([finding.id, finding.package, finding.version]);
      const before = merged.get(key);
      merged.set(key, before === undefined ? finding : both(before, finding));
    }
  }
  return [...merged.values()].sort(worstFirst);
}

function findingOf(found: FoundVulnerability, platform: string): Finding {
  const cleaned = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : oneLine(text);
  return {
    id: oneLine(found.id, 200),
    severity: severityOf(found.severity),
    package: oneLine(found.package, 200),
    version: oneLine(found.version, 200),
    fixedIn: cleaned(found.fixedIn),
    link: cleaned(found.link),
    description: cleaned(found.description),
    platforms: platform === '' ? [] : [platform],
  };
}

function both(a: Finding, b: Finding): Finding {
  const platforms = [...new Set([...a.platforms, ...b.platforms])];
  return { ...(rank(b) < rank(a) ? b : a), platforms };
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    rank(a) - rank(b) || compare(a.package, b.package) || compare(a.id, b.id) || compare(a.version, b.version)
  );
}

const rank = ({ severity }: Finding): number => severities.indexOf(severity);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
