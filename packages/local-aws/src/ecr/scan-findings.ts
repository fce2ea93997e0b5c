/** What a scan of an image would find, as the world file says: the first entry that fits repository and tag. */
import type { FindingSeverity, ImageScanFinding } from '@aws-sdk/client-ecr';
import { fitsPattern } from '../tasks/image-choice.ts';
import type { FindingWorld, ImageWorld } from '../world.ts';

export interface ScanPlan {
  /** How the scan ends: COMPLETE, UNSUPPORTED_IMAGE, FAILED … */
  readonly status: string;
  readonly findings: readonly FindingWorld[];
}

/** An image that the world does not describe is scanned and clean. */
export function scanPlanOf(
  entries: readonly ImageWorld[],
  image: { readonly repository: string; readonly tags: readonly string[] },
): ScanPlan {
  const tags = image.tags.length === 0 ? [''] : image.tags;
  const entry = entries.find(
    (each) => each.repository === image.repository && tags.some((tag) => fitsPattern(tag, each.tag)),
  );
  return { status: entry?.scanStatus ?? 'COMPLETE', findings: entry?.findings ?? [] };
}

/** As basic scanning answers: without a word on fixes. */
export function basicFinding(finding: FindingWorld): ImageScanFinding {
  return {
    name: finding.id,
    description: finding.description,
    uri: `https://cve.mitre.org/cgi-bin/cvename.cgi?name=${finding.id}`,
    severity: finding.severity,
    attributes: [
      { key: 'package_version', value: finding.version },
      { key: 'package_name', value: finding.package },
    ],
  };
}

export function severityCounts(findings: readonly FindingWorld[]): Partial<Record<FindingSeverity, number>> {
  const counts: Partial<Record<FindingSeverity, number>> = {};
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

const descriptions: Readonly<Record<string, string>> = {
  COMPLETE: 'The scan was completed successfully.',
  IN_PROGRESS: 'The scan is in progress.',
  UNSUPPORTED_IMAGE: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
};

export const statusDescription = (status: string): string => descriptions[status] ?? `The scan is ${status}.`;
