/**
 * A newer copy in the place of an older one, in the folder that is pushed to the server. The copy says which files it is
 * made of, so that only those are replaced, and only as long as they are what was written.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../repository.ts';

/** What says so, in the root of the copy. */
export const manifest = 'slipway-copy.json';

interface Manifest {
  /** Of Slipway, that the copy was made from. */
  readonly commit: string;
  /** Path → sha256 of what was written. */
  readonly files: Readonly<Record<string, string>>;
}

/** @returns the sentence that says why `to` can't be written to; nothing changes by that. */
export function notOurs(to: string): string | undefined {
  const start = `Nothing was written: the folder ${to}`;
  const present = existsSync(to) ? readdirSync(to).filter((name) => name !== '.git') : [];
  if (present.length === 0) return undefined;
  const written = writtenIn(to);
  if (written === undefined)
    return `${start} is not empty, and has no ${manifest} that says what of it this command wrote. Name a new one, or empty it first.`;
  const changed = Object.entries(written.files).filter(
    ([path, sum]) => existsSync(join(to, path)) && sumOf(join(to, path)) !== sum,
  );
  return changed.length === 0
    ? undefined
    : `${start} has files that were changed since this command wrote them: ${named(changed.map(([path]) => path))}. Put them back by git checkout, or name a new folder.`;
}

/** @param fresh the folder with the newer copy. @throws Error where a file of somebody else stands in its way. */
export async function replaceCopy(fresh: string, to: string, commit: string): Promise<void> {
  const files = sumsBelow(fresh);
  const old = writtenIn(to)?.files ?? {};
  const inTheWay = Object.keys(files).filter((path) => !(path in old) && existsSync(join(to, path)));
  if (inTheWay.length > 0)
    throw new Error(
      `Nothing was written: ${to} has files that this command did not write and would write over: ${named(inTheWay)}. Move them, or name a new folder.`,
    );
  await mkdir(to, { recursive: true });
  for (const path of filesBelow(to).filter((each) => each in old)) await rm(join(to, path));
  await cp(fresh, to, { recursive: true });
  const written: Manifest = { commit, files };
  await writeFile(join(to, manifest), `${JSON.stringify(written, null, 2)}\n`);
}

const writtenIn = (to: string): Manifest | undefined =>
  existsSync(join(to, manifest))
    ? (JSON.parse(readFileSync(join(to, manifest), 'utf8')) as Manifest)
    : undefined;

const sumsBelow = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(filesBelow(folder).map((path) => [path, sumOf(join(folder, path))]));

const sumOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const named = (paths: readonly string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
