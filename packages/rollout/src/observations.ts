/**
 * What can be seen of a service on ECS, in plain data: the shapes that the ports answer with. They stand apart
 * so that rules can be read and tested without a port.
 */

/** The nine statuses of a service deployment; there is no FAILED. */
export type DeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'STOP_REQUESTED'
  | 'STOPPED'
  | 'ROLLBACK_REQUESTED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_SUCCESSFUL'
  | 'ROLLBACK_FAILED'
  | 'SUCCESSFUL';

export interface Deployment {
  readonly arn: string;
  readonly status: DeploymentStatus;
  readonly statusReason: string | undefined;
  /** The service revision it brings, with its tasks counted. */
  readonly target:
    | {
        readonly revision: string;
        readonly requested: number;
        readonly running: number;
        readonly pending: number;
      }
    | undefined;
  /** ARNs of the service revisions it replaces. */
  readonly sources: readonly string[];
  readonly rollback:
    { readonly reason: string | undefined; readonly revision: string | undefined } | undefined;
  readonly breaker:
    { readonly status: string; readonly failures: number; readonly threshold: number } | undefined;
  readonly triggeredAlarms: readonly string[];
}

export interface ServiceState {
  readonly arn: string;
  readonly name: string;
  /** ACTIVE, DRAINING or INACTIVE. */
  readonly status: string;
  /** ECS, CODE_DEPLOY or EXTERNAL. */
  readonly controller: string;
  /** ARN of the task definition that the service is asked to run. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** ARN of the newest service deployment; undefined for a service that never had one. */
  readonly deployment: string | undefined;
  /** `ecs-svc/N` of the primary deployment: the mark that its tasks carry. */
  readonly owner: string | undefined;
  readonly targetGroups: readonly string[];
  /** What its new tasks are tagged with: ECS's own tags, and those of NONE, SERVICE or TASK_DEFINITION. */
  readonly enableEcsManagedTags: boolean;
  readonly propagateTags: string;
}

export interface TaskContainer {
  readonly name: string;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

export interface Task {
  readonly arn: string;
  readonly taskDefinition: string;
  /** `ecs-svc/N` of the deployment that started it. */
  readonly owner: string | undefined;
  /** PROVISIONING … RUNNING … STOPPED. */
  readonly status: string;
  /** HEALTHY, UNHEALTHY or UNKNOWN; UNKNOWN too when no container has a health check. */
  readonly health: string;
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** Milliseconds since the epoch. */
  readonly stoppedAt: number | undefined;
  readonly containers: readonly TaskContainer[];
  /** Under which a load balancer may know it, as far as ECS tells. */
  readonly addresses: readonly Address[];
}

/** A task in awsvpc mode has a host of its own, any other a port of a host that ECS does not name. */
export interface Address {
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** One target of a target group, as the load balancer sees it. */
export interface TargetHealth {
  /** An address, or the id of an instance. */
  readonly host: string;
  readonly port: number | undefined;
  /** initial, healthy, unhealthy, draining, unused … */
  readonly state: string;
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

/** Where a container writes to CloudWatch Logs. */
export interface LogDestination {
  readonly group: string;
  readonly stream: string;
  readonly region: string | undefined;
}

/** A task definition as ECS takes it; the engine hands it on and never looks inside, but for log destinations. */
export type TaskDocument = Readonly<Record<string, unknown>>;
