/**
 * The file in which a process that keeps a local cloud open leaves what others need to join it: one process has it at a
 * time, and what one that was killed has left is put away by the next.
 */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** What is in a file of JSON; undefined when there is none, or not yet a whole one. */
export async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param isOpen whether somebody answers for the one that is there.
 * @returns whether it is left; another process may have been first. @throws what keeps files from being written
 */
export async function leaveBerth(
  path: string,
  facts: object,
  isOpen: () => Promise<boolean>,
): Promise<boolean> {
  const own = `${path}.${String(process.pid)}`;
  try {
    const text = `${JSON.stringify({ pid: process.pid, ...facts }, null, 2)}\n`;
    // Whoever finds it finds it whole.
    await writeFile(own, text, { mode: 0o600 });
    if (await isLinked(own, path)) return true;
    const there = await textOf(path);
    if (await isOpen()) return false;
    await putAway(path, there);
    return await isLinked(own, path);
  } finally {
    await rm(own, { force: true });
  }
}

/** Only its own: that of another process stays. */
export async function forgetBerth(path: string): Promise<void> {
  const { pid } = Object((await jsonIn(path)) ?? {}) as { readonly pid?: unknown };
  if (pid === process.pid) await rm(path, { force: true });
}

/** @returns false for a name that is taken. */
async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** By now it may be that of a process which started at the same moment: then it is put back. */
async function putAway(path: string, text: string): Promise<void> {
  const aside = `${path}.${String(process.pid)}.old`;
  try {
    await rename(path, aside);
    if ((await textOf(aside)) !== text) await isLinked(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
