/** What the watch remembers from look to look: plain data, so that a saved phase can go on. */
import type { AlarmState, Deployment, Task } from './observations.ts';

/** A task that its load balancer calls unhealthy, though its grace period is over. */
export interface Refusal {
  readonly reason: string;
  /** By the clock of AWS, since when for this reason: the end of its grace period, or when the reason changed. */
  readonly since: number;
  /** Looks in a row that saw it. */
  readonly looks: number;
}

export interface Memory {
  /** How many looks were made. */
  readonly looks: number;
  /** Whether ECS ever showed the deployment. */
  readonly shown: boolean;
  /** ARNs of the service revisions that it replaces, as ECS last showed it. */
  readonly sources: readonly string[];
  readonly breaker: Deployment['breaker'];
  /** Stopped tasks of the deployment, each once, in the order they were seen. */
  readonly stopped: readonly Task[];
  /** ARNs of stopped tasks that were looked at, ours or not. */
  readonly seen: readonly string[];
  /** Whether a task of the deployment was ever seen healthy. */
  readonly everHealthy: boolean;
  /** How many were healthy at the last look at them. */
  readonly healthy: number;
  /** ARNs of the tasks that ran when the counts last changed. */
  readonly live: readonly string[];
  /** Whether its containers have health checks; undefined until its document was looked at. */
  readonly hasChecks: boolean | undefined;
  /** How long its target groups take to call a target unhealthy, in milliseconds. */
  readonly patience: number | 'not-asked' | 'unknown';
  /** What the load balancer has against tasks whose grace period is over, by the ARN of the task. */
  readonly refusals: Readonly<Record<string, Refusal>>;
  /** When the targets are to be looked at again, to tell whether that stays so, by the clock of AWS; undefined when nothing is. */
  readonly judgeAt: number | undefined;
  /** The alarms that were asked to be watched, as they were when they were last asked. */
  readonly alarms: readonly AlarmState[];
  readonly alarmsAt: number;
  /** Those of them that were seen OK. */
  readonly cleared: readonly string[];
  /** When the events of the service were last looked at, and what keeps it from starting tasks by them. */
  readonly eventsAt: number;
  readonly trouble: string | undefined;
  /** Stage and weights that were last told; whom a hook waits for. */
  readonly course: string;
  readonly awaited: string | undefined;
  readonly earlySuccess: Deployment['earlySuccess'];
  /** What is told once. */
  readonly told: readonly string[];
  /** Whether a look at tasks was denied, and the verdict is left to ECS: they are not looked at again. */
  readonly blind: boolean;
  /** Counts of the last look; a change of them is worth a closer one. */
  readonly counts: string;
  /** Looks in which a task that is gone by the counts, and not listed yet, is still asked for at once. */
  readonly owed: number;
  /** The last line that was logged, and when. */
  readonly line: string;
  readonly lineAt: number;
  /** Whether ECS is done and the tasks that run did not prove it at the last look. */
  readonly isUnproven: boolean;
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
  sources: [],
  breaker: undefined,
  stopped: [],
  seen: [],
  everHealthy: false,
  healthy: 0,
  live: [],
  hasChecks: undefined,
  patience: 'not-asked',
  refusals: {},
  judgeAt: undefined,
  alarms: [],
  alarmsAt: 0,
  cleared: [],
  eventsAt: 0,
  trouble: undefined,
  course: '',
  awaited: undefined,
  earlySuccess: 'off',
  told: [],
  blind: false,
  counts: '',
  owed: 0,
  line: '',
  lineAt: 0,
  isUnproven: false,
  returningSince: undefined,
  misses: 0,
  lastMiss: undefined,
};
