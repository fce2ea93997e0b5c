/** Lists in pages: the token is the number of items that were told already. Pure. */
import { ServiceError } from '../service.ts';

export function page<T>(
  items: readonly T[],
  asked: { readonly nextToken?: string | undefined; readonly maxResults?: number | undefined },
  size = 100,
): { readonly items: T[]; readonly nextToken: string | undefined } {
  const from = asked.nextToken === undefined ? 0 : Number(asked.nextToken);
  if (!Number.isInteger(from) || from < 0) {
    throw new ServiceError('InvalidParameterException', 'Invalid token.');
  }
  const to = from + Math.min(asked.maxResults ?? size, 100);
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined };
}

/** @throws ServiceError when more is asked for than ECS answers at once */
export function atMost(limit: number, items: readonly unknown[], what: string): void {
  if (items.length <= limit) return;
  throw new ServiceError('InvalidParameterException', `${what} may have at most ${limit} items.`);
}
