/**
 * What the local ECS remembers. The records change in place, by the files beside this one only; what callers of
 * the API see is made from them in answers.ts and task-answers.ts.
 */
import type {
  Cluster,
  ContainerDefinition,
  CreateServiceRequest,
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStatus,
  DeploymentLifecycleHookTargetType,
  ServiceDeploymentStatus,
  ServiceEvent,
  TaskDefinition,
  TaskStopCode,
  Tag,
} from '@aws-sdk/client-ecs';
import type {
  Alarms,
  Balancer,
  CloudClock,
  RunningTask,
  ServicePlace,
  Target,
  TaskRuntime,
} from '../ports.ts';
import type { CapacityWorld, FunctionWorld, SpanWorld, Timings } from '../world.ts';
import type { Stage } from './strategies/stages.ts';

/** The parts of the cloud that ECS works with, and everything it remembers. */
export interface EcsState {
  readonly account: string;
  readonly region: string;
  readonly timings: Timings;
  readonly clock: CloudClock;
  readonly runtime: TaskRuntime;
  readonly balancer: Balancer;
  readonly alarms: Alarms;
  /** Told of each service that is deleted. */
  readonly deleted: (place: ServicePlace) => void;
  /** The Lambda functions that lifecycle hooks may call, by name. */
  readonly functions: ReadonlyMap<string, FunctionWorld>;
  readonly capacity: readonly CapacityWorld[];
  /** How many of so many tasks Fargate launches now. */
  readonly takeLaunches: (wanted: number) => number;
  /** When ECS's own look at alarms is throttled. */
  readonly alarmPollsThrottled: readonly SpanWorld[];
  /** When the cloud started; milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ids: Ids;
  readonly clusters: Map<string, ClusterRecord>;
  /** Family → its revisions, oldest first. */
  readonly families: Map<string, TaskDefinitionRecord[]>;
  readonly services: ServiceRecord[];
  /** Running ones, and stopped ones of the last hour. */
  readonly tasks: TaskRecord[];
  /** Those of them that are not STOPPED: what is looked at all the time, while stopped ones pile up for an hour. */
  readonly present: TaskRecord[];
}

export interface Ids {
  /** 32 hexadecimal digits: tasks. */
  hex(): string;
  /** 19 decimal digits: deployments and service revisions. */
  decimal(): string;
}

export interface ClusterRecord {
  readonly name: string;
  readonly arn: string;
  status: 'ACTIVE' | 'INACTIVE';
  tags: readonly Tag[];
  settings: ClusterSettings;
}

/** What a request says of a cluster and ECS hands back unchanged. */
export type ClusterSettings = Pick<
  Cluster,
  'settings' | 'configuration' | 'capacityProviders' | 'defaultCapacityProviderStrategy'
>;

export interface TaskDefinitionRecord {
  readonly family: string;
  readonly revision: number;
  readonly arn: string;
  /** As registered, with ECS's own defaults; without status and dates of deregistration. */
  readonly document: TaskDefinition & { readonly containerDefinitions: ContainerDefinition[] };
  tags: readonly Tag[];
  status: 'ACTIVE' | 'INACTIVE';
  deregisteredAt: Date | undefined;
}

/** What a request says of a service and ECS hands back unchanged. */
export type ServiceSettings = Omit<
  CreateServiceRequest,
  'cluster' | 'serviceName' | 'taskDefinition' | 'desiredCount' | 'clientToken' | 'role' | 'tags'
>;

export interface ServiceRecord {
  readonly name: string;
  readonly arn: string;
  readonly cluster: ClusterRecord;
  readonly createdAt: Date;
  tags: readonly Tag[];
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  settings: ServiceSettings;
  /** The PRIMARY one first; older ones stay until their tasks are gone. */
  deployments: DeploymentRecord[];
  /** Service deployments, newest first. */
  readonly history: ServiceDeploymentRecord[];
  /** Newest first. */
  readonly revisions: RevisionRecord[];
  /** Newest first. */
  events: ServiceEvent[];
  /** What lasts and was told already. */
  readonly ongoing: Map<Condition, { readonly words: string; readonly toldAt: number }>;
  steady: boolean;
}

/** What goes wrong with a service for a while. */
export type Condition =
  'no-place' | 'not-launched' | 'throttled' | 'start-failed' | 'starts-keep-failing' | 'percents-too-tight';

/** A service revision: what a deployment makes the service run. */
export interface RevisionRecord {
  readonly arn: string;
  readonly definition: TaskDefinitionRecord;
  readonly settings: ServiceSettings;
  readonly createdAt: Date;
  /** Container name → digest of the image it was started from. */
  readonly digests: Map<string, string>;
}

/** As DescribeServices tells of a deployment: `ecs-svc/N`. */
export interface DeploymentRecord {
  readonly id: string;
  readonly revision: RevisionRecord;
  /** In which target group of a load balancer that has two its tasks stand. */
  readonly side: 'primary' | 'alternate';
  readonly createdAt: Date;
  updatedAt: Date;
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutStateReason: string;
  /** In a row; a task that becomes healthy sets it back. */
  failedTasks: number;
  /** A task of it has been RUNNING since it began, or since it was gone back to. */
  ran: boolean;
  /** Tasks in a row that ended before they ran. */
  neverRan: number;
  /** The scheduler backs off until then; milliseconds since the epoch. */
  launchAfter: number;
}

export interface ServiceDeploymentRecord {
  readonly arn: string;
  readonly createdAt: Date;
  readonly deployment: DeploymentRecord;
  readonly sources: readonly RevisionRecord[];
  updatedAt: Date;
  startedAt: Date | undefined;
  finishedAt: Date | undefined;
  stoppedAt: Date | undefined;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  /** Of one that shifts traffic. */
  readonly lifecycle: LifecycleRecord | undefined;
  rollback: { readonly reason: string; readonly startedAt: Date; readonly to: DeploymentRecord } | undefined;
  breaker: BreakerRecord;
  alarms: AlarmsRecord;
  /** When everything was in place and the bake time began; milliseconds since the epoch. */
  bakingSince: number | undefined;
}

export type MonitorStatus = 'DISABLED' | 'MONITORING' | 'TRIGGERED' | 'MONITORING_COMPLETE';

export interface AlarmsRecord {
  status: MonitorStatus;
  readonly names: readonly string[];
  triggered: readonly string[];
}

export interface BreakerRecord {
  status: MonitorStatus;
  failureCount: number;
  /** Of the rollback, which starts from 0 while the count that began it stays to be read. */
  rollbackFailureCount: number;
  /** When the failures came to the threshold; milliseconds since the epoch. */
  reachedAt: number | undefined;
}

/** How far a deployment that shifts traffic has come. */
export interface LifecycleRecord {
  /** What the traffic comes from, and goes back to. */
  readonly source: DeploymentRecord;
  stage: Stage;
  /** When that stage began, in milliseconds since the epoch; undefined until the scheduler has looked. */
  since: number | undefined;
  /** Percent of the production traffic that the target has. */
  production: number;
  /** Percent of the test traffic that the target has. */
  test: number;
  /** A rollback has given all traffic to the source again. */
  sentBack: boolean;
  /** Of the stage. */
  hooks: readonly HookRecord[];
}

export interface HookRecord {
  readonly id: string;
  readonly targetType: DeploymentLifecycleHookTargetType;
  /** Of the function; a pause has none. */
  readonly targetArn: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly timeoutAction: DeploymentLifecycleHookAction;
  status: DeploymentLifecycleHookStatus;
}

export type TaskStatus =
  'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export interface TaskRecord {
  readonly id: string;
  readonly arn: string;
  readonly service: ServiceRecord;
  readonly deployment: DeploymentRecord;
  readonly definition: TaskDefinitionRecord;
  readonly containers: readonly ContainerRecord[];
  /** A private address of its own. */
  readonly address: string;
  readonly createdAt: Date;
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  healthy: boolean;
  /** It has counted as healthy at least once. */
  wasHealthy: boolean;
  /** Found unhealthy and not healthy since: it is stopped for this reason as soon as its replacement allows. */
  unfit: string | undefined;
  running: RunningTask | undefined;
  targets: RegisteredTarget[];
  /** What is still to happen by time alone. */
  timers: (() => void)[];
  pullStartedAt: Date | undefined;
  pullStoppedAt: Date | undefined;
  startedAt: Date | undefined;
  stoppingAt: Date | undefined;
  /** When the last of its containers had ended. */
  endedAt: Date | undefined;
  stoppedAt: Date | undefined;
  stopCode: TaskStopCode | undefined;
  stoppedReason: string | undefined;
}

export interface RegisteredTarget {
  readonly groupArn: string;
  readonly target: Target;
}

export interface ContainerRecord {
  readonly definition: ContainerDefinition;
  readonly name: string;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  health: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  hostPort: number | undefined;
  imageDigest: string | undefined;
  exitCode: number | undefined;
  reason: string | undefined;
}
