/**
 * The report of a deployment as programs read it. These types are its documentation: report.schema.json is generated
 * from them and their comments. Within a version members are added, never renamed or removed.
 */

/** How one deployment went, from the first look to the proof of what serves. */
export interface DeployReport {
  /** The version of this format. */
  readonly version: 1;
  /** How it ended; green are succeeded, unchanged, started and planned. */
  readonly outcome:
    'succeeded' | 'unchanged' | 'started' | 'planned' | 'refused' | 'superseded' | 'rolled-back' | 'stuck';
  /** What happened and what serves now, in sentences on one line. */
  readonly headline: string;
  /** Why it ended like this, without a full stop. */
  readonly reason: string;
  /** A stable word for what went wrong; null when the step is green. */
  readonly failureCode: string | null;
  /** The next thing to do, a sentence; null when there is nothing. */
  readonly hint: string | null;
  /** What a person should know beside it, a sentence each. */
  readonly warnings: readonly string[];
  /** What is good to know and asks for nothing, a sentence each. */
  readonly notices: readonly string[];
  /** As the input has it: a name or an ARN. */
  readonly cluster: string;
  /** As the input has it: a name or an ARN. */
  readonly service: string;
  /** ARN of the revision that was to be deployed; null when none was made. */
  readonly taskDefinition: string | null;
  /** ARN of the revision that served before; null when nothing did, or nobody looked. */
  readonly previousTaskDefinition: string | null;
  /** ARN of the revision that serves at the end; null when that is not proven, nothing serves, or two revisions do. */
  readonly servingTaskDefinition: string | null;
  /** How many of its tasks serve; null when they could not be counted. */
  readonly servingTasks: number | null;
  /** ARN of the service deployment of the new revision; null when there is none, or ECS did not name it. */
  readonly deployment: string | null;
  /** How the old revision was put back; null when it was not asked for. */
  readonly giveBack: GiveBackReport | null;
  /** How long it took. */
  readonly durations: DurationsReport;
  /** The phases of the run in order, the last one is the outcome. */
  readonly journal: readonly PhaseReport[];
  /** What was seen when, each thing once. */
  readonly moments: readonly MomentReport[];
  /** What is known about the failure; null when nothing failed. */
  readonly evidence: EvidenceReport | null;
}

/** The way back. */
export interface GiveBackReport {
  /** By stopping the deployment, or by updating the service. */
  readonly way: 'stop-deployment' | 'update-service';
  /** ARN of the service deployment whose end is the end of the way back; null until ECS names it. */
  readonly deployment: string | null;
}

/** Whole seconds; null for what did not happen. */
export interface DurationsReport {
  /** From the first look to the end. */
  readonly total: number;
  /** From UpdateService to the end, or to the decision to go back. */
  readonly deployment: number | null;
  /** From the decision to go back to the end. */
  readonly rollback: number | null;
}

/** One phase of the run. */
export interface PhaseReport {
  /** Its name, such as watching or rolling-back. */
  readonly phase: string;
  /** When it began, RFC 3339 in UTC. */
  readonly at: string;
}

/** One thing that was seen. */
export interface MomentReport {
  /** When, RFC 3339 in UTC. */
  readonly at: string;
  /** Of what it tells. */
  readonly kind: 'phase' | 'stage' | 'task' | 'event' | 'alarm' | 'check';
  /** What was seen, in words; text from outside. */
  readonly text: string;
}

/** What was collected about the failure; each part is there, or says why not. */
export interface EvidenceReport {
  /** Stopped tasks by cause, the most frequent first. */
  readonly deaths: readonly DeathReport[] | AbsentReport;
  /** The last lines of the container that died. */
  readonly log: LogReport | AbsentReport;
  /** Targets of the load balancer that are not healthy. */
  readonly targets: readonly TargetReport[] | AbsentReport;
  /** The circuit breaker of the deployment; null when ECS did not tell. */
  readonly breaker: BreakerReport | null;
  /** The alarms that were watched, as they then were. */
  readonly alarms: readonly AlarmReport[] | AbsentReport;
  /** What the scheduler of ECS told of since the deployment began and that is no routine, newest first. */
  readonly events: readonly EventReport[] | AbsentReport;
}

/** A part that could not be had. */
export interface AbsentReport {
  /** Why it is not there, without a full stop. */
  readonly absent: string;
}

/** Tasks that died of one cause. */
export interface DeathReport {
  /** What died of what. */
  readonly words: string;
  /** The container that died; null when it was not one container. */
  readonly container: string | null;
  /** Its exit code; null when it never ran. */
  readonly exitCode: number | null;
  /** How many tasks died of it. */
  readonly count: number;
  /** ARN of the task that died of it last. */
  readonly lastTask: string;
}

/** The end of a container's log. */
export interface LogReport {
  /** The name of the container. */
  readonly container: string;
  /** The id of the task. */
  readonly task: string;
  /** The log group in CloudWatch Logs. */
  readonly group: string;
  /** The log stream in the group. */
  readonly stream: string;
  /** Oldest first; text from outside. */
  readonly lines: readonly string[];
}

/** One target of a load balancer. */
export interface TargetReport {
  /** Host and port, or the id of an instance. */
  readonly address: string;
  /** As the load balancer says it: initial, unhealthy, draining, unused … */
  readonly state: string;
  /** The load balancer's code for it; null when it gives none. */
  readonly reason: string | null;
  /** The load balancer's words for it; null when it gives none. */
  readonly description: string | null;
}

/** The circuit breaker. */
export interface BreakerReport {
  /** As ECS says it: DISABLED, MONITORING, TRIGGERED or MONITORING_COMPLETE. */
  readonly status: string;
  /** How many tasks it counted. */
  readonly failures: number;
  /** At how many it trips. */
  readonly threshold: number;
}

/** One CloudWatch alarm. */
export interface AlarmReport {
  /** Its name. */
  readonly name: string;
  /** OK, ALARM or INSUFFICIENT_DATA. */
  readonly state: string;
  /** CloudWatch's words for it; null when it gives none. */
  readonly reason: string | null;
}

/** One event of the service. */
export interface EventReport {
  /** When, RFC 3339 in UTC. */
  readonly at: string;
  /** In ECS's words. */
  readonly message: string;
}
