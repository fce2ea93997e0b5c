/** Lists in pages: `per_page` and `page` within GitHub's bounds, and the header that leads to the pages around. */

export interface PageSizes {
  /** When nobody asks for another. */
  readonly usual: number;
  readonly most: number;
}

interface Taken {
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** Of the query of each request that took a page. */
const taken = new WeakMap<URLSearchParams, Taken>();

export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { usual, most }: PageSizes,
): readonly T[] {
  const size = Math.min(numberOf(query, 'per_page') ?? usual, most);
  const page = numberOf(query, 'page') ?? 1;
  taken.set(query, { page, size, total: items.length });
  return items.slice((page - 1) * size, page * size);
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const value = Number(query.get(name) ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** @param base of the API. @param url that was asked for; nothing leads on from an answer that is no page. */
export function linkHeader(base: string, { pathname, searchParams }: URL): Readonly<Record<string, string>> {
  const { page, size, total } = taken.get(searchParams) ?? { page: 1, size: 1, total: 0 };
  const last = Math.max(1, Math.ceil(total / size));
  const pages = { prev: page - 1, next: page + 1, last, first: 1 };
  const isAround = (name: string): boolean => (name === 'prev' || name === 'first' ? page > 1 : page < last);
  const links = Object.entries(pages)
    .filter(([name]) => isAround(name))
    .map(([name, number]) => {
      const query = new URLSearchParams(searchParams);
      query.set('page', String(number));
      return `<${base}${pathname}?${query.toString()}>; rel="${name}"`;
    });
  return links.length === 0 ? {} : { link: links.join(', ') };
}
