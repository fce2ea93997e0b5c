/** The form of the failure tables: each subject has its rows in a file, and failure-rows.ts puts them in order. */
import type { FailureKind } from '@slipway/action-kit/failures';
import type { Operation } from './api.ts';

export interface FailureRow {
  readonly operations: readonly Operation[] | 'every';
  readonly status: number;
  /** Of GitHub's message; absent when the status alone decides. */
  readonly message?: RegExp;
  readonly kind: FailureKind;
  readonly code: string;
  /** `‹about›` stands for what the call is about. */
  readonly what: string;
  /** Goes before GitHub's own message. */
  readonly why?: string;
  /** `‹advice›` stands for what a token of the caller's kind needs for this call. */
  readonly hint: string;
}
