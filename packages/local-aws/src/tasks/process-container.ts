/**
 * One container as a process group of this machine: prepare (folder, configuration, port), run, end. What it
 * prepares takes real time, so a stop may come before there is anything to stop.
 */
import type { CloudClock, ImageConfig, ProbeResult } from '../ports.ts';
import { terminated, type ContainerRun, type ProbeRequest, type RunningContainer } from './container.ts';
import { probeHttp } from './http-probe.ts';
import type { ProcessCommand } from './process-command.ts';
import { startProcessGroup, type ProcessGroup } from './process-group.ts';

/** Made by process-runtime.ts, which shares ports and folders among containers. */
export interface Preparation {
  readonly command: ProcessCommand;
  readonly port: number;
}

export interface ProcessContainer extends RunningContainer {
  /** Resolves once nothing of it runs any more. */
  readonly ended: Promise<void>;
}

export function startContainer(
  { spec, events }: ContainerRun,
  prepare: () => Promise<Preparation>,
  clock: Pick<CloudClock, 'after'>,
): ProcessContainer {
  let group: ProcessGroup | undefined;
  let port: number | undefined;
  let stopping = false;
  let cancelKill = (): void => undefined;
  const run = async (): Promise<void> => {
    const prepared = await prepare();
    if (stopping) {
      cancelKill();
      events.exited(terminated);
      return;
    }
    await new Promise<void>((ended) => {
      group = startProcessGroup(prepared.command, {
        line: (text) => events.line(text),
        spawned: () => {
          port = prepared.port;
          events.started(spec.ports.length === 0 ? undefined : port);
        },
        failed: (error) => {
          events.failedToStart(cannotStart(prepared.command, error));
          ended();
        },
        ended: (exitCode) => {
          port = undefined;
          cancelKill();
          events.exited(exitCode);
          ended();
        },
      });
    });
  };
  const probe = (request: ProbeRequest): ProbeResult | Promise<ProbeResult> => {
    if (port === undefined || request.port !== spec.ports[0]) return { kind: 'refused' };
    return probeHttp({ ...request, port }, clock);
  };
  return {
    probe,
    ended: run().catch((error: unknown) => events.failedToStart(startFailure(error))),
    stop: () => {
      if (stopping) return;
      stopping = true;
      group?.signal('SIGTERM');
      cancelKill = clock.after(spec.stopTimeout * 1000, () => group?.signal('SIGKILL'));
    },
    kill: () => {
      stopping = true;
      cancelKill();
      group?.signal('SIGKILL');
    },
  };
}

/** What a preparation throws when there is nothing to run; its message is the task's stopped reason. */
export class CannotStart extends Error {}

export function nothingToRun(config: ImageConfig): CannotStart {
  const said = config.entryPoint.length + config.command.length === 0 ? 'image' : 'task definition';
  return new CannotStart(`CannotStartContainerError: no command specified in ${said}`);
}

function startFailure(error: unknown): string {
  if (error instanceof CannotStart) return error.message;
  const why = error instanceof Error ? error.message : String(error);
  return `CannotPullContainerError: failed to extract layer: ${why}`;
}

function cannotStart(command: ProcessCommand, error: Error): string {
  const why =
    'code' in error && error.code === 'ENOENT' ? 'executable file not found in $PATH' : error.message;
  return `CannotStartContainerError: failed to create container process: exec: "${command.file}": ${why}`;
}
