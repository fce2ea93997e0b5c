/** A whole list of the local GitHub of a place, in its own pages. */
import type { PlaceFacts } from './place.ts';

const most = 100;

/**
 * @param path below the repository. @param itemsOf an answer.
 * @returns undefined where it does not answer, as when it is closed.
 */
export async function listedBy<T>(
  { github, token }: Pick<PlaceFacts, 'github' | 'token'>,
  path: string,
  itemsOf: (answer: unknown) => readonly T[],
): Promise<readonly T[] | undefined> {
  const headers = { authorization: `Bearer ${token}`, 'x-github-api-version': '2026-03-10' };
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const address = `${github}/repos/${path}?per_page=${String(most)}&page=${String(page)}`;
    const items = await fetch(address, { headers })
      .then(async (answer) => (answer.ok ? itemsOf(await answer.json()) : undefined))
      .catch(() => undefined);
    if (items === undefined) return undefined;
    all.push(...items);
    if (items.length < most) return all;
  }
}
