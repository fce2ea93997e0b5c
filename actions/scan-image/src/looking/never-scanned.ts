/** What to do about an image of which no scan is there: wait for the one that comes by itself, or ask for one. */
import type { ScanStart } from '../ports.ts';
import type { Circumstances, ToStart, Waiting } from './waiting.ts';
import { gap, type Ended } from './scan-end.ts';
import { namedByNoRule } from './scanner.ts';

/** A scan on push shows up within a moment; only then is one asked for. */
const looksBeforeStart = 3;
/** How often to look in vain when a scan may not be started: half a minute. */
const looksWhenDenied = 10;

export function unscanned(now: Waiting, { scanning, mayStart }: Circumstances): Waiting | Ended | ToStart {
  if (scanning.kind === 'enhanced') {
    return scanning.scans === 'never' ? gap('not-configured', namedByNoRule) : now;
  }
  const comesByItself = scanning.kind === 'unknown' || scanning.onPush;
  if (comesByItself && now.neverScanned < looksBeforeStart) return now;
  if (mayStart) {
    const then = (answer: ScanStart): Waiting | Ended => afterStart({ ...now, start: answer }, answer);
    return { kind: 'start', then, unanswered: now };
  }
  if (comesByItself && now.neverScanned < looksWhenDenied) return now;
  return gap('not-configured', 'it was never scanned, and a dry run starts no scan');
}

/** Nothing scanned it, and this job can't change that. */
export const notAllowed = gap(
  'not-configured',
  'it was not scanned on push, and this job may not start a scan (ecr:StartImageScan)',
  'Allow `ecr:StartImageScan`, turn on scan on push, or decide with `on-not-configured` what this means here.',
);

export function afterStart(now: Waiting, start: ScanStart): Waiting | Ended {
  switch (start) {
    case 'started':
    case 'coming':
    case 'enhanced':
      return now;
    case 'denied':
      if (now.neverScanned < looksWhenDenied) return now;
      return notAllowed;
    case 'unsupported':
      return gap('unscannable', 'ECR does not scan images of this type');
    case 'archived':
      return gap('archived', 'it is archived, and ECR scans no archived image');
  }
}
