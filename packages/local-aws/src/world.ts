/**
 * The world of the local cloud as its YAML file describes it, after parsing: durations are milliseconds, what
 * the file leaves out has its default. world-file.ts reads it, world.schema.json publishes it.
 */

export interface World {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Those of every caller. */
  readonly credentials: {
    /** Milliseconds after the cloud's start; undefined: never. */
    readonly expireAfter?: number;
  };
  readonly timings: Timings;
  readonly clusters: readonly { readonly name: string }[];
  readonly logGroups: readonly { readonly name: string }[];
  readonly loadBalancers: readonly LoadBalancerWorld[];
  readonly repositories: readonly RepositoryWorld[];
  /** Inputs of RegisterTaskDefinition, registered in this order at start. */
  readonly taskDefinitions: readonly Readonly<Record<string, unknown>>[];
  readonly services: readonly ServiceWorld[];
  /** What the functions that lifecycle hooks call answer. */
  readonly functions?: readonly FunctionWorld[];
  readonly images: readonly ImageWorld[];
  /** How the registry scans; BASIC without rules when left out. */
  readonly scanning?: ScanningWorld;
  /** What scanners know of packages: every scan finds it in the images that hold them. */
  readonly vulnerabilities?: readonly VulnerabilityWorld[];
  readonly alarms: readonly AlarmWorld[];
  /** When ECS's own look at alarms is throttled: it learns of none of them. */
  readonly alarmPollsThrottled: readonly SpanWorld[];
  readonly capacity: readonly CapacityWorld[];
  readonly faults: readonly FaultWorld[];
  readonly deny: readonly DenyWorld[];
  /** Who calls with which policies; every other access key is a user who may do everything but `deny`. */
  readonly roles?: readonly RoleWorld[];
  /** Whether calls beyond AWS's own limits are refused. */
  readonly throttling: 'aws' | 'off';
  /** How long a read of ECS may lag behind a write, in milliseconds. */
  readonly consistency: {
    readonly lag: number;
    /** How long an image that was pushed may not be found yet, and how old its scan is told; ms, 0 when left out. */
    readonly images?: number;
  };
  /** Whether the registry takes layers over from another repository; DISABLED when left out, as on ECR. */
  readonly blobMounting?: 'ENABLED' | 'DISABLED';
}

/** How long ECS and ECR take, in milliseconds; the defaults are AWS's own, a demo shortens them. */
export interface Timings {
  /** PROVISIONING → PENDING: 10 s. */
  readonly provisioning: number;
  /** PENDING → RUNNING, the image's pull included: 15 s. */
  readonly pulling: number;
  /** After RUNNING, a task without health checks counts as healthy: 40 s. */
  readonly healthyAfter: number;
  /** Between two looks of the service scheduler: 5 s. It does nothing faster, so this scales its other waits. */
  readonly scheduler: number;
  /** STOPPING → STOPPED once the containers have ended: 25 s. */
  readonly stopping: number;
  /** How long the scheduler waits when tasks of a deployment never ran, at first; 48 looks when left out: 4 min. */
  readonly backOff?: number;
  /** How long a registration of a task definition takes, in which its family refuses another: 0 s. */
  readonly registering: number;
  /** From the push, or the wish for a scan, to its findings: 2 s; from the half of it on ECR says COMPLETE. */
  readonly scanning: number;
  /** From the end of an enhanced scan, at which half of its findings are there, to all of them; all at once without it. */
  readonly attaching?: number;
}

export interface LoadBalancerWorld {
  readonly name: string;
  /** Of the loopback listener; 0 picks a free one. */
  readonly port: number;
  /** Of a second listener, for test traffic; none without it. */
  readonly testPort?: number;
  /** Name of a second target group with the settings of the first: deployments that shift traffic need it. */
  readonly alternateTargetGroup?: string;
  readonly targetGroup: {
    readonly name: string;
    readonly port: number;
    /** Milliseconds between deregistration and the end of draining; AWS: 300 s. */
    readonly deregistrationDelay: number;
    readonly healthCheck: {
      readonly path: string;
      /** Milliseconds. */
      readonly interval: number;
      /** Milliseconds. */
      readonly timeout: number;
      readonly healthyThreshold: number;
      readonly unhealthyThreshold: number;
      /** `200`, `200-299` or `200,204`. */
      readonly matcher: string;
    };
  };
}

export interface RepositoryWorld {
  readonly name: string;
  readonly immutable: boolean;
  /** Patterns of the tags for which `immutable` is the other way round. */
  readonly mutabilityExclusions?: readonly string[];
  readonly scanOnPush: boolean;
  /** Of images that are there from the start, with nothing in them: for scripted behaviour. */
  readonly tags?: readonly string[];
}

export interface ServiceWorld {
  readonly name: string;
  readonly cluster: string;
  /** `family:revision` or `family` for the latest. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: {
    readonly enable: boolean;
    readonly rollback: boolean;
    readonly resetOnHealthyTask?: boolean;
    readonly threshold?: {
      readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT';
      readonly value: number;
    };
  };
  readonly alarms?: {
    readonly names: readonly string[];
    readonly enable: boolean;
    readonly rollback: boolean;
  };
  readonly earlySuccess?: { readonly healthyPercent: number; readonly cleanup: 'BLOCKING' | 'DEFERRED' };
  readonly loadBalancer:
    | { readonly targetGroup: string; readonly containerName: string; readonly containerPort: number }
    | undefined;
  /** Milliseconds. */
  readonly healthCheckGracePeriod: number;
  /** ROLLING when left out. */
  readonly strategy?: 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';
  /** Milliseconds that both revisions run after the last traffic has moved; BLUE_GREEN needs it. */
  readonly bakeTime?: number;
  /** Of LINEAR: percent of the production traffic in each step, and milliseconds between two. */
  readonly linear?: { readonly percent: number; readonly bakeTime: number };
  /** Of CANARY: percent of the production traffic in its first step, and milliseconds until the rest. */
  readonly canary?: { readonly percent: number; readonly bakeTime: number };
  readonly lifecycleHooks?: readonly LifecycleHookWorld[];
  /** ECS when left out. With another one, nothing runs here. */
  readonly deploymentController?: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';
}

/** A lifecycle hook of a service, in ECS's words. */
export interface LifecycleHookWorld {
  readonly targetType: 'AWS_LAMBDA' | 'PAUSE';
  /** Name of one of `functions`, for AWS_LAMBDA. */
  readonly function?: string;
  readonly stages: readonly string[];
  /** Milliseconds until it has timed out: 24 h. */
  readonly timeout: number;
  readonly timeoutAction: 'CONTINUE' | 'ROLLBACK';
}

/** A Lambda function: how long it says IN_PROGRESS, and what then. */
export interface FunctionWorld {
  readonly name: string;
  /** IN_PROGRESS: it never ends by itself. */
  readonly outcome: 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS';
  /** Milliseconds. */
  readonly duration: number;
}

/** How images behave, matched by repository and tag pattern (`*` matches any run of characters). */
export interface ImageWorld {
  readonly repository: string;
  readonly tag: string;
  /** process runs the pushed image with this machine's node; scripted follows `behaviour`. */
  readonly runtime: 'process' | 'scripted';
  readonly behaviour: readonly BehaviourWorld[];
  /** How many containers this is about; all when left out. */
  readonly times?: number;
  readonly findings: readonly FindingWorld[];
  /** How its scan stands in the end; COMPLETE, or ACTIVE where Inspector scans continuously, when left out. */
  readonly scanStatus?: string;
  /** How its scan stands over time, instead of `scanStatus`. */
  readonly scan?: readonly ScanStepWorld[];
  /** Of the image, or of an index that lists it, instead of any. */
  readonly digest?: string;
  /** `linux/arm64`: only scans of images of this platform, and nothing that runs. */
  readonly platform?: string;
  /** What it holds besides what its layers say, to be matched with `vulnerabilities`. */
  readonly packages?: readonly PackageWorld[];
}

/** One thing that a scripted container does, `at` milliseconds after it started. */
export interface BehaviourWorld {
  readonly at: number;
  readonly log?: string;
  /** Begins to answer health checks with this HTTP status. */
  readonly answers?: number;
  readonly exit?: number;
  /** Of the exit or of the interruption, as ECS tells it. */
  readonly reason?: string;
  /** Never starts: the reason, `CannotPullContainerError: …`. */
  readonly fails?: string;
  /** The verdict of the container's own health check, told at once. */
  readonly health?: 'HEALTHY' | 'UNHEALTHY';
  /** What the command of that check does from now on; the verdict follows as the check is defined. */
  readonly check?: 'pass' | 'fail' | 'hang';
  /** AWS takes away what the task runs on. */
  readonly interrupted?: 'SpotInterruption' | 'TerminationNotice' | 'InfrastructureHealth';
}

/** What scanners know of a vulnerability, wherever they find it. Dates are ISO 8601. */
interface KnownWorld {
  readonly id: string;
  /** UNTRIAGED is Inspector's alone. */
  readonly severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNDEFINED' | 'UNTRIAGED';
  readonly package: string;
  /** The version that repairs it, when there is one. */
  readonly fixed?: string;
  readonly fixAvailable?: 'YES' | 'NO' | 'PARTIAL';
  readonly title?: string;
  readonly description?: string;
  /** `OS`, `NODEPKG` and so on, as Inspector writes it; OS when left out. */
  readonly packageManager?: string;
  /** 0 to 10; one that suits the severity when left out. */
  readonly score?: number;
  /** When CISA added it to its list of known exploited vulnerabilities; it is not there when left out. */
  readonly kev?: string;
  /** Probability of exploitation, 0 to 1. */
  readonly epss?: number;
  /** Whether an exploit is known; left out: where `kev` is set. */
  readonly exploit?: boolean;
  /** When it was published. */
  readonly published?: string;
  /** Found from here on, in milliseconds after the push of the image. */
  readonly from?: number;
  /** Found until then, in milliseconds after the push of the image. */
  readonly until?: number;
}

export interface FindingWorld extends KnownWorld {
  readonly version: string;
  /** Of the file in the image: `app/node_modules/lodash/package.json`. */
  readonly path?: string;
  readonly arch?: string;
  readonly epoch?: number;
  readonly release?: string;
  /** ACTIVE when left out. */
  readonly status?: 'ACTIVE' | 'SUPPRESSED' | 'CLOSED';
  /** When Inspector first saw it in this image; with the scan when left out. */
  readonly since?: string;
  /** How many there are: `{n}` in any text is their number, from 1 on. */
  readonly repeat?: number;
  /** Found in images of this platform only. */
  readonly platform?: string;
  /** Why Inspector gives no details of it. */
  readonly detailsError?: 'ACCESS_DENIED' | 'FINDING_DETAILS_NOT_FOUND' | 'INTERNAL_ERROR' | 'INVALID_INPUT';
}

export interface VulnerabilityWorld extends KnownWorld {
  /** The versions that have it, `*` standing for any run of characters; all but `fixed` when left out. */
  readonly versions?: readonly string[];
}

export interface PackageWorld {
  readonly name: string;
  readonly version: string;
  /** As Inspector writes it; OS when left out. */
  readonly packageManager?: string;
  readonly path?: string;
}

/** How a scan stands from `at` on, milliseconds after it began. */
export interface ScanStepWorld {
  readonly at: number;
  /** One of ECR's ten, or one that it does not have yet. */
  readonly status: string;
  readonly description?: string;
}

/** As PutRegistryScanningConfiguration takes it. */
export interface ScanningWorld {
  readonly type: 'BASIC' | 'ENHANCED';
  readonly rules: readonly ScanningRuleWorld[];
}

export interface ScanningRuleWorld {
  readonly frequency: 'SCAN_ON_PUSH' | 'CONTINUOUS_SCAN' | 'MANUAL';
  /** Repositories whose names have it in them; with `*`, those whose whole names match. */
  readonly filters: readonly string[];
}

/** A CloudWatch alarm in the states that its script says. */
export interface AlarmWorld {
  readonly name: string;
  /** At start. */
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly at: readonly AlarmChangeWorld[];
}

export interface AlarmChangeWorld {
  /** Milliseconds after the cloud's start. */
  readonly at: number;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
}

export interface SpanWorld {
  /** Milliseconds after the cloud's start. */
  readonly at: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** From `at` on, until the next one: how many tasks can be placed in the whole account. */
export interface CapacityWorld {
  /** Milliseconds since the cloud's start. */
  readonly at: number;
  readonly tasks: number;
  /** The service event of a task that finds no place, without the service's name. */
  readonly event: string;
}

export interface FaultWorld {
  /** `ecs:UpdateService` or `UpdateService`; of the registry `GET /v2/web/*`, or `ecr:PutImage` by either way. */
  readonly operation: string;
  /** An ARN that the call must name; `*` matches any run of characters. */
  readonly resource: string;
  /** The error name to answer with; ECONNRESET and, of the registry, WrongDigest and WrongContent are none. */
  readonly error: string;
  readonly message: string;
  /** undefined for the one that AWS answers this error with. */
  readonly status?: number | undefined;
  /** How many calls it lets pass first. */
  readonly skip: number;
  /** How often it strikes then. */
  readonly times: number;
  /** Before the operation takes effect, or after it. */
  readonly when: 'before' | 'after';
  /** Milliseconds the answer is held back. */
  readonly delay: number;
  /** Of the registry: so many bytes of a body pass, up or down, and then the connection drops. */
  readonly afterBytes?: number;
}

export interface DenyWorld {
  /** `ecs:StopServiceDeployment`; `*` matches any run of characters. */
  readonly action: string;
  readonly resource: string;
}

/** A role of IAM, with policies as IAM writes them. */
export interface RoleWorld {
  readonly name: string;
  /** `/` when left out. */
  readonly path?: string;
  /** Whoever calls with it has the role; without one the role has to be assumed. */
  readonly accessKeyId?: string;
  readonly policies: readonly Readonly<Record<string, unknown>>[];
  /** The permissions boundary: what it does not allow either is not allowed. */
  readonly boundary?: Readonly<Record<string, unknown>>;
  /** Who may assume it. */
  readonly trust?: Readonly<Record<string, unknown>>;
}
