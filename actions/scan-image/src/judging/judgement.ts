/** The decision as a value: the verdict with its reason, and whether the image may be deployed. */
import type { Counts, Excess } from '../findings/severities.ts';
import type { Gap } from '../looking/scan-status.ts';

export type Verdict = 'passed' | 'failed' | Gap;

/** A part of the image that has no findings to read. */
export interface PartGap {
  /** '' for an image that is no index. */
  readonly platform: string;
  readonly gap: Gap;
  readonly reason: string;
  /** What to do about it: a sentence; undefined where its kind says enough. */
  readonly hint?: string | undefined;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** What to do about a missing answer: a sentence; undefined where its kind says enough. */
  readonly hint?: string | undefined;
  /** Of each severity, how many were found, whatever is counted. */
  readonly found: Counts;
  /** Of each severity, how many are counted: neither suppressed nor left out. */
  readonly counts: Counts;
  readonly suppressed: number;
  readonly excesses: readonly Excess[];
  readonly allowed: boolean;
  /** Why a person should look though it is allowed: a gap whose policy is `warn`, or `kev: warn`. */
  readonly warns: boolean;
}
