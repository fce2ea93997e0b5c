/**
 * What the task runtime asks of one container, whichever way it runs. It stands apart so that the scripted and
 * the process runtime know only one container each, and the task's own rules stay in task-runtime.ts.
 */
import type { ContainerSpec, Interruption, ProbeResult, StoredImage } from '../ports.ts';

export interface ContainerEvents {
  /** Nothing follows. */
  failedToStart(reason: string): void;
  /** @param hostPort where its first port can be reached on 127.0.0.1, when it can. */
  started(hostPort: number | undefined): void;
  health(status: 'HEALTHY' | 'UNHEALTHY'): void;
  /** @param reason such as `OutOfMemoryError: …`; none for a plain exit. */
  exited(exitCode: number, reason?: string): void;
  /** Of the whole task. */
  interrupted(code: Interruption, reason: string): void;
  /** One line of its output, without the line end. */
  line(text: string): void;
}

/** A container that is to run, and whom to tell; nothing is told from inside the call that starts it. */
export interface ContainerRun {
  readonly spec: ContainerSpec;
  readonly image: StoredImage;
  readonly events: ContainerEvents;
}

export interface ProbeRequest {
  /** Container port. */
  readonly port: number;
  readonly path: string;
  /** Milliseconds of cloud time. */
  readonly timeout: number;
}

export interface RunningContainer {
  /** SIGTERM, and SIGKILL after the stop timeout; `exited` follows. Idempotent. */
  stop(): void;
  /** Ends it at once; what is told afterwards is nobody's business any more. */
  kill(): void;
  probe(request: ProbeRequest): ProbeResult | Promise<ProbeResult>;
}

/** 128 + SIGTERM: how a container ends that was asked to and that never handled it. */
export const terminated = 143;
