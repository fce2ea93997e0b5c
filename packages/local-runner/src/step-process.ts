/**
 * One process of a step: its output as lines in the order of arrival, and the runner's way to end it, which asks
 * twice before it kills.
 */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';

/** Milliseconds between the asks. */
export interface CancelDelays {
  /** From SIGINT to SIGTERM: the runner waits 7,500. */
  readonly interrupt: number;
  /** From SIGTERM to SIGKILL: the runner waits 2,500. */
  readonly terminate: number;
}

/** How a step is asked to end, and when; by the system and this machine's time when not given. */
export interface Cancelling {
  /** Calls `run` once after so many milliseconds. @returns what calls it off. */
  after(milliseconds: number, run: () => void): () => void;
  send(signal: 'SIGINT' | 'SIGTERM'): void;
}

export interface StepProcess {
  readonly node: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly cancelDelays: CancelDelays;
  readonly cancelling: Cancelling | undefined;
  /** Kills it at once, without asking. */
  readonly lost: AbortSignal | undefined;
}

export interface ProcessEnd {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds from start to the first line; undefined when it printed none. */
  readonly startToFirstLineMs: number | undefined;
  /** Milliseconds from start to the end of the process. */
  readonly startToEndMs: number;
}

/** @throws Error of node:child_process when the process can't start. */
export function runProcess(step: StepProcess): Promise<ProcessEnd> {
  const [startedAt, started] = [Date.now(), performance.now()];
  let firstLineAt: number | undefined;
  const child = spawn(step.node, step.arguments, {
    cwd: step.cwd,
    env: step.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const onLine = (line: string): void => {
    firstLineAt ??= performance.now();
    step.onLine(line);
  };
  readLines(child.stdout, onLine);
  readLines(child.stderr, onLine);
  const kill = (): void => void child.kill('SIGKILL');
  if (step.lost?.aborted === true) kill();
  step.lost?.addEventListener('abort', kill, { once: true });
  const cancelling = step.cancelling ?? { after: afterReal, send: (signal) => void child.kill(signal) };
  const stopCancelling = cancelOn(step, cancelling, kill);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      stopCancelling();
      reject(error);
    });
    child.on('exit', () => {
      stopCancelling();
      // A process that it left behind may hold the pipes open for ever.
      const close = (): void => void (child.stdout.destroy(), child.stderr.destroy());
      const timer = setTimeout(close, 2000);
      child.on('close', () => clearTimeout(timer));
    });
    child.on('close', (exitCode, signal) => {
      const startToFirstLineMs = firstLineAt === undefined ? undefined : firstLineAt - started;
      const startToEndMs = performance.now() - started;
      resolve({ exitCode, signal, startedAt, startToFirstLineMs, startToEndMs });
    });
  });
}

/** A lone carriage return ends a line as well: so the runner reads. */
function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    // A carriage return at the very end may be the first half of a line end.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('close', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''));
  });
}

function afterReal(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

function cancelOn(
  { signal, cancelDelays: { interrupt, terminate } }: Pick<StepProcess, 'signal' | 'cancelDelays'>,
  cancelling: Cancelling,
  kill: () => void,
): () => void {
  const pending: (() => void)[] = [];
  const cancel = (): void => {
    cancelling.send('SIGINT');
    pending.push(cancelling.after(interrupt, () => cancelling.send('SIGTERM')));
    pending.push(cancelling.after(interrupt + terminate, kill));
  };
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return () => {
    signal?.removeEventListener('abort', cancel);
    for (const callOff of pending) callOff();
  };
}
