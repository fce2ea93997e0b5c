/**
 * What the engine asks of the world. A gateway answers with the shapes of observations.ts and throws a Failure
 * that says who must act; `kind: upstream` is worth another look, everything else is permanent.
 */
import type { Clock, Interruption, Log, Random } from '@slipway/action-kit/ports';
import type {
  AlarmState,
  Deployment,
  LogDestination,
  ManagedVolume,
  ServiceState,
  Success,
  TargetChecks,
  TargetHealth,
  Task,
  TaskDocument,
} from './observations.ts';

/** A service by its cluster and name, both as the user gave them. */
export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** One UpdateService: what is undefined is not sent, so that nothing the user did not name is touched. */
export interface ServiceChange {
  readonly taskDefinition: string;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean | undefined;
  readonly enableEcsManagedTags: boolean | undefined;
  readonly propagateTags: string | undefined;
  /** A list takes the place of the one that the service has, so there is none without a volume in it. */
  readonly volumeConfigurations: readonly ManagedVolume[] | undefined;
}

export interface Services {
  /** undefined when the cluster has no such service. */
  describe(name: ServiceName): Promise<ServiceState | undefined>;
  /** Asks ECS for the change and answers with the service as it then is. */
  update(name: ServiceName, change: ServiceChange): Promise<ServiceState>;
}

export interface Deployments {
  /** undefined when ECS does not know the ARN (yet). */
  describe(arn: string): Promise<Deployment | undefined>;
  /** The newest SUCCESSFUL one; undefined when there was none in the 90 days that ECS remembers. */
  newestSuccessful(name: ServiceName): Promise<Deployment | undefined>;
  /** The SUCCESSFUL ones that ECS remembers, newest first. */
  successful(name: ServiceName): Promise<readonly Success[]>;
  /** ARNs, oldest first, of those that were created since; milliseconds since the epoch. */
  since(name: ServiceName, time: number): Promise<readonly string[]>;
  /** StopServiceDeployment with ROLLBACK: ECS itself puts the source revision back. */
  rollBack(arn: string): Promise<void>;
  /** Answers a hook that awaits an action; ROLLBACK makes ECS itself put the source revision back. */
  continueHook(arn: string, hookId: string, action: 'CONTINUE' | 'ROLLBACK'): Promise<void>;
}

export interface Revisions {
  /** ARN of the task definition of a service revision; undefined when ECS does not know the revision. */
  taskDefinitionOf(revision: string): Promise<string | undefined>;
}

export interface Registered {
  readonly arn: string;
  readonly document: TaskDocument;
  /** false: it was deregistered. Services that have it go on, and no service can be moved to it. */
  readonly isActive: boolean;
}

export interface TaskDefinitions {
  /** Makes a new revision and returns its ARN. */
  register(document: TaskDocument): Promise<string>;
  /** @param reference an ARN, `family:revision` or a family (its newest revision). */
  describe(reference: string): Promise<Registered>;
  /** The newest ACTIVE revision; undefined when the family has none. */
  newest(family: string): Promise<Registered | undefined>;
  /** ARNs of the ACTIVE revisions, newest first. */
  active(family: string): Promise<readonly string[]>;
  /** Makes a revision INACTIVE, which can't be undone. */
  deregister(arn: string): Promise<void>;
}

export interface Tasks {
  /** ARNs of the tasks of the service that stopped within the last hour. */
  stopped(name: ServiceName): Promise<readonly string[]>;
  /** ARNs of the tasks that are meant to run. */
  live(name: ServiceName): Promise<readonly string[]>;
  describe(cluster: string, arns: readonly string[]): Promise<readonly Task[]>;
  /** ARNs of the task definitions of the family that tasks of the cluster run, of this service or another. */
  usedRevisions(cluster: string, family: string): Promise<readonly string[]>;
}

export interface Targets {
  health(targetGroup: string): Promise<readonly TargetHealth[]>;
  checks(targetGroup: string): Promise<TargetChecks>;
}

export interface Alarms {
  /** Those of the names that exist, composite ones included. */
  states(names: readonly string[]): Promise<readonly AlarmState[]>;
}

/** What the runner itself asks over HTTP, as a client of the service would. */
export interface Endpoint {
  /**
   * Follows no redirect; the body is cut where it gets long.
   * @throws Failure of kind upstream when there is no answer.
   */
  get(url: string, timeoutMs: number): Promise<EndpointAnswer>;
  /** undefined when the pattern takes too long to tell. */
  matches(pattern: Pattern, body: string): boolean | undefined;
}

export interface EndpointAnswer {
  readonly status: number;
  readonly body: string;
}

/** A regular expression as plain data. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export interface Credentials {
  /** Whether they end, and when, as far as it can be known (milliseconds since the epoch). */
  lifetime(): Promise<{ readonly temporary: boolean; readonly expiresAt: number | undefined }>;
}

export interface ContainerLogs {
  /** The last lines, oldest first. */
  tail(destination: LogDestination, lines: number): Promise<readonly string[]>;
}

/** What a run was told and need not ask again, for it never changes. */
export interface Learned {
  /** Whether the containers of a revision have health checks, by the ARN of its task definition. */
  readonly healthChecks: Map<string, boolean>;
  /** `ecs-svc/N` of deployments, by their ARNs. */
  readonly owners: Map<string, string>;
}

/** Everything a phase may use. */
export interface Ports {
  readonly services: Services;
  readonly deployments: Deployments;
  readonly revisions: Revisions;
  readonly taskDefinitions: TaskDefinitions;
  readonly tasks: Tasks;
  readonly targets: Targets;
  readonly containerLogs: ContainerLogs;
  readonly alarms: Alarms;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  /** Whether two task definitions mean the same to ECS. */
  readonly sameDocument: (a: TaskDocument, b: TaskDocument) => boolean;
  readonly clock: Clock;
  /**
   * What the clock of AWS shows when the runner's shows `moment`; both in milliseconds since the epoch. Whatever AWS
   * dates, such as when a task began to run, is compared with that: the clock of a runner may be wrong by minutes.
   */
  readonly awsTime: (moment: number) => number;
  readonly random: Random;
  readonly log: Log;
  /** Aborted when the job is cancelled; the way back is then asked for within 5 s. */
  readonly cancelled: Interruption;
  /** Each run has its own (ports-of-run.ts); without it nothing is remembered. */
  readonly learned?: Learned | undefined;
}
