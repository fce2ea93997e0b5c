/** What the watch remembers from look to look: plain data, so that a saved phase can go on. */
import type { Task } from './observations.ts';

export interface Memory {
  /** How many looks were made. */
  readonly looks: number;
  /** Whether ECS ever showed the deployment. */
  readonly shown: boolean;
  /** Stopped tasks of the deployment, each once, in the order they were seen. */
  readonly stopped: readonly Task[];
  /** ARNs of stopped tasks that were looked at, ours or not. */
  readonly seen: readonly string[];
  /** Whether a task of the deployment was ever seen healthy. */
  readonly everHealthy: boolean;
  /** How many were healthy at the last look at them. */
  readonly healthy: number;
  /** Whether a look at tasks was denied, and the verdict is left to ECS: they are not looked at again. */
  readonly blind: boolean;
  /** Counts of the last look; a change of them is worth a closer one. */
  readonly counts: string;
  /** The last line that was logged, and when. */
  readonly line: string;
  readonly lineAt: number;
  /** When ECS was first seen to roll back by itself. */
  readonly returningSince: number | undefined;
  /** Looks in a row that failed; the interval grows with them. */
  readonly misses: number;
  /** What the last failed look said. */
  readonly lastMiss: string | undefined;
}

export const blank: Memory = {
  looks: 0,
  shown: false,
  stopped: [],
  seen: [],
  everHealthy: false,
  healthy: 0,
  blind: false,
  counts: '',
  line: '',
  lineAt: 0,
  returningSince: undefined,
  misses: 0,
  lastMiss: undefined,
};
