/**
 * How one scan stands over time: by the script of the world, or as ECR is known to go. What can be read is said to be
 * there before the findings are (aws/aws-sdk#289): here always, so that whoever takes that answer for a clean image is
 * found out.
 */
import type { ImageWorld, ScanStepWorld } from '../../world.ts';
import type { ScanFrequency } from './scan-configuration.ts';

/** One scan of one image, in cloud time. */
export type Scan =
  | { readonly kind: 'basic'; readonly begunAt: number }
  | {
      readonly kind: 'enhanced';
      readonly begunAt: number;
      readonly frequency: ScanFrequency;
      /** When Inspector ceases to look at it again. */
      readonly eligibleUntil: number;
    };

/** Where a scan stands at a moment. */
export interface ScanStanding {
  readonly status: string;
  readonly description: string;
  /** Cloud time in milliseconds from which on the findings are there; undefined where there are none to read. */
  readonly attachedAt: number | undefined;
}

/** @param takes milliseconds from its beginning to its findings, where the world has no script. */
export function courseOf(
  scan: Scan,
  entry: Pick<ImageWorld, 'scan' | 'scanStatus'> | undefined,
  takes: number,
): readonly ScanStepWorld[] {
  if (entry?.scan !== undefined) return entry.scan;
  const isContinuous = scan.kind === 'enhanced' && scan.frequency === 'CONTINUOUS_SCAN';
  const status = entry?.scanStatus ?? (isContinuous ? 'ACTIVE' : 'COMPLETE');
  // What can't be read has no findings to wait for.
  const ends = { at: canBeRead(status) ? takes / 2 : takes, status };
  if (scan.kind === 'basic') return [{ at: 0, status: 'IN_PROGRESS' }, ends];
  const lapses = { at: scan.eligibleUntil - scan.begunAt, status: 'SCAN_ELIGIBILITY_EXPIRED' };
  return [{ at: takes / 4, status: 'PENDING' }, ends, ...(isContinuous ? [lapses] : [])];
}

/** Undefined before its first step: then ECR knows of no scan. @param at cloud time in milliseconds. */
export function standingAt(
  scan: Scan,
  course: readonly ScanStepWorld[],
  at: number,
  takes: number,
): ScanStanding | undefined {
  const passed = course.filter((step) => scan.begunAt + step.at <= at);
  const last = passed.at(-1);
  if (last === undefined) return undefined;
  const description = last.description ?? descriptions[last.status] ?? `The scan is ${last.status}.`;
  const { status } = last;
  const readable = passed.slice(passed.findLastIndex((step) => !canBeRead(step.status)) + 1);
  const since = readable[0]?.at;
  const attachedAt = since === undefined ? undefined : scan.begunAt + since + takes / 2;
  return { status, description, attachedAt };
}

const canBeRead = (status: string): boolean => status === 'COMPLETE' || status === 'ACTIVE';

const descriptions: Readonly<Record<string, string>> = {
  ACTIVE: 'Continuous scan is selected for image.',
  COMPLETE: 'The scan was completed successfully.',
  FAILED: 'The scan failed.',
  FINDINGS_UNAVAILABLE: 'The findings of the scan are unavailable.',
  IMAGE_ARCHIVED: 'The image is archived.',
  IN_PROGRESS: 'The scan is in progress.',
  LIMIT_EXCEEDED: 'The limit of scans was exceeded.',
  PENDING: 'The scan is pending.',
  SCAN_ELIGIBILITY_EXPIRED: 'Scan eligibility of the image has expired.',
  UNSUPPORTED_IMAGE: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
};

export const toldStatus = ({ status, description }: Pick<ScanStanding, 'status' | 'description'>) => ({
  status,
  description,
});

/** A status without a script. */
export const plainStatus = (status: string): object =>
  toldStatus({ status, description: descriptions[status] ?? '' });
