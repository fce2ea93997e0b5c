/** Other programs, run beside a cloud of this process, which must go on answering meanwhile. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ran {
  readonly code: number;
  /** Both streams, as they came. */
  readonly printed: string;
}

export interface Running {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told of what is printed as it comes. */
  readonly onText?: (text: string) => void;
  /** Ends it as a person's Ctrl-C does: by SIGINT, for it and for everything it has started. */
  readonly signal?: AbortSignal;
  /** Whether `signal` ends the program alone, as a runner ends a step, and nothing that it has started. */
  readonly isAlone?: boolean;
}

/**
 * @returns once it has ended, whatever its exit code is.
 * @throws the reason of `signal` when that was aborted already
 */
export async function run(program: string, args: readonly string[], running: Running): Promise<Ran> {
  const { cwd, env, onText, signal, isAlone = false } = running;
  signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a shell does not hand on a signal that it alone gets.
    detached: true,
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      parts.push(text);
      onText?.(text);
    });
  }
  const interrupt = (): void => interrupted(child.pid, isAlone);
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const [code, ended] = (await once(child, 'close')) as [number | null, string | null];
    const printed = parts.join('');
    return { code: code ?? 128, printed: ended === null ? printed : `${printed}\n(ended by ${ended})` };
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

function interrupted(pid: number | undefined, isAlone: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isAlone ? pid : -pid, 'SIGINT');
  } catch (error) {
    // All of it has ended just now.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
