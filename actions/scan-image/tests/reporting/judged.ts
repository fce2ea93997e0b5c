/** A judged image for the tests of the reports: made of findings and what the policy says, everything else as usual. */
import type { Finding } from '../../src/findings/finding.ts';
import { count } from '../../src/judging/count.ts';
import type { JudgedImage } from '../../src/judged-image.ts';
import { isCounted, type AssessedFinding, type ListedFinding } from '../../src/judging/assessed.ts';
import type { Ignore, Suppression, VexStatement } from '../../src/suppressing/suppression.ts';
import { policy } from '../findings.ts';

export const digest = `sha256:${'a'.repeat(64)}`;
export const baselineDigest = `sha256:${'b'.repeat(64)}`;
export const judgedAt = Date.UTC(2026, 10, 22, 10, 30);
const day = 86_400_000;

export function assessed(more: Partial<AssessedFinding> = {}): AssessedFinding {
  const finding: Finding = {
    id: 'CVE-2026-0001',
    related: [],
    severity: 'high',
    package: 'openssl',
    version: '3.0.1',
    packageManager: 'OS',
    distribution: undefined,
    path: undefined,
    platform: '',
    fix: 'yes',
    fixedIn: '3.0.2',
    knownSince: judgedAt - 45 * day,
    score: 7.5,
    knownExploited: undefined,
    epss: undefined,
    link: 'https://nvd.nist.gov/vuln/detail/CVE-2026-0001',
    description: 'A flaw in openssl.',
    arn: undefined,
    isSuppressedByInspector: false,
  };
  return {
    ...finding,
    standing: undefined,
    suppression: undefined,
    leftOut: undefined,
    breaches: [],
    ...more,
  };
}

export function ignore(more: Partial<Ignore> = {}): Ignore {
  return {
    id: 'CVE-2026-0009',
    reason: 'not reachable from outside',
    owner: 'team-web',
    expires: '2026-12-31',
    expiresAt: Date.UTC(2027, 0, 1) - 1,
    package: undefined,
    path: undefined,
    untilFixed: false,
    place: { file: 'ignores.yaml', line: 12 },
    ...more,
  };
}

export const ignored = (more: Partial<Ignore> = {}): Suppression => ({
  kind: 'ignore',
  ignore: ignore(more),
});

export function vex(more: Partial<VexStatement> = {}): Suppression {
  const statement: VexStatement = {
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    statement: undefined,
    author: 'security@example.com',
    place: { file: 'web.openvex.json', line: 7 },
    ...more,
  };
  return { kind: 'vex', statement };
}

export const usualPolicy = policy();

/** Each platform's finding a row of its own, unless they are equal but for the platform. */
export function listing(findings: readonly AssessedFinding[]): readonly ListedFinding[] {
  const rows = new Map<string, ListedFinding>();
  for (const { platform, ...finding } of findings) {
    const key = JSON.stringify([
      finding.id,
      finding.package,
      finding.packageManager,
      finding.version,
      finding.path,
    ]);
    const platforms = [...(rows.get(key)?.platforms ?? []), ...(platform === '' ? [] : [platform])].sort();
    rows.set(key, { ...finding, platforms });
  }
  return [...rows.values()];
}

/** @param findings worst first, as the gate hands them over. */
export function judgedOf(
  findings: readonly AssessedFinding[] = [],
  more: Partial<JudgedImage> = {},
): JudgedImage {
  const listed = listing(findings);
  const counts = count(listed.filter(isCounted));
  return {
    registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    region: 'eu-west-1',
    repository: 'team/web',
    digest,
    tag: undefined,
    serves: undefined,
    mode: 'gate',
    scanType: 'enhanced',
    parts: [{ platform: '', digest, scannedAt: Date.UTC(2026, 10, 22, 9, 15) }],
    gaps: [],
    findings,
    listed,
    comparison: { kind: 'none' },
    ignores: { expired: [], fixable: [], expiring: [], stale: [] },
    policy: usualPolicy,
    policySource: undefined,
    judgement: {
      verdict: 'passed',
      reason: 'every severity is within its budget',
      found: count(listed),
      counts,
      suppressed: listed.filter(({ suppression }) => suppression !== undefined).length,
      excesses: [],
      allowed: true,
      warns: false,
    },
    warnings: [],
    dryRun: false,
    judgedAt,
    ...more,
  };
}

/** With a verdict of no. */
export function failing(judged: JudgedImage, more: Partial<JudgedImage['judgement']> = {}): JudgedImage {
  const { counts } = judged.judgement;
  const failed = {
    verdict: 'failed',
    reason: `${String(counts.high)} high (0 allowed)`,
    excesses: [{ severity: 'high', count: counts.high, allowed: 0 }],
    allowed: false,
  } as const;
  return { ...judged, judgement: { ...judged.judgement, ...failed, ...more } };
}
