/** Lists that AWS tells in pages, read to the end: no order is promised, so the first page decides nothing. */

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly nextToken: string | undefined;
}

/** @param ask for the page of a token; the first has none. */
export async function allPages<T>(ask: (nextToken: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await ask(token);
    all.push(...(items ?? []));
    token = nextToken;
  } while (token !== undefined && token !== '');
  return all;
}
