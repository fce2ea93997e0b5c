/**
 * What the image is compared with: the findings of what runs, or of a digest. Whatever is missing is said and makes
 * the gate stricter, never wider: what has no baseline counts as new.
 */
import type { PlatformImage, Ports, RepositoryScanning } from '../ports.ts';
import { utcDay } from '../policy/days.ts';
import type { BaselineSource } from '../policy/policy.ts';
import { withParts } from '../looking/locate-image.ts';
import { seeParts, type SeenPart } from '../looking/see-parts.ts';
import { baselineDigests } from './baseline-digests.ts';
import type { PartFindings } from './compare.ts';

export type Baseline =
  | { readonly kind: 'none' }
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'seen';
      readonly digests: readonly string[];
      /** `web:41 of ecs:main/web`; undefined for a digest that was given. */
      readonly serves: string | undefined;
      readonly parts: readonly PartFindings[];
      /** What a person should know of its scans, a sentence each. */
      readonly warnings: readonly string[];
    };

export interface AskedBaseline {
  readonly source: BaselineSource;
  readonly repository: string;
  readonly scanning: RepositoryScanning;
  /** Milliseconds. */
  readonly timeout: number;
  readonly mayStart: boolean;
}

/** The image itself is what the run is for; its baseline is not waited for as long. */
const longestWait = 120_000;

export async function seeBaseline(asked: AskedBaseline, ports: Ports): Promise<Baseline> {
  const known = await baselineDigests(asked.source, asked.repository, ports.running);
  if (known.kind !== 'known') return known;
  const { digests, serves } = known;
  const parts: PlatformImage[] = [];
  for (const digest of digests) {
    const image = await ports.images.find(asked.repository, digest);
    if (image === undefined) return absent(`${asked.repository} has no image ${digest}`);
    const located = await withParts(asked.repository, image, ports.images);
    if (located.gap !== undefined) return absent(`${digest}: ${located.gap.reason}`);
    parts.push(...located.parts);
  }
  const timeout = Math.min(asked.timeout, longestWait);
  const seen = await seeParts({ ...asked, parts, timeout, keepsOld: true }, ports);
  const first = seen.parts.find((part) => part.kind === 'gap');
  if (first?.kind === 'gap' && seen.parts.every(({ kind }) => kind === 'gap'))
    return absent(`there are no findings for ${digests.join(' and ')}: ${first.gap.reason}`);
  return { kind: 'seen', digests, serves, parts: byPlatform(seen.parts), warnings: oldScans(seen.parts) };
}

const absent = (reason: string): Baseline => ({ kind: 'absent', reason });

function oldScans(parts: readonly SeenPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'gap' || part.old === undefined) return [];
    const of = part.platform === '' ? '' : ` of ${part.platform}`;
    return `The baseline's scan${of} is of ${utcDay(part.scannedAt)} (${part.old}): what was published since then may count as new.`;
  });
}

/** Images of several containers are one baseline: what one of them has, runs. A platform that one lacks is not known. */
function byPlatform(parts: readonly SeenPart[]): readonly PartFindings[] {
  const merged = new Map<string, PartFindings>();
  for (const part of parts) {
    const before = merged.get(part.platform);
    const { platform } = part;
    if (before !== undefined && 'reason' in before) continue;
    if (part.kind === 'gap') merged.set(platform, { platform, reason: part.gap.reason });
    else merged.set(platform, { platform, findings: [...(before?.findings ?? []), ...part.findings] });
  }
  return [...merged.values()];
}
