/** A scan of another day: it knows what was known then, unless Inspector keeps it up to date. */
import { day } from '../policy/days.ts';
import type { RepositoryScanning, ScanStart } from '../ports.ts';
import type { Circumstances, ToStart, Waiting } from './waiting.ts';
import type { Read } from './scan-end.ts';
import { namedByNoRule, scannerOf } from './scanner.ts';

export type Age =
  | { readonly kind: 'fresh' }
  /** ECR makes a new one when asked, once a day. */
  | { readonly kind: 'renewable' }
  | { readonly kind: 'old'; readonly why: string };

type Dated = Pick<Read, 'scannedAt' | 'shape'>;

const fresh: Age = { kind: 'fresh' };
const old = (why: string): Age => ({ kind: 'old', why });

/** Inspector takes no orders: what it does not keep up to date stays as it is. */
export function ageOf({ scannedAt, shape }: Dated, { scanning, now }: Circumstances): Age {
  if (now - scannedAt <= day) return fresh;
  if (scanning.kind === 'enhanced' && shape === 'basic')
    return old('it is of basic scanning, and Inspector scans this registry now');
  if (scanning.kind === 'enhanced') return inspected[scanning.scans];
  if (scanning.kind === 'unknown' && scannerOf(scanning, shape) === 'enhanced')
    return old(howUnknown(scanning.reason));
  return { kind: 'renewable' };
}

type Enhanced = Extract<RepositoryScanning, { kind: 'enhanced' }>;

const inspected: Readonly<Record<Enhanced['scans'], Age>> = {
  continuously: fresh,
  'on-push': old('Inspector scans this repository on push alone'),
  never: old(namedByNoRule),
};

const howUnknown = (reason: string): string => `how Inspector scans this repository is not known: ${reason}`;

export function renewal(lacking: Waiting, read: Read, { mayStart, scanning }: Circumstances): Read | ToStart {
  if (!mayStart) return { ...read, old: 'a dry run starts no scan' };
  const renewing = { ...lacking, lacking: undefined, renews: read };
  return {
    kind: 'start',
    then: (answer) =>
      // That ECR starts no second one today means that a newer one than this was started already.
      answer === 'started' || answer === 'coming'
        ? { ...renewing, start: answer }
        : { ...read, old: whyOld(answer, scanning) },
    unanswered: { ...renewing, start: undefined },
  };
}

function whyOld(answer: Exclude<ScanStart, 'started' | 'coming'>, scanning: RepositoryScanning): string {
  switch (answer) {
    case 'denied':
      return 'this job may not start a scan (ecr:StartImageScan)';
    case 'unsupported':
    case 'archived':
      return 'ECR refuses to scan it again';
    case 'enhanced':
      return howUnknown(scanning.kind === 'unknown' ? scanning.reason : 'it was switched on just now');
  }
}
