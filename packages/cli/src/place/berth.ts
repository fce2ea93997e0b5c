/**
 * Where a place that stays open leaves what others need to join it: a file of this user, outside of the repository, one
 * for each repository.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupFailure } from '@slipway/action-kit/failures';
import { keptFacts, pidIn } from './kept-facts.ts';
import type { Place, PlaceFacts } from './place.ts';

const me = process.getuid?.() ?? 0;
/** Below the folder for temporary files anybody may have made one of this name before: see `isMine`. */
const berths = (): string => join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `slipway-berths-${String(me)}`);
const berthOf = (repository: string): string =>
  join(berths(), `${createHash('sha256').update(repository).digest('hex').slice(0, 16)}.json`);

/**
 * @param repository its folder, absolute.
 * @returns whether it is kept; another process may have been first.
 * @throws Failure of kind setup where others could write what a run would join
 */
export async function keepBerth(repository: string, facts: PlaceFacts): Promise<boolean> {
  await mkdir(berths(), { recursive: true, mode: 0o700 });
  if (!(await isMine(berths())))
    throw setupFailure({
      code: 'berths',
      what: 'The local cloud can not be kept open for others',
      why: `it is looked for in ${berths()}, which is not yours alone`,
      hint: 'Remove that folder, or set XDG_RUNTIME_DIR to one of yours.',
    });
  // One that nobody answers for is left from a process that was killed.
  if ((await joinPlace(repository)) === undefined) await rm(berthOf(repository), { force: true });
  try {
    const text = `${JSON.stringify({ pid: process.pid, ...facts }, null, 2)}\n`;
    await writeFile(berthOf(repository), text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Only its own: that of another process stays. */
export async function forgetBerth(repository: string): Promise<void> {
  if (pidIn(await textOf(berthOf(repository))) === process.pid)
    await rm(berthOf(repository), { force: true });
  // Others may have theirs there.
  await rmdir(berths()).catch(() => undefined);
}

/** The place that is kept open for this repository, when there is one and it answers. */
export async function joinPlace(repository: string): Promise<Place | undefined> {
  const path = berthOf(repository);
  if (!(await isMine(berths())) || !(await isMine(path))) return undefined;
  const facts = keptFacts(await textOf(path));
  if (facts === undefined || !(await isLocalCloud(facts.cloud))) return undefined;
  const nothing = async (): Promise<void> => undefined;
  return { facts, isJoined: true, dispatched: [], idle: nothing, close: nothing };
}

/** Whether nobody else could have written it, or what is in it. */
async function isMine(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && !found.isSymbolicLink() && found.uid === me && (found.mode & 0o077) === 0;
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Another program may listen on that port by now: only a cloud answers as STS does, be it that nobody signed. */
async function isLocalCloud(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
      signal: AbortSignal.timeout(2000),
    });
    return (await answer.text()).includes('https://sts.amazonaws.com/doc/');
  } catch {
    return false;
  }
}
