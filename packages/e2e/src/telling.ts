/** What a telling of the mission is given. */
import type { Narrator } from '@slipway/demo/narrator';

export interface Telling {
  readonly root: string;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  /** Milliseconds of real time. */
  readonly now: () => number;
  /** Told of each line that is printed by a job or by Terraform. */
  readonly line: (text: string) => void;
  /** The file of facts. */
  readonly facts: string;
}
