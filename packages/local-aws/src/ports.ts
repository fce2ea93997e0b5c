/**
 * The seams inside the local cloud: its clock, what runs a task's containers, what balances load to them, and
 * where images and log lines are kept. The scheduler (ecs/) knows only these.
 */

/** Cloud time: real, scaled or virtual. All cloud code reads and waits through it. */
export interface CloudClock {
  /** Milliseconds since the epoch, in cloud time. */
  now(): number;
  /** Calls `run` once after `milliseconds` of cloud time; returns what cancels it. Equal times run in order. */
  after(milliseconds: number, run: () => void): () => void;
  /** Cloud milliseconds that pass in one real one; 1 in real time, Infinity in virtual time. */
  readonly factor: number;
  /** Cancels everything that is pending. */
  close(): void;
}

export interface ContainerSpec {
  readonly name: string;
  /** As the task definition names it. */
  readonly image: string;
  readonly essential: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly entryPoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  /** Container ports, in the order of the port mappings. */
  readonly ports: readonly number[];
  /** Seconds between SIGTERM and SIGKILL; 30 when the task definition says nothing. */
  readonly stopTimeout: number;
  readonly healthCheck: Readonly<Record<string, unknown>> | undefined;
  /** awslogs destination, when configured. */
  readonly log: { readonly group: string; readonly stream: string } | undefined;
}

export interface TaskSpec {
  /** The last part of the ARN. */
  readonly id: string;
  readonly arn: string;
  readonly containers: readonly ContainerSpec[];
}

/** Told by a runtime to the scheduler, at any time after `start` returned, never from inside it. */
export interface TaskEvents {
  /** Nothing of the task will run: `CannotPullContainerError: …` and the like. Nothing follows. */
  failedToStart(container: string, reason: string): void;
  /** The container runs. `hostPort` is where its first port can be reached on 127.0.0.1, when it can. */
  started(
    container: string,
    details: { readonly imageDigest: string | undefined; readonly hostPort: number | undefined },
  ): void;
  /** Of the container's own health check. */
  health(container: string, status: 'HEALTHY' | 'UNHEALTHY'): void;
  /** @param reason such as `OutOfMemoryError: …`; undefined for a plain exit. */
  exited(container: string, exitCode: number, reason: string | undefined): void;
  /** AWS takes the place away that the task runs on; it is stopped as if somebody had asked for it. */
  interrupted(code: Interruption, reason: string): void;
}

/** Ends of a task that are nobody's fault, in the words of its stop code. */
export type Interruption = 'SpotInterruption' | 'TerminationNotice' | 'InfrastructureHealth';

export interface RunningTask {
  /** SIGTERM to every container, SIGKILL after its stop timeout; `exited` follows for each. Idempotent. */
  stop(): void;
  /** One health-check request to a container's port, as a load balancer would make it. */
  probe(request: {
    readonly container: string;
    readonly port: number;
    readonly path: string;
    /** Milliseconds of cloud time. */
    readonly timeout: number;
  }): ProbeResult | Promise<ProbeResult>;
}

export type ProbeResult =
  | { readonly kind: 'answer'; readonly status: number }
  | { readonly kind: 'timeout' }
  /** `why` is for a person who looks at a process of this machine; AWS has no such words. */
  | { readonly kind: 'refused'; readonly why?: string };

/** Runs the containers of tasks: scripted (a behaviour per image) or as processes of this machine. */
export interface TaskRuntime {
  start(task: TaskSpec, events: TaskEvents): RunningTask;
  /** Ends everything that runs and resolves when it has ended. */
  close(): Promise<void>;
}

export interface Target {
  /** `127.0.0.1` for processes; an address of its own for a scripted task. */
  readonly id: string;
  readonly port: number;
}

/** As ELB's DescribeTargetHealth answers. */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  /** `Target.Timeout`, `Target.FailedHealthChecks`, `Elb.RegistrationInProgress` … */
  readonly reason: string | undefined;
  readonly description: string | undefined;
}

/** The load balancers: target groups with health checks, and listeners that forward to healthy targets. */
export interface Balancer {
  /** Starts health checks through `probe`; `changed` is told each change of state. */
  register(
    targetGroupArn: string,
    target: Target,
    probe: (request: {
      readonly path: string;
      readonly timeout: number;
    }) => ProbeResult | Promise<ProbeResult>,
    changed: (health: TargetHealth) => void,
  ): void;
  /** No new requests; `drained` is called when the deregistration delay has passed. */
  deregister(targetGroupArn: string, target: Target, drained: () => void): void;
  health(targetGroupArn: string, target: Target): TargetHealth;
  exists(targetGroupArn: string): boolean;
  /** Whether a load balancer sends to it. */
  isAttached(targetGroupArn: string): boolean;
  hasRule(listenerRuleArn: string): boolean;
  /** From the next request on, the rule's traffic is shared so; the percents are 100 in all. */
  shift(
    listenerRuleArn: string,
    weights: readonly { readonly targetGroupArn: string; readonly percent: number }[],
  ): void;
  close(): Promise<void>;
}

/** Which service of ECS. */
export interface ServicePlace {
  readonly cluster: string;
  readonly service: string;
}

/** What Application Auto Scaling knows of ECS. */
export interface ScalableServices {
  /** Undefined when there is no active service of this name. */
  desiredCount(place: ServicePlace): number | undefined;
  scale(place: ServicePlace, desiredCount: number): void;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What ECS knows of CloudWatch. */
export interface Alarms {
  /** Undefined when there is no alarm of this name. */
  stateOf(name: string): AlarmState | undefined;
}

export interface MetricName {
  /** `AWS/ApplicationELB` */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Measurement {
  readonly metric: MetricName;
  /** `Count`, `Seconds` … */
  readonly unit: string;
  readonly value: number;
}

/** Where the parts of the cloud tell CloudWatch what they measure. */
export interface MetricSink {
  record(measured: Measurement): void;
}

export interface StoredImage {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** What the runtimes may ask the registry. */
export interface ImageStore {
  /** @param reference `127.0.0.1:PORT/web@sha256:…` or `…:tag`; undefined when there is no such image here. */
  find(reference: string): StoredImage | undefined;
  /** The image's configuration (config.Env, Cmd, Entrypoint, WorkingDir) for this machine's platform. */
  config(image: StoredImage): Promise<ImageConfig>;
  /** Writes the image's root file system into an empty folder. */
  unpack(image: StoredImage, folder: string): Promise<void>;
}

export interface ImageConfig {
  readonly env: readonly string[];
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Where containers' output goes, and what CloudWatch Logs answers from. */
export interface LogStore {
  append(destination: { readonly group: string; readonly stream: string }, line: string): void;
}
