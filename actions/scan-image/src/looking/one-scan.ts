/**
 * The scan of one image, look by look: what a look means after those before it. Pure; who looks, starts and waits is
 * await-scans.ts.
 */
import type { PlatformImage, ScanLook } from '../ports.ts';
import { areAttached } from './findings-attached.ts';
import { afterStart, notAllowed, unscanned } from './never-scanned.ts';
import { ageOf, renewal } from './old-scan.ts';
import { gap, type Ended, type Read } from './scan-end.ts';
import type { Circumstances, ToStart, Waiting } from './waiting.ts';
import { readingOf } from './scan-status.ts';
import { scannerOf } from './scanner.ts';

/** Its registry shows an image some seconds before its scanning does; after half a minute it never will. */
const looksUntilShown = 10;
/** A burst of throttling is over by then: looks that AWS did not answer though each was tried again. */
export const looksUnanswered = 5;

export const begun = (part: PlatformImage): Waiting => ({
  kind: 'waiting',
  part,
  neverScanned: 0,
  unanswered: [],
  notShown: 0,
  start: undefined,
  lacking: undefined,
  going: undefined,
  renews: undefined,
});

export function afterLook(before: Waiting, look: ScanLook, how: Circumstances): Waiting | Ended | ToStart {
  const answered = { ...before, unanswered: [] };
  if (look.kind === 'not-shown') return afterNotShown(answered);
  const shown = { ...answered, notShown: 0 };
  if (look.kind === 'status') return afterStatus({ ...shown, neverScanned: 0 }, look, how);
  const now = { ...shown, lacking: undefined, going: undefined, neverScanned: before.neverScanned + 1 };
  return now.start === undefined ? unscanned(now, how) : afterStart(now, now.start);
}

function afterNotShown(before: Waiting): Waiting | Ended {
  const notShown = before.notShown + 1;
  if (notShown >= looksUntilShown)
    return gap('unscannable', `ECR's scanning does not know the image ${before.part.digest}`);
  return { ...before, lacking: undefined, notShown };
}

function afterStatus(
  before: Waiting,
  { status, description, findings }: Extract<ScanLook, { kind: 'status' }>,
  how: Circumstances,
): Waiting | Ended | ToStart {
  const reading = readingOf(status, description);
  if (reading.kind === 'gap') return reading;
  if (reading.kind === 'wait') return { ...before, lacking: undefined, going: status };
  const lacking = { ...before, lacking: status, going: undefined };
  if (findings?.completedAt === undefined) return lacking;
  const scanner = scannerOf(how.scanning, findings.shape);
  if (!areAttached(findings, scanner, how.now)) return lacking;
  const scannedAt = findings.completedAt.getTime();
  const isRenewing = before.renews !== undefined && before.start !== undefined;
  if (isRenewing && scannedAt <= before.renews.scannedAt) return { ...before, lacking: undefined };
  const read: Read = {
    kind: 'read',
    found: findings.found,
    scannedAt,
    shape: findings.shape,
    old: undefined,
  };
  const age = ageOf(read, how);
  if (age.kind === 'renewable') return renewal(lacking, read, how);
  return age.kind === 'old' ? { ...read, old: age.why } : read;
}

/**
 * @param timeout in milliseconds.
 * @param keepsOld whether a scan of another day, which is said to be one, is better than none.
 */
export function outOfTime(
  { start, neverScanned, lacking, going, renews }: Waiting,
  timeout: number,
  keepsOld: boolean,
): Ended {
  const seconds = `${String(timeout / 1000)} s`;
  if (renews !== undefined) {
    const why = `a newer one did not end within ${seconds}`;
    return keepsOld
      ? { ...renews, old: why }
      : gap('timed-out', `its scan is more than a day old, and ${why}`);
  }
  if (lacking !== undefined) {
    return gap('timed-out', `ECR says ${lacking}, but its findings were not there within ${seconds}`);
  }
  if (neverScanned > 0 && start === 'denied') return notAllowed;
  if (neverScanned > 0 && (start === undefined || start === 'enhanced')) {
    const who = start === 'enhanced' ? 'Inspector scans this registry, but ' : '';
    return gap('not-configured', `${who}no scan of this image appeared within ${seconds}`);
  }
  const last = going === undefined ? '' : `: ECR says ${going}`;
  return gap('timed-out', `its scan did not end within ${seconds}${last}`);
}
