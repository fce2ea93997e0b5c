/** Between two looks at a scan: what is remembered, and what is to be done. */
import type { Failure } from '@slipway/action-kit/failures';
import type { PlatformImage, RepositoryScanning, ScanStart } from '../ports.ts';
import type { Ended, Read } from './scan-end.ts';

/** What is remembered of a part between two looks. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly part: PlatformImage;
  /** Looks in a row that found no scan. */
  readonly neverScanned: number;
  /** What became of the last looks, in a row, that AWS did not answer. */
  readonly unanswered: readonly Failure[];
  /** Looks in a row that did not find the image. */
  readonly notShown: number;
  readonly start: ScanStart | undefined;
  /** The status of the last look when its findings lacked: `COMPLETE`. */
  readonly lacking: string | undefined;
  /** The status of the last look while the scan went on: `PENDING`. */
  readonly going: string | undefined;
  /** The scan of another day that is to be followed by a newer one. */
  readonly renews: Read | undefined;
}

/** A scan is to be asked for, and what its answer leads to. */
export interface ToStart {
  readonly kind: 'start';
  readonly then: (answer: ScanStart) => Waiting | Ended;
  /** How it stands while ECR gives none. */
  readonly unanswered: Waiting;
}

export interface Circumstances {
  readonly scanning: RepositoryScanning;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly mayStart: boolean;
}
