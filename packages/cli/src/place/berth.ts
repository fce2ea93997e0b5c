/**
 * Where a place that stays open leaves what others need to join it: a file of this user, outside of the repository, one
 * for each repository.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Place, PlaceFacts } from './place.ts';

const berths = (): string => join(tmpdir(), `slipway-berths-${userInfo().username}`);
const berthOf = (repository: string): string =>
  join(berths(), `${createHash('sha256').update(repository).digest('hex').slice(0, 16)}.json`);

/** @param repository its folder, absolute. */
export async function keepBerth(repository: string, facts: PlaceFacts): Promise<void> {
  await mkdir(berths(), { recursive: true, mode: 0o700 });
  await writeFile(berthOf(repository), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
}

export async function forgetBerth(repository: string): Promise<void> {
  await rm(berthOf(repository), { force: true });
  // Others may have theirs there.
  await rmdir(berths()).catch(() => undefined);
}

/** The place that is kept open for this repository, when there is one and it answers. */
export async function joinPlace(repository: string): Promise<Place | undefined> {
  const facts = await readFacts(berthOf(repository));
  if (facts === undefined || !(await isLocalCloud(facts.cloud))) return undefined;
  const nothing = async (): Promise<void> => undefined;
  return { facts, isJoined: true, dispatched: [], idle: nothing, close: nothing };
}

async function readFacts(path: string): Promise<PlaceFacts | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as PlaceFacts;
  } catch {
    return undefined;
  }
}

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
