/** What ECR knows of the parts of an image: how their scans ended, and what they found. */
import type { Finding } from '../findings/finding.ts';
import { findingOf } from '../findings/findings.ts';
import { worstFirst } from '../findings/order.ts';
import type { ScannedPart, ScanType } from './scanned-part.ts';
import type { PartGap } from '../judging/judgement.ts';
import type { PlatformImage, Ports, RepositoryScanning } from '../ports.ts';
import { awaitScans } from './await-scans.ts';
import { scannerOf } from './scanner.ts';

/** The image of one platform: its findings, or why there are none. */
export type SeenPart = ScannedPart &
  (
    | {
        readonly kind: 'read';
        readonly scannedAt: number;
        readonly findings: readonly Finding[];
        readonly old: string | undefined;
      }
    | { readonly kind: 'gap'; readonly gap: PartGap }
  );

export interface SeenParts {
  readonly parts: readonly SeenPart[];
  readonly scanType: ScanType;
}

export interface AskedParts {
  readonly repository: string;
  readonly parts: readonly PlatformImage[];
  readonly scanning: RepositoryScanning;
  /** Milliseconds. */
  readonly timeout: number;
  readonly mayStart: boolean;
  /** Whether a scan of another day, which is said to be one, is better than none. */
  readonly keepsOld: boolean;
}

export async function seeParts(asked: AskedParts, ports: Ports): Promise<SeenParts> {
  const ends = await awaitScans(asked, ports);
  const parts = asked.parts.map(({ platform, digest }, index): SeenPart => {
    const end = ends[index];
    if (end === undefined) throw new Error('each part has an end');
    if (end.kind === 'gap') {
      const gap = { platform, gap: end.gap, reason: end.reason, hint: end.hint };
      return { kind: 'gap', platform, digest, scannedAt: undefined, gap };
    }
    const findings = end.found.map((found) => findingOf(found, platform)).sort(worstFirst);
    return { kind: 'read', platform, digest, scannedAt: end.scannedAt, findings, old: end.old };
  });
  const shapes = ends.flatMap((end) => (end.kind === 'read' ? [end.shape] : []));
  // Of a registry that was just switched, one part may be scanned the old way: then the policy must not count on more.
  const isBasic = shapes.includes('basic');
  const enhanced = shapes.includes('enhanced') ? 'enhanced' : 'none';
  return { parts, scanType: isBasic ? 'basic' : scannerOf(asked.scanning, enhanced) };
}
