/** What a claim needs: the variables of the target repository, and what became of a key. */
import type { Failure } from '@slipway/action-kit/failures';
import type { FindingWorld, Start, StartedRun } from '../finding/ports.ts';

export interface ClaimVariable {
  readonly value: string;
  /** By GitHub's clock, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** GitHub's clock when it answered. */
  readonly now: number;
}

/** The variables of the target repository, with the token that may write them. Names are in upper case. */
export interface Claims {
  /** Never writes over what is there. May be repeated after a lost answer: whose it is, its value tells. */
  create(name: string, value: string, timeUp?: AbortSignal): Promise<{ readonly kind: 'created' | 'exists' }>;
  read(name: string, timeUp?: AbortSignal): Promise<ClaimVariable | undefined>;
  update(name: string, value: string, timeUp?: AbortSignal): Promise<'updated' | 'gone'>;
  /** @param timeUp aborted from the start: it is sent once, and never again after a lost answer. */
  remove(name: string, timeUp?: AbortSignal): Promise<unknown>;
}

export interface ClaimingWorld extends FindingWorld {
  readonly claims: Claims;
  /** `owner/name` of the target: where the variable is. */
  readonly repository: string;
  /** The page of this attempt of the job's run, `https://github.com/o/r/actions/runs/7/attempts/1`; undefined outside a job. */
  readonly by: string | undefined;
}

export type Once =
  /** By this step, now. `unrecorded`: the run could not be written into the claim; who comes later finds it by looking. */
  | {
      readonly kind: 'dispatched';
      readonly start: Exclude<Start, { readonly kind: 'unknown' }>;
      readonly unrecorded?: Failure | undefined;
    }
  /**
   * Before; the run is undefined when the server did not tell which it was.
   * `by`: the page of the run that did it, '' when it did not say; `byThisRun`: that was this workflow run, whichever attempt.
   * `wasPending`: no run was recorded when this step first looked, so that it may have been at work while this step waited.
   */
  | {
      readonly kind: 'already';
      readonly run: StartedRun | undefined;
      readonly by: string;
      readonly byThisRun: boolean;
      readonly wasPending: boolean;
    }
  /**
   * Somebody claimed it and did not live to say which run it was; found now, so it was pending when first seen.
   * `certain`: by its marker, not as the only one that fits. `byThisStep`: by a dispatch of this very step whose answer was
   * lost, as far as can be told without a marker.
   */
  | {
      readonly kind: 'recovered';
      readonly run: StartedRun;
      readonly by: string;
      readonly byThisRun: boolean;
      readonly wasPending: true;
      readonly byThisStep: boolean;
      readonly certain: boolean;
    }
  /** Nobody can tell whether it was dispatched; `hint` is what a person can do. */
  | { readonly kind: 'unclear'; readonly why: string; readonly hint: string };

/** What a dry run says of a key. */
export type ClaimSeen =
  | { readonly kind: 'free' }
  | { readonly kind: 'done'; readonly run: StartedRun | undefined; readonly by: string }
  /** Claimed, without a word that it was dispatched. `age` in milliseconds. */
  | { readonly kind: 'pending'; readonly by: string; readonly age: number };
