/** Runs a real program beside the local cloud, which lives in this process and must go on answering meanwhile. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly environment?: Readonly<Record<string, string>>;
  /** For its standard input. */
  readonly input?: string;
}

/** @param program its absolute path. */
export async function run(program: string, args: readonly string[], running: Running = {}): Promise<Ran> {
  const { environment = {}, input = '' } = running;
  const child = spawn(program, args, { env: { ...process.env, ...environment } });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (printed[name] += text));
  }
  child.stdin.end(input);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, ...printed };
}

/** What it printed. @throws Error with what it complained of. */
export async function ran(program: string, args: readonly string[], running?: Running): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, running);
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}:\n${stderr}`);
}

/** An empty folder, removed afterwards. */
export async function inFolder(scene: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-part-'));
  try {
    await scene(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
