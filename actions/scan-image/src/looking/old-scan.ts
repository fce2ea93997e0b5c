/** A basic scan of another day: it knows only what was known then, and ECR makes a new one when asked. */
import { day } from '../policy/days.ts';
import type { ScanStart } from '../ports.ts';
import type { Circumstances, ToStart, Waiting } from './waiting.ts';
import type { Read } from './scan-end.ts';
import type { ScanType } from './scanned-part.ts';

/**
 * ECR scans an image once a day. Inspector alone keeps what it found up to date; of a registry that may not be asked
 * nobody knows that it does.
 */
export const isOld = (scannedAt: number, scanner: ScanType, now: number): boolean =>
  scanner !== 'enhanced' && now - scannedAt > day;

export function renewal(lacking: Waiting, read: Read, { mayStart }: Circumstances): Read | ToStart {
  if (!mayStart) return { ...read, old: 'a dry run starts no scan' };
  const renewing = { ...lacking, lacking: undefined, renews: read };
  return {
    kind: 'start',
    then: (answer) =>
      // That ECR starts no second one today means that a newer one than this was started already.
      answer === 'started' || answer === 'coming'
        ? { ...renewing, start: answer }
        : { ...read, old: whyOld(answer) },
    unanswered: { ...renewing, start: undefined },
  };
}

function whyOld(answer: Exclude<ScanStart, 'started' | 'coming'>): string | undefined {
  switch (answer) {
    case 'denied':
      return 'this job may not start a scan (ecr:StartImageScan)';
    case 'unsupported':
    case 'archived':
      return 'ECR refuses to scan it again';
    // Inspector scans here after all.
    case 'enhanced':
      return undefined;
  }
}
