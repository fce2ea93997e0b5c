/** What each of ECR's scan statuses means: read the findings, wait, or there will be none, and why. */
import { oneLine } from '@slipway/action-kit/untrusted';

export type Gap = 'unscannable' | 'timed-out' | 'not-configured' | 'archived';

export type Reading =
  | { readonly kind: 'read' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'gap'; readonly gap: Gap; readonly reason: string };

const gap = (which: Gap, reason: string): Reading => ({ kind: 'gap', gap: which, reason });

/** All ten of them. */
export const statuses: Readonly<Record<string, Reading>> = {
  COMPLETE: { kind: 'read' },
  // Inspector keeps watching the image: its findings of now are complete.
  ACTIVE: { kind: 'read' },
  PENDING: { kind: 'wait' },
  IN_PROGRESS: { kind: 'wait' },
  FAILED: gap('unscannable', 'the scan failed'),
  UNSUPPORTED_IMAGE: gap('unscannable', 'ECR does not know the operating system or the type of this image'),
  SCAN_ELIGIBILITY_EXPIRED: gap(
    'unscannable',
    'Inspector stopped scanning it, because it was not pushed or used for too long',
  ),
  FINDINGS_UNAVAILABLE: gap('unscannable', 'ECR has no findings for it at the moment'),
  LIMIT_EXCEEDED: gap('unscannable', 'it has more findings than ECR keeps, or too many scans were asked for'),
  IMAGE_ARCHIVED: gap('archived', 'it is archived, and ECR scans no archived image'),
};

/** @param description what ECR says about the status; text from outside. */
export function readingOf(status: string, description: string | undefined): Reading {
  const reading =
    statuses[status] ??
    gap('unscannable', `ECR answered ${oneLine(status, 60)}, a status that Slipway does not know`);
  if (reading.kind !== 'gap' || description === undefined || description === '') return reading;
  return { ...reading, reason: `${reading.reason} (${oneLine(description, 300).replace(/\.$/, '')})` };
}
