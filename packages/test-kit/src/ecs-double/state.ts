/** What the ECS double remembers, and how each record is made. The files beside this one change it in place. */
import type { Failure } from '@slipway/action-kit/failures';
import type {
  Deployment,
  DeploymentStatus,
  ManagedVolume,
  ServiceEvent,
  Task,
  TaskDocument,
} from '@slipway/rollout/observations';
import type { EndpointAnswer, ServiceChange } from '@slipway/rollout/ports';
import type { ManualClock } from '../manual-clock.ts';

/** How the tasks of a revision behave; times are milliseconds. */
export interface Behaviour {
  readonly startsAfter?: number;
  /** After RUNNING. */
  readonly diesAfter?: number;
  readonly exitCode?: number;
  readonly cannotPull?: string;
  /** After RUNNING, for a reason that is not its own. */
  readonly replacedAfter?: { readonly after: number; readonly code: string; readonly reason: string };
  /** The health of its containers, when they have health checks. */
  readonly health?: { readonly after: number; readonly state: string };
  /** Behind a load balancer: it never answers its checks. */
  readonly neverListens?: boolean;
  /** Behind a load balancer: it answers its checks only so long. */
  readonly listensUntil?: number;
}

/** A load balancer before the service; times are milliseconds. */
export interface Balancer {
  readonly interval?: number;
  readonly unhealthyThreshold?: number;
  readonly gracePeriod?: number;
  /** How long a task runs that ECS replaces for its failed checks. */
  readonly replacesAfter?: number;
}

export interface DoubleOptions {
  readonly desired?: number;
  /** By revision number; the service starts on 41. */
  readonly behaviours?: Readonly<Record<number, Behaviour>>;
  readonly breaker?: { readonly rollback: boolean } | undefined;
  /** What the service says of its breaker where `breaker` says nothing: on, one that never trips, unless it is off. */
  readonly breakerOff?: boolean;
  /** false: a service as it was just created, on a template revision that runs nothing. */
  readonly running?: boolean;
  /** MISSING for a service that is not there. */
  readonly status?: string;
  readonly controller?: string;
  /** How long ECS still names the deployment before as the newest one, once a new one has begun. */
  readonly namesDeploymentAfter?: number;
  /** Ids of the hooks at which each new deployment waits for a person before it starts a task. */
  readonly pauses?: readonly string[];
  readonly balancer?: Balancer | undefined;
  /** The addresses of tasks of a service with a balancer, in order; made up when there are no more. */
  readonly addresses?: readonly string[];
  /** CloudWatch alarms, by name. */
  readonly alarms?: Readonly<Record<string, string>>;
}

export interface TaskRecord {
  task: Task;
  readonly revision: string;
}

export type DeploymentRecord = { -readonly [Key in keyof Deployment]: Deployment[Key] } & {
  readonly owner: string;
  readonly revision: string;
  failures: number;
  /** Milliseconds since the epoch; undefined while it is not SUCCESSFUL. */
  succeededAt: number | undefined;
};

export interface Fault {
  readonly call: string;
  readonly failure: Failure;
  readonly when: 'before' | 'after';
  times: number;
}

export interface EcsState {
  readonly clock: ManualClock;
  readonly options: DoubleOptions;
  readonly calls: string[];
  /** What UpdateService was sent, in order. */
  readonly changes: ServiceChange[];
  readonly faults: Fault[];
  /** ARN → document. */
  readonly documents: Map<string, TaskDocument>;
  /** ARNs of revisions that were deregistered. */
  readonly inactive: Set<string>;
  /** ARN of a service revision → ARN of its task definition. */
  readonly revisions: Map<string, string>;
  readonly deployments: Map<string, DeploymentRecord>;
  readonly tasks: TaskRecord[];
  readonly service: {
    taskDefinition: string;
    desired: number;
    deployment: string | undefined;
    owner: string | undefined;
    /** ARN of the service revision that it is to run; '' before the first. */
    revision: string;
    enableEcsManagedTags: boolean;
    propagateTags: string;
    volumes: readonly ManagedVolume[];
    /** What it is called until ECS names the newest deployment. */
    named: { readonly deployment: string | undefined; readonly until: number };
  };
  /** ARNs of the deployments that somebody else started. */
  readonly foreign: Set<string>;
  /** Those of them that UpdateService of the run replaced. */
  readonly overwritten: string[];
  /** ARNs of the deployments that were rolled back because StopServiceDeployment asked for it. */
  readonly stopped: string[];
  /** Newest first. */
  readonly events: ServiceEvent[];
  /** Name → state. */
  readonly alarms: Map<string, string>;
  /** What a request over HTTP is answered; undefined: nobody answers. */
  endpoint: EndpointAnswer | undefined;
  serial: number;
}

export function newState(clock: ManualClock, options: DoubleOptions): EcsState {
  return {
    clock,
    options,
    calls: [],
    changes: [],
    faults: [],
    documents: new Map(),
    inactive: new Set(),
    revisions: new Map(),
    deployments: new Map(),
    tasks: [],
    service: {
      taskDefinition: '',
      desired: options.desired ?? 2,
      deployment: undefined,
      owner: undefined,
      revision: '',
      enableEcsManagedTags: false,
      propagateTags: 'NONE',
      volumes: [],
      named: { deployment: undefined, until: 0 },
    },
    foreign: new Set(),
    overwritten: [],
    stopped: [],
    events: [],
    alarms: new Map(Object.entries(options.alarms ?? {})),
    endpoint: undefined,
    serial: 0,
  };
}

export const arnOf = (kind: string, id: string): string => `arn:aws:ecs:eu-west-1:111122223333:${kind}/${id}`;

export function nextId(state: EcsState): string {
  state.serial += 1;
  return String(state.serial).padStart(4, '0');
}

export function register(state: EcsState, document: TaskDocument): string {
  const arn = arnOf('task-definition', `web:${String(41 + state.documents.size)}`);
  state.documents.set(arn, document);
  return arn;
}

const over = new Set<DeploymentStatus>(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']);

export const isOver = ({ status }: DeploymentRecord): boolean => over.has(status);

export const currentDeployment = ({ service, deployments }: EcsState): DeploymentRecord | undefined =>
  service.deployment === undefined ? undefined : deployments.get(service.deployment);

/** Tasks that have not stopped, of one service revision or of all. */
export function liveTasks(state: EcsState, revision?: string): readonly TaskRecord[] {
  const live = state.tasks.filter(({ task }) => task.status !== 'STOPPED');
  return revision === undefined ? live : live.filter((each) => each.revision === revision);
}

export const isRunning = ({ task }: TaskRecord): boolean => task.status === 'RUNNING';

/** How the tasks of a service revision behave. */
export function behaviourOf({ options, revisions }: EcsState, revision: string): Behaviour {
  const number = /:(\d+)$/.exec(revisions.get(revision) ?? '')?.[1];
  return options.behaviours?.[Number(number)] ?? {};
}
