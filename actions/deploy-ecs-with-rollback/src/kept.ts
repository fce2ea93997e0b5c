/** What the step keeps for its own post step. It is read back by the same version of this action, in the same job. */
import type { Phase } from '@slipway/rollout/phases';

export interface Kept {
  readonly aws: { readonly region: string; readonly maxAttempts: number };
  readonly phase: Phase;
}

export const readKept = (state: unknown): Kept => state as Kept;
