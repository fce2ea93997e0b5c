/** What a telling of the mission is given. */
import type { Narrator } from '@slipway/demo/narrator';

export interface Listening {
  /** Told of each line that is printed by a job or by Terraform. */
  readonly line: (text: string) => void;
  /** Aborted when everything is to end. */
  readonly signal: AbortSignal;
  /** Milliseconds of real time. */
  readonly now: () => number;
}

export interface Telling extends Listening {
  readonly root: string;
  readonly narrator: Narrator;
  /** The file of facts. */
  readonly facts: string;
}
