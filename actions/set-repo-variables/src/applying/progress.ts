/** Who is told while variables are written: with a hundred of them that takes a minute and a half. */
import type { Override } from '../asking/merge.ts';
import type { Target } from '../asking/target.ts';
import type { Change } from '../planning/plan.ts';
import type { Done } from './done.ts';

export interface Beginning {
  readonly target: Target;
  readonly plan: readonly Change[];
  readonly overrides: readonly Override[];
  /** Whether the environment is made first. */
  readonly environmentMade: boolean;
}

export interface Progress {
  /** Called once, before anything is written. */
  begins(beginning: Beginning): void;
  /** Called for each change of the plan, in its order, once it is done. */
  did(done: Done): void;
}

export const nobodyIsTold: Progress = { begins: () => undefined, did: () => undefined };
