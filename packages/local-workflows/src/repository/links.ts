/**
 * Symbolic links of a repository: who follows one in a copy must not get out of the copy, be it to read or to write,
 * because what lies outside is the person's own. On GitHub such a link leads nowhere.
 */
import { readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

export function liesIn(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** @param link absolute. Also one that leads nowhere is asked: writing to it would make the file there. */
export async function staysIn(folder: string, link: string): Promise<boolean> {
  const target = await readlink(link);
  if (isAbsolute(target) || !liesIn(folder, resolve(dirname(link), target))) return false;
  const [top, real] = [await realpath(folder), await realpath(link).catch(() => undefined)];
  return real === undefined || liesIn(top, real);
}
