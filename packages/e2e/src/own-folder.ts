/**
 * One folder for all that is temporary of a telling, so that nothing of it is left behind however it ends: neither files
 * nor processes. act ends a step by killing the program that it has started itself, and what that has started in turn
 * goes on, with the folder in its environment.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

export interface OwnFolder {
  readonly path: string;
  /** From now on ends what nobody of this process's own waits for any more. */
  endStrays(): void;
  /** Ends what is left, and removes the folder. */
  close(): Promise<void>;
}

/** Everything in this process that asks for a temporary folder then gets one below it. */
export async function openOwnFolder(): Promise<OwnFolder> {
  const before = process.env.TMPDIR;
  const path = await mkdtemp(join(tmpdir(), 'slipway-e2e-'));
  process.env.TMPDIR = path;
  let sweeping: Promise<void> | undefined;
  let isOver = false;
  const sweep = async (): Promise<void> => {
    while (!isOver) {
      await killAll(await straysOf(path));
      await after(pauseMs);
    }
  };
  return {
    path,
    endStrays: () => void (sweeping ??= sweep()),
    close: async () => {
      isOver = true;
      await sweeping;
      await killAll(await straysOf(path));
      await rm(path, { recursive: true, force: true, maxRetries: 10 });
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    },
  };
}

const pauseMs = 100;

/** Nothing is looked for where processes do not show themselves as they do on Linux. */
export async function straysOf(folder: string): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isOwn = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isOwn(parents.get(pid)));
  const others = pids.filter((pid) => !isOwn(pid));
  const known = await Promise.all(others.map(async (pid) => [pid, await knows(pid, folder)] as const));
  return known.filter(([, knowsIt]) => knowsIt).map(([pid]) => pid);
}

const told = (pid: number, what: string): Promise<string> =>
  readFile(`/proc/${String(pid)}/${what}`, 'utf8').catch(() => '');

/** Behind the name of the program, which may have anything in it: its state, then its parent. */
const parentOf = async (pid: number): Promise<number | undefined> => {
  const [, parent] = /^.*\) \S (\d+) /s.exec(await told(pid, 'stat')) ?? [];
  return parent === undefined || parent === '0' ? undefined : Number(parent);
};

/** Its environment alone says whose it is: who reads a file of the folder has its name on his command line as well. */
const knows = async (pid: number, folder: string): Promise<boolean> =>
  (await told(pid, 'environ')).includes(folder);

async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It has ended just now.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
  for (const pid of pids) while ((await told(pid, 'environ')) !== '') await after(pauseMs / 10);
}
