/** What the gate asks of an image: one value, whether it came from inputs or from a policy file. */
import type { Budgets, Severity } from '../findings/severities.ts';
import type { Pattern } from './patterns.ts';

export type Tolerance = 'fail' | 'warn' | 'pass';

/** With what runs or stood before a finding is compared. */
export type BaselineSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'service'; readonly cluster: string; readonly service: string };

export interface Policy {
  readonly budgets: Budgets;
  readonly fixableOnly: boolean;
  readonly newOnly: boolean;
  readonly kev: 'off' | 'warn' | 'fail';
  /** 0 to 1: a finding above it fails. */
  readonly epssAbove: number | undefined;
  /** Milliseconds: a fixable finding that is known for longer fails. */
  readonly maxAge: ReadonlyMap<Severity, number>;
  readonly packages: readonly Pattern[];
  readonly paths: readonly Pattern[];
  /** What a missing answer means. */
  readonly tolerances: Readonly<Record<'unscannable' | 'timed-out' | 'not-configured', Tolerance>>;
}
