/**
 * The diagram of a run: which phases there are and what each of them knows. A phase is plain data, so it can be
 * saved, resumed, printed and asserted; the handlers' return types say which phase may follow which.
 */
import type { FailureKind } from '@slipway/action-kit/failures';
import type { Evidence } from './evidence.ts';
import type { Baseline, Crew, Found, GiveBack, Moment, Reason, Serving } from './facts.ts';
import type { Task } from './observations.ts';
import type { Request, Wanted, WantedPrevious } from './request.ts';
import type { Memory } from './memory.ts';

export interface Planning {
  readonly kind: 'planning';
  readonly request: Request;
  readonly wanted: Wanted;
  /** ARN of the revision that this run registered, when it was made ready before and is planned again. */
  readonly registered?: string | undefined;
  /** When this run first waited for another deployment, if it did: every wait has one limit in all. */
  readonly waitingSince?: number | undefined;
}

/** Where the modes begin that act on a deployment that is there. */
export interface TakingOver {
  readonly kind: 'taking-over';
  readonly request: Request;
  /** ARN of the task definition whose images were judged; undefined when none were to be. */
  readonly judged?: string | undefined;
}

export interface Registering {
  readonly kind: 'registering';
  readonly request: Request;
  readonly wanted: Extract<Wanted, { kind: 'document' }>;
  readonly baseline: Baseline | undefined;
  /** ARN of the deployment that was the newest before ours. */
  readonly before: string | undefined;
  /** `ecs-svc/N` of the primary deployment before ours: ECS tells of a new one by it before it names it. */
  readonly primary: string | undefined;
  /** ARN of the task definition that the service is asked to run before ours. */
  readonly replaces: string;
  readonly found: Found;
  readonly waitingSince: number | undefined;
}

export interface Updating {
  readonly kind: 'updating';
  readonly request: Request;
  readonly baseline: Baseline | undefined;
  readonly before: string | undefined;
  readonly primary: string | undefined;
  readonly replaces: string;
  /** ARN of the task definition to run. */
  readonly taskDefinition: string;
  /** The same, when this run registered it; undefined for a revision that was there. */
  readonly registered: string | undefined;
  /** How it was asked for, when that was not by its name: it holds only while nothing else was deployed since. */
  readonly previous?: WantedPrevious | undefined;
  /** Whether the service is asked to run it already, and is to deploy it all the same. */
  readonly again: boolean;
  /** When ECS first had no time for the update; undefined when it always had. */
  readonly throttledSince?: number | undefined;
  /** For the plan anew, when another deployment came meanwhile. */
  readonly found: Found;
  readonly waitingSince: number | undefined;
}

/** What is known once ECS was asked to run the new revision. */
export interface Started {
  readonly request: Request;
  readonly baseline: Baseline | undefined;
  readonly before: string | undefined;
  readonly taskDefinition: string;
  /** `ecs-svc/N`, the mark of its tasks. */
  readonly owner: string | undefined;
  /** ARN of the service deployment; undefined until ECS names it. */
  readonly deployment: string | undefined;
  /** Milliseconds since the epoch, at UpdateService. */
  readonly startedAt: number;
  readonly desired: number;
  readonly targetGroups: readonly string[];
  /** Milliseconds in which the load balancer's word on a new task is not listened to. */
  readonly gracePeriod: number;
  /** Id of the newest event that the service told before ours. */
  readonly lastEvent: string | undefined;
  readonly found: Found;
  /** What was seen since, each once. */
  readonly moments: readonly Moment[];
}

export interface Watching {
  readonly kind: 'watching';
  readonly started: Started;
  readonly memory: Memory;
}

/** ECS has declared the deployment successful, and what was asked for besides is looked at. */
export interface Confirming {
  readonly kind: 'confirming';
  readonly started: Started;
  readonly memory: Memory;
  /** When ECS was seen to be done, milliseconds since the epoch. */
  readonly since: number;
  /** How many of the stopped tasks were known then. */
  readonly deathsBefore: number;
  readonly looks: number;
  /** Attempts of the health check so far. */
  readonly attempts: number;
  /** Since when nothing of it was healthy at the end; milliseconds since the epoch. */
  readonly missingSince?: number | undefined;
}

/** ECS was asked for another count or other tags of what serves: that starts no deployment. */
export interface Adjusting {
  readonly kind: 'adjusting';
  readonly started: Started;
  readonly looks: number;
  /** The last line that was logged, and when. */
  readonly line: string;
  readonly lineAt: number;
}

export interface RollingBack {
  readonly kind: 'rolling-back';
  readonly started: Started;
  readonly baseline: Baseline;
  /** What went wrong. */
  readonly reason: Reason;
  /** Who must act and what to do, when a failure of a call is what went wrong. */
  readonly blame: { readonly failureKind: FailureKind; readonly hint: string | undefined } | undefined;
  /** When the decision fell, and until when the baseline must serve; milliseconds since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly giveBack: GiveBack | undefined;
  /** Stopped tasks of the deployment that the watch has seen. */
  readonly stopped: readonly Task[];
  /** ARNs of the service revisions that the watch has seen it replace. */
  readonly replaces: readonly string[];
  readonly evidence: Evidence;
  /** Whether all of the evidence was looked for. */
  readonly gathered: boolean;
  /** Looks in a row that failed. */
  readonly misses: number;
  /** Whether ECS is done and the tasks that run did not prove it at the last look. */
  readonly isUnproven?: boolean;
  readonly said?: { readonly text: string; readonly at: number } | undefined;
  /** Whether the job has ended: nobody is left to confirm what ECS finished. */
  readonly isPostStep?: true;
}

export const outcomes = [
  'succeeded',
  'unchanged',
  'started',
  'planned',
  'refused',
  'superseded',
  'rolled-back',
  'stuck',
] as const;
export type Outcome = (typeof outcomes)[number];

/** A final phase. */
export interface Ended<O extends Outcome = Outcome> {
  readonly kind: O;
  readonly request: Request;
  readonly reason: Reason;
  /** The next thing to do, a sentence. */
  readonly hint: string | undefined;
  /** Who must act, when the end is red. */
  readonly failureKind: FailureKind;
  readonly baseline: Baseline | undefined;
  /** ARN of the new revision, when there is one. */
  readonly taskDefinition: string | undefined;
  /** Whether this run made that revision, and no service was asked to run it. */
  readonly registered: boolean;
  readonly deployment: string | undefined;
  readonly giveBack: GiveBack | undefined;
  /** What serves alone, or what alone is healthy; undefined when that was not proven. */
  readonly serving: Serving | undefined;
  /** All that runs, where an end looked at more than what it had to prove. */
  readonly crews: readonly Crew[] | undefined;
  readonly evidence: Evidence | undefined;
  /** Milliseconds since the epoch: UpdateService, the start of the way back, the end. */
  readonly startedAt: number | undefined;
  readonly rollbackAt: number | undefined;
  readonly endedAt: number;
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** What happened when, while it was watched. */
  readonly moments: readonly Moment[];
  /**
   * Set when the job was cancelled while the way back was under way, or while it was not known whether ECS took the
   * update: the post step resumes here.
   */
  readonly unfinished: RollingBack | Updating | undefined;
}

export type Active =
  Planning | TakingOver | Registering | Updating | Watching | Confirming | Adjusting | RollingBack;
export type Phase = Active | Ended;

export function isEnded(phase: Phase): phase is Ended {
  return (outcomes as readonly string[]).includes(phase.kind);
}

/** The service that a phase is about. */
export function serviceOf(phase: Phase): Request['name'] {
  return 'started' in phase ? phase.started.request.name : phase.request.name;
}
