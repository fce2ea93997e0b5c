/** How the image compares with its baseline. */
import type { Finding } from '../findings/finding.ts';
import { vulnerabilityKey } from '../findings/findings.ts';
import type { AssessedFinding } from '../judging/assessed.ts';
import type { Standings } from './compare.ts';
import type { Baseline } from './see-baseline.ts';

export type Comparison =
  /** Nobody asked for one, or nothing of the image could be looked at. */
  | { readonly kind: 'none' }
  /** There is nothing to compare with; the absolute policy holds. */
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'compared';
      /** Of the baseline. */
      readonly digests: readonly string[];
      /** `web:41 of ecs:main/web`; undefined for a baseline that was given as a digest. */
      readonly serves: string | undefined;
      /** Vulnerabilities in packages, whatever counts, that a platform has and its baseline lacks, or that has none. */
      readonly introduced: number;
      readonly unchanged: number;
      /** What the baseline had and the image has no longer, worst first. */
      readonly fixed: readonly Finding[];
      /** Platforms of the image that the baseline says nothing of, with the reason. */
      readonly uncompared: readonly { readonly platform: string; readonly reason: string }[];
    };

/** @param standings undefined unless the baseline was seen. */
export function comparisonOf(
  baseline: Baseline,
  standings: Standings | undefined,
  findings: readonly AssessedFinding[],
): Comparison {
  if (baseline.kind !== 'seen') return baseline;
  const { digests, serves } = baseline;
  const isNew = ({ standing }: AssessedFinding): boolean => standing !== 'unchanged';
  const keys = (of: readonly AssessedFinding[]): ReadonlySet<string> => new Set(of.map(vulnerabilityKey));
  const introduced = keys(findings.filter(isNew));
  const unchanged = keys(findings.filter((finding) => !isNew(finding)));
  return {
    kind: 'compared',
    digests,
    serves,
    introduced: introduced.size,
    unchanged: [...unchanged].filter((key) => !introduced.has(key)).length,
    fixed: standings?.fixed ?? [],
    uncompared: standings?.uncompared ?? [],
  };
}
