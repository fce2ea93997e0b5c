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
  /** Ends it as a person does, by SIGINT. */
  readonly signal?: AbortSignal;
}

/** @returns once it has ended, whatever its exit code is. */
export async function run(program: string, args: readonly string[], running: Running): Promise<Ran> {
  const { cwd, env, onText, signal } = running;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      parts.push(text);
      onText?.(text);
    });
  }
  const interrupt = (): void => void child.kill('SIGINT');
  signal?.addEventListener('abort', interrupt, { once: true });
  const [code, ended] = (await once(child, 'close')) as [number | null, string | null];
  signal?.removeEventListener('abort', interrupt);
  return {
    code: code ?? 128,
    printed: ended === null ? parts.join('') : `${parts.join('')}\n(ended by ${ended})`,
  };
}
