/** How the scan of a part ended: with findings, which came with the status that says so, or with none, and why. */
import type { FoundVulnerability, ScanFindings } from '../ports.ts';
import type { Gap } from './scan-status.ts';

export interface Read {
  readonly kind: 'read';
  readonly found: readonly FoundVulnerability[];
  /** Milliseconds since 1970. */
  readonly scannedAt: number;
  readonly shape: ScanFindings['shape'];
  /** Why there is none of today; undefined where it is of today, or Inspector keeps it up to date. */
  readonly old: string | undefined;
}

export type Ended =
  | Read
  | {
      readonly kind: 'gap';
      readonly gap: Gap;
      readonly reason: string;
      /** What to do about it: a sentence; undefined where its kind says enough. */
      readonly hint?: string | undefined;
    };

export const gap = (which: Gap, reason: string, hint?: string): Ended => ({
  kind: 'gap',
  gap: which,
  reason,
  hint,
});
