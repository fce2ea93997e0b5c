/** What each of ECR's scan statuses means: read the findings, wait, or there will be none, and why. */
import { oneLine } from '@slipway/action-kit/untrusted';

export type Gap = 'unscannable' | 'timed-out' | 'not-configured' | 'archived';

export type Reading =
  | { readonly kind: 'read' }
  | { readonly kind: 'wait' }
  | {
      readonly kind: 'gap';
      readonly gap: Gap;
      readonly reason: string;
      /** What to do about it: a sentence. */
      readonly hint: string;
    };

const gap = (which: Gap, reason: string, hint: string): Reading => ({
  kind: 'gap',
  gap: which,
  reason,
  hint,
});

const decide = 'or decide with `on-unscannable` what this means here.';

/** All ten of them. */
export const statuses: Readonly<Record<string, Reading>> = {
  COMPLETE: { kind: 'read' },
  // Inspector keeps watching the image: its findings of now are complete.
  ACTIVE: { kind: 'read' },
  PENDING: { kind: 'wait' },
  IN_PROGRESS: { kind: 'wait' },
  FAILED: gap('unscannable', 'the scan failed', `Run it again, push the image anew, ${decide}`),
  UNSUPPORTED_IMAGE: gap(
    'unscannable',
    'ECR does not know the operating system or the type of this image',
    `Build on a base image that ECR can scan, ${decide}`,
  ),
  SCAN_ELIGIBILITY_EXPIRED: gap(
    'unscannable',
    'Inspector stopped scanning it, because it was not pushed or used for too long',
    `Push it again, let Inspector scan for longer (its re-scan duration), ${decide}`,
  ),
  FINDINGS_UNAVAILABLE: gap(
    'unscannable',
    'ECR has no findings for it at the moment',
    `Run it again later, ${decide}`,
  ),
  LIMIT_EXCEEDED: gap(
    'unscannable',
    'it has more findings than ECR keeps, or too many scans were asked for',
    `Run it again tomorrow, build on a base image with fewer findings, ${decide}`,
  ),
  IMAGE_ARCHIVED: gap(
    'archived',
    'it is archived, and ECR scans no archived image',
    'Restore the image in ECR, or push it again.',
  ),
};

/** @param description what ECR says about the status; text from outside. */
export function readingOf(status: string, description: string | undefined): Reading {
  const reading =
    statuses[status] ??
    gap(
      'unscannable',
      `ECR answered ${oneLine(status, 60)}, a status that Slipway does not know`,
      `See what ECR's console says of the image, ${decide}`,
    );
  if (reading.kind !== 'gap' || description === undefined || description === '') return reading;
  const words = oneLine(description, 300).replace(/\.$/, '');
  if (reading.reason.toLowerCase() === words.toLowerCase()) return reading;
  return { ...reading, reason: `${reading.reason} (${words})` };
}
