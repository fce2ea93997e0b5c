/**
 * Folders for temporary files of one run, with a note of whose they are: a process that is killed leaves its own behind,
 * with what was in it, and the next one removes it.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const start = 'slipway-run-';
const owner = 'owner.json';

export async function makeRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), start));
  await writeFile(join(folder, owner), JSON.stringify({ pid: process.pid, host: hostname() }));
  return folder;
}

/** Those alone whose process was on this machine, and is gone. */
export async function removeLeftRunFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const folder of names.filter((name) => name.startsWith(start)).map((name) => join(tmpdir(), name)))
    if (await isLeft(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

async function isLeft(folder: string): Promise<boolean> {
  try {
    const { pid, host } = Object(JSON.parse(await readFile(join(folder, owner), 'utf8'))) as {
      readonly pid?: unknown;
      readonly host?: unknown;
    };
    // In a container another process may have that number.
    return host === hostname() && typeof pid === 'number' && !isAlive(pid);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
