/** Lists that AWS tells in pages, read to the end: no order is promised, so the first page decides nothing. */
import { upstreamFailure } from '@slipway/action-kit/failures';

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly nextToken: string | undefined;
}

/** @param ask for the page of a token; the first has none. */
export async function allPages<T>(ask: (nextToken: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  const next = pageTokens('a list');
  let token: string | undefined;
  do {
    const { items, nextToken } = await ask(token);
    all.push(...(items ?? []));
    token = next(nextToken);
  } while (token !== undefined);
  return all;
}

/**
 * Which page comes next, for one list: a token that comes again would lead round and round.
 * @param what the list, for the failure.
 * @returns a function that takes the token of a page, and gives undefined after the last one.
 */
export function pageTokens(what: string): (nextToken: string | undefined) => string | undefined {
  const seen = new Set<string>();
  return (token) => {
    if (token === undefined || token === '') return undefined;
    if (seen.has(token))
      throw upstreamFailure({
        code: 'pages-without-end',
        what: `AWS does not come to the end of ${what}`,
        why: 'a page leads back to one that was read before',
        hint: 'Re-run the job.',
      });
    seen.add(token);
    return token;
  };
}
