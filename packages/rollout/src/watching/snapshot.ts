/** What was seen at one look, and what the watch is about: all that a rule may judge by. */
import type { Deployment, ServiceState } from '../observations.ts';
import type { Memory } from '../memory.ts';
import type { Reason } from '../facts.ts';
import type { Started } from '../phases.ts';

export interface Snapshot {
  /** undefined until ECS names and knows it. */
  readonly deployment: Deployment | undefined;
  /** Asked only when our deployment has ended: what the service is asked to run then. */
  readonly service: Pick<ServiceState, 'status' | 'deployment' | 'taskDefinition'> | undefined;
  /** Milliseconds since the epoch, by the clock of AWS. */
  readonly takenAt: number;
}

export interface Watch {
  readonly started: Started;
  readonly memory: Memory;
}

export interface Verdict {
  readonly kind: 'waiting' | 'healthy' | 'unhealthy' | 'superseded' | 'returned';
  /** The name of the rule that found it. */
  readonly rule: string;
  readonly reason: Reason;
}

/** Answers when it finds its fact, else lets the next rule speak. */
export type Rule = (snapshot: Snapshot, watch: Watch, now: number) => Omit<Verdict, 'rule'> | undefined;

export function deadlineOf(started: Started): number {
  return started.startedAt + started.request.timeout;
}
