/**
 * Which findings of an image its baseline has as well. Platforms are compared with their own: what is new on arm64
 * is new, whatever amd64 had. A platform of which the baseline says nothing has no standing, and so counts as new.
 */
import { findingKey, vulnerabilityKey } from '../findings/findings.ts';
import type { Finding } from '../findings/finding.ts';
import { worstFirst } from '../findings/order.ts';

/** The image of one platform, and what is in it; or why that is not known. */
export type PartFindings =
  | { readonly platform: string; readonly findings: readonly Finding[] }
  | { readonly platform: string; readonly reason: string };

export type Standing = 'introduced' | 'unchanged';

export interface Standings {
  /** Undefined where the baseline says nothing of the finding's platform. */
  readonly of: (finding: Finding) => Standing | undefined;
  readonly uncompared: readonly { readonly platform: string; readonly reason: string }[];
  /** What the baseline has, and no platform of the image any longer; each once. */
  readonly fixed: readonly Finding[];
}

/** @param baseline at least one part. */
export function compare(image: readonly PartFindings[], baseline: readonly PartFindings[]): Standings {
  const known = new Map(baseline.map((part) => [part, keysOf(part)]));
  const counterparts = new Map(image.map(({ platform }) => [platform, counterpartsOf(platform, baseline)]));
  const gapOf = (platform: string): string | undefined => {
    const parts = counterparts.get(platform) ?? [];
    if (parts.length === 0) return `the baseline has no image for ${platform}`;
    return parts.flatMap((part) => ('reason' in part ? [part.reason] : []))[0];
  };
  const uncompared = image.flatMap(({ platform }) => {
    const reason = gapOf(platform);
    return reason === undefined ? [] : [{ platform, reason }];
  });
  const without = new Set(uncompared.map(({ platform }) => platform));
  return {
    of: (finding) => {
      if (without.has(finding.platform)) return undefined;
      const parts = counterparts.get(finding.platform) ?? [];
      const key = vulnerabilityKey(finding);
      return parts.every((part) => known.get(part)?.has(key)) ? 'unchanged' : 'introduced';
    },
    uncompared,
    fixed: fixedOf(
      image,
      [...counterparts].flatMap(([platform, parts]) => (without.has(platform) ? [] : parts)),
    ),
  };
}

/**
 * An image without a platform's name, which is no index, may run on any: it is compared with all of the baseline's,
 * and a baseline without one stands for every platform.
 */
function counterpartsOf(platform: string, baseline: readonly PartFindings[]): readonly PartFindings[] {
  if (platform === '') return baseline;
  return baseline.filter((part) => part.platform === platform || part.platform === '');
}

const keysOf = (part: PartFindings): ReadonlySet<string> =>
  new Set('findings' in part ? part.findings.map(vulnerabilityKey) : []);

function fixedOf(image: readonly PartFindings[], compared: readonly PartFindings[]): readonly Finding[] {
  // Of a platform without findings it is not known what it has no longer.
  if (image.some((part) => 'reason' in part)) return [];
  const left = new Set(image.flatMap((part) => [...keysOf(part)]));
  const fixed = new Map<string, Finding>();
  for (const part of new Set(compared)) {
    for (const finding of 'findings' in part ? part.findings : []) {
      if (!left.has(vulnerabilityKey(finding))) fixed.set(findingKey(finding), finding);
    }
  }
  return [...fixed.values()].sort(worstFirst);
}
