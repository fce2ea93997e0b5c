/**
 * Starts programs, and is the only place of what is bundled that does; see
 * docs/decisions/0008-programs-are-started-by-our-own-hand.md. A program is told to end as Ctrl-C does it: with all that
 * it has started, because an older docker does not pass the wish on.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Environment } from '@slipway/action-kit/environment';
import type { Clock } from '@slipway/action-kit/ports';
import { lineSplitter } from './line-splitter.ts';

export interface Command {
  /** Looked up on the PATH of `environment`. */
  readonly program: string;
  readonly args: readonly string[];
  /** All that the program sees of the environment. */
  readonly environment: Environment;
  /** Absolute: where it runs. */
  readonly folder: string;
  readonly onLine: (line: string, stream: OutputStream) => void;
  /** Ends it: by SIGINT, and by SIGKILL when it has not ended five seconds later. */
  readonly signal?: AbortSignal | undefined;
}

export type OutputStream = 'stdout' | 'stderr';

export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** There is no such program, or not the folder to run it in. */
  | { readonly kind: 'missing' };

export type RunCommand = (command: Command) => Promise<Ending>;

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Milliseconds between the two signals; the runner leaves some ten seconds in all. */
const graceTime = 5000;
/** Milliseconds that output may still come after the end: something that was started may hold the pipes open. */
const drainTime = 2000;

export function commandRunner(clock: Pick<Clock, 'sleep'>): RunCommand {
  return async (command) => {
    const child = started(command);
    const ended = new AbortController();
    endWhen(command.signal, child, clock, ended.signal);
    try {
      return await endingOf(child, clock);
    } finally {
      ended.abort();
    }
  };
}

function started({ program, args, environment, folder, onLine }: Command): Child {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a signal reaches all of it and nothing else.
    detached: true,
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    const lines = lineSplitter((line) => onLine(line, stream));
    child[stream].on('data', lines.add).on('close', lines.end);
  }
  return child;
}

function endingOf(child: Child, clock: Pick<Clock, 'sleep'>): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ kind: 'missing' });
      else reject(error);
    });
    const closed = new AbortController();
    child.on('exit', () => {
      void clock.sleep(drainTime, closed.signal).then(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      });
    });
    child.on('close', (code, signal) => {
      closed.abort();
      resolve(code === null ? { kind: 'killed', signal: signal ?? 'unknown' } : { kind: 'exited', code });
    });
  });
}

function endWhen(
  signal: AbortSignal | undefined,
  child: Child,
  clock: Pick<Clock, 'sleep'>,
  ended: AbortSignal,
): void {
  const end = async (): Promise<void> => {
    for (const each of ['SIGINT', 'SIGKILL'] as const) {
      if (ended.aborted) return;
      tell(child, each);
      await clock.sleep(graceTime, ended);
    }
  };
  if (signal?.aborted === true) void end();
  else signal?.addEventListener('abort', () => void end(), { once: true });
}

function tell(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone, or this system knows no groups.
    child.kill(signal);
  }
}
