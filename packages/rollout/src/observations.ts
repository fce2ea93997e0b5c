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

/** What ECS asks before it goes on: a function, or a person. */
export interface Hook {
  /** Named to ContinueServiceDeployment; ECS gives none to a hook that nobody can answer. */
  readonly id: string | undefined;
  /** The lifecycle stage that it holds up. */
  readonly stage: string;
  readonly kind: 'LAMBDA' | 'PAUSE';
  /** AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED or TIMED_OUT. */
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
  /** CONTINUE or ROLLBACK: what ECS does when nobody answers in time. */
  readonly timeoutAction: string | undefined;
}

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
  /** The service's own alarms: DISABLED, MONITORING, TRIGGERED or MONITORING_COMPLETE. */
  readonly alarms: {
    readonly status: string;
    readonly names: readonly string[];
    readonly triggered: readonly string[];
  };
  /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
  readonly strategy: string;
  /** Lifecycle stage; a rolling deployment has none. */
  readonly stage: string | undefined;
  /** Percent of the traffic that goes to the target revision. */
  readonly traffic: { readonly production: number | undefined; readonly test: number | undefined };
  readonly hooks: readonly Hook[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  /** Likewise; undefined while it goes on, and where ECS may not be asked. */
  readonly finishedAt?: number | undefined;
  /** Whether ECS is done before the tasks that are replaced are gone, or even before their end is waited for. */
  readonly earlySuccess: 'off' | 'blocking' | 'deferred';
}

/** A deployment that ended as SUCCESSFUL, as the list of them tells it. */
export interface Success {
  readonly arn: string;
  /** ARN of the service revision that it brought. */
  readonly revision: string | undefined;
  /** Milliseconds since the epoch. */
  readonly finishedAt: number | undefined;
}

/** One line of what the service scheduler tells. */
export interface ServiceEvent {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
}

/** An entry of `deployments` in DescribeServices: a deployment as the service itself sees it. */
export interface Rollout {
  /** `ecs-svc/N`, the mark of its tasks. */
  readonly id: string;
  readonly isPrimary: boolean;
  /** ARN of the task definition. */
  readonly taskDefinition: string;
  /** IN_PROGRESS, COMPLETED or FAILED; undefined behind a classic load balancer. */
  readonly state: string | undefined;
  readonly stateReason: string | undefined;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Tasks that failed to start, in a row. */
  readonly failed: number;
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
  /** Milliseconds since the epoch; undefined where ECS does not say. */
  readonly createdAt?: number | undefined;
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
  /** The volumes that ECS manages for its tasks. */
  readonly volumes: readonly ManagedVolume[];
  /** Newest first; ECS keeps a hundred. */
  readonly events: readonly ServiceEvent[];
  readonly breaker: { readonly enabled: boolean; readonly rollback: boolean };
  /** Milliseconds in which a load balancer's word on a new task is not listened to. */
  readonly gracePeriod: number;
  readonly rollouts: readonly Rollout[];
}

/** A volume that ECS makes for each task of a service. */
export interface ManagedVolume {
  /** Of the volume in the task definition that is configured at launch. */
  readonly name: string;
  /** As UpdateService takes it. */
  readonly managedEBSVolume: Readonly<Record<string, unknown>>;
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
  /** When it left RUNNING, or its end was decided: draining and cleaning up come after that. Milliseconds since the epoch. */
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

/** How a target group looks at its targets. */
export interface TargetChecks {
  /** Milliseconds between two checks. */
  readonly interval: number;
  /** Failed checks in a row that make a target unhealthy. */
  readonly unhealthyThreshold: number;
}

/** A CloudWatch alarm at one look. */
export interface AlarmState {
  readonly name: string;
  /** OK, ALARM or INSUFFICIENT_DATA. */
  readonly state: string;
  readonly reason: string | undefined;
  /** When it came to be in this state, as far as that is told. Milliseconds since the epoch. */
  readonly changedAt?: number | undefined;
}

/** Where a container writes to CloudWatch Logs. */
export interface LogDestination {
  readonly group: string;
  readonly stream: string;
  readonly region: string | undefined;
}

/** A task definition as ECS takes it; the engine hands it on and never looks inside, but for log destinations. */
export type TaskDocument = Readonly<Record<string, unknown>>;
