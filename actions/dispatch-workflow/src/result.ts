/** What came of a step, for the report: nothing wanted, a dry run, or a run that was started now or before. */
import type { Failure } from '@slipway/action-kit/failures';
import type { Target } from './asking/target.ts';
import type { Beginning } from './beginning.ts';
import type { ClaimSeen } from './claiming/ports.ts';
import type { Followed } from './following/follow.ts';
import type { Condition } from './inputs.ts';

export type Result =
  /** `when` says no: as it was read, undefined where it was empty. */
  | {
      readonly kind: 'not-wanted';
      readonly what: string;
      readonly repository: string;
      readonly when: Exclude<Condition, 'yes'> | undefined;
    }
  /** A dry run. */
  | {
      readonly kind: 'planned';
      readonly target: Target;
      readonly key: string | undefined;
      /** Of the key; undefined without one. */
      readonly claim: ClaimSeen | undefined;
      readonly outdated: Failure | undefined;
    }
  | {
      readonly kind: 'begun';
      readonly target: Target;
      readonly key: string | undefined;
      readonly beginning: Beginning;
      readonly unrecorded: Failure | undefined;
      /** Why the target could not be started now, which does not matter any more: its key is done. */
      readonly outdated: Failure | undefined;
      readonly wait: boolean;
      /** Milliseconds. */
      readonly timeout: number;
      /** Undefined without `wait`, or without a run to follow. */
      readonly followed: Followed | undefined;
      /** Whether the run had ended before this step, so that its end is told and not judged. */
      readonly isHistory: boolean;
    };

export type Begun = Extract<Result, { readonly kind: 'begun' }>;
