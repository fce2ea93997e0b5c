/**
 * Where a place that stays open leaves what others need to join it: a file of this user, outside of the repository, one
 * for each repository.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import { isLocalCloud } from '@slipway/local-aws/ask';
import { forgetBerth as forget, leaveBerth } from '@slipway/local-aws/berth-file';
import { keptFacts } from './kept-facts.ts';
import { laterRuns } from './later-runs.ts';
import type { Place, PlaceFacts } from './place.ts';

const me = process.getuid?.() ?? 0;
/** Below the folder for temporary files anybody may have made one of this name before: see `isMine`. */
const berths = (): string => join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `slipway-berths-${String(me)}`);
const berthOf = (repository: string): string =>
  join(berths(), `${createHash('sha256').update(repository).digest('hex').slice(0, 16)}.json`);

/**
 * @param repository its folder, absolute.
 * @returns whether it is kept; another process may have been first.
 * @throws Failure of kind setup where it can't be written, or others could write what a run would join
 */
export async function keepBerth(repository: string, facts: PlaceFacts): Promise<boolean> {
  try {
    await mkdir(berths(), { recursive: true, mode: 0o700 });
    if (await isMine(berths()))
      return await leaveBerth(
        berthOf(repository),
        facts,
        async () => (await factsOf(repository)) !== undefined,
      );
  } catch (error) {
    throw cannotKeep(error instanceof Error ? error.message : String(error), error);
  }
  throw cannotKeep(`it is looked for in ${berths()}, which is not yours alone`);
}

const cannotKeep = (why: string, cause?: unknown): Failure =>
  setupFailure({
    code: 'berths',
    what: 'The local cloud can not be kept open for others',
    why,
    hint: 'Set XDG_RUNTIME_DIR to a folder that is yours alone, or remove that one.',
    cause,
  });

/** Only its own: that of another process stays. */
export async function forgetBerth(repository: string): Promise<void> {
  await forget(berthOf(repository));
  // Others may have theirs there.
  await rmdir(berths()).catch(() => undefined);
}

/** The place that is kept open for this repository, when there is one and it answers. */
export async function joinPlace(repository: string): Promise<Place | undefined> {
  const facts = await factsOf(repository);
  return facts === undefined ? undefined : { facts, isJoined: true, ...(await laterRuns(facts)) };
}

async function factsOf(repository: string): Promise<PlaceFacts | undefined> {
  const path = berthOf(repository);
  if (!(await isMine(berths())) || !(await isMine(path))) return undefined;
  const facts = keptFacts(await textOf(path));
  return facts !== undefined && (await isLocalCloud(facts.cloud)) ? facts : undefined;
}

/** Whether nobody else could have written it, or what is in it. */
async function isMine(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && !found.isSymbolicLink() && found.uid === me && (found.mode & 0o077) === 0;
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
