/**
 * How a run of act is stopped, in steps: cancelled as on GitHub, with its post steps; then ended, with its running steps;
 * then killed, with all that it started. No step waits for ever for the one before.
 */
import { spawnSync, type ChildProcess } from 'node:child_process';

export interface Stop {
  /** Cancels the run. */
  readonly cancel?: AbortSignal | undefined;
  /** Ends it: nobody waits for its post steps any more. */
  readonly end?: AbortSignal | undefined;
  /** How long each step may take before the next one, in milliseconds. */
  readonly patience?: { readonly cancelled: number; readonly ended: number } | undefined;
}

/** GitHub gives post steps five minutes. */
const usual = { cancelled: 300_000, ended: 10_000 };

export interface Stopping {
  cancel(): void;
  /** Nothing is sent any more. */
  forget(): void;
}

export function stopping(act: ChildProcess, { cancel, end, patience = usual }: Stop): Stopping {
  let next: NodeJS.Timeout | undefined;
  const thenIn = (milliseconds: number, step: () => void): void => {
    clearTimeout(next);
    next = setTimeout(step, milliseconds);
  };
  // act takes the first SIGINT for a cancellation, and whatever comes then, as SIGTERM at any time, for the end.
  const ended = (): void => {
    act.kill('SIGTERM');
    thenIn(patience.ended, () => kill(act));
  };
  const cancelled = (): void => {
    // Who has asked for the end is not asked for less.
    if (next !== undefined) return;
    act.kill('SIGINT');
    thenIn(patience.cancelled, ended);
  };
  const deaf = [endWithMe(act), onAbort(cancel, cancelled), onAbort(end, ended)];
  const forget = (): void => {
    clearTimeout(next);
    for (const each of deaf) each();
  };
  return { cancel: cancelled, forget };
}

const going = new Set<ChildProcess>();
const endAll = (): void => going.forEach(kill);

/** What has a group of its own would outlive who started it. @returns what takes it back. */
function endWithMe(act: ChildProcess): () => void {
  if (going.size === 0) process.once('exit', endAll);
  going.add(act);
  return () => {
    going.delete(act);
    if (going.size === 0) process.off('exit', endAll);
  };
}

/** @returns what takes it back. */
function onAbort(signal: AbortSignal | undefined, then: () => void): () => void {
  if (signal?.aborted === true) then();
  else signal?.addEventListener('abort', then, { once: true });
  return () => signal?.removeEventListener('abort', then);
}

/** What a step started may have a group of its own, and hold on to what act writes to. */
function kill(act: ChildProcess): void {
  for (const pid of below(act.pid)) send(pid);
  act.kill('SIGKILL');
  act.stdout?.destroy();
  act.stderr?.destroy();
}

function send(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Ids of the processes that this one started, and that those did; none where there is no `ps` to say so. */
function below(top: number | undefined): readonly number[] {
  const { stdout, error } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  if (top === undefined || error !== undefined) return [];
  const all = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)];
  const found = new Set([top]);
  // A set may grow while it is gone through.
  for (const each of found)
    for (const [, pid, parent] of all) if (Number(parent) === each) found.add(Number(pid));
  found.delete(top);
  return [...found];
}
