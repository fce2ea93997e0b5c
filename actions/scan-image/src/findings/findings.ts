/** From what a scanner found in the image of one platform to findings: texts cleaned, words of severity known. */
import { oneLine, plainText } from '@slipway/action-kit/untrusted';
import type { FoundVulnerability } from '../ports.ts';
import type { Finding } from './finding.ts';
import { severityOf } from './severities.ts';

/** Whole: who shows a text cuts it. Two that begin alike are two. */
const whole = (text: string): string => oneLine(text, Infinity);

export function findingOf(found: FoundVulnerability, platform: string): Finding {
  const { firstObservedAt, publishedAt } = found;
  return {
    id: whole(found.id),
    related: found.related.map((id) => whole(id)),
    severity: severityOf(found.severity, found.score),
    package: whole(found.package),
    version: whole(found.version),
    packageManager: whole(found.packageManager),
    distribution: cleaned(found.distribution),
    path: cleaned(found.path),
    platform,
    fix: found.fix,
    fixedIn: cleaned(found.fixedIn),
    knownSince: earlier(firstObservedAt, publishedAt),
    score: found.score,
    knownExploited: undefined,
    epss: undefined,
    link: cleaned(found.link),
    description: found.description === undefined ? undefined : plainText(found.description),
    arn: found.arn,
    isSuppressedByInspector: found.state === 'suppressed',
  };
}

const cleaned = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : whole(text);

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

/** The same vulnerability in the same package, whatever its version and wherever it lies: what a baseline is asked for. */
export const vulnerabilityKey = (finding: Pick<Finding, 'id' | 'package' | 'packageManager'>): string =>
  [finding.id, finding.package, finding.packageManager].join('\0');

/** One thing to repair, on however many platforms: what is counted. */
export const findingKey = (finding: Omit<Finding, 'platform' | 'arn'>): string =>
  [vulnerabilityKey(finding), finding.version, finding.path ?? ''].join('\0');
