/**
 * Actions of others are not fetched: small ones of the same name stand in for them. The login, the builder and the
 * store of artifacts are what they stand for; the checkout is act's own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Reference } from './rewriting/own-references.ts';

const folder = join(import.meta.dirname, 'stand-ins');

/** act does what it does by itself. */
export const actsOwn = 'actions/checkout';

/** @param repository `owner/name` of an action. @returns the folder that stands in for it; undefined when nothing does. */
export function standInFor(repository: string): string | undefined {
  const path = join(folder, ...repository.split('/'));
  return existsSync(join(path, 'action.yml')) ? path : undefined;
}

/** @returns `owner/name@ref` of each action of others that somebody stands in for → the folder. */
export const standInsFor = (references: readonly Reference[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    references.flatMap(({ repository, ref }) => {
      const path = standInFor(repository);
      return path === undefined ? [] : [[`${repository}@${ref}`, path]];
    }),
  );

/** @param here `owner/name` → folder: any ref of these repositories is what lies there. */
export const foldersFor = (
  references: readonly Reference[],
  here: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    references.flatMap(({ repository, ref }) => {
      const path = here[repository];
      return path === undefined ? [] : [[`${repository}@${ref}`, path]];
    }),
  );
