/** Pages as Application Auto Scaling has them: 50 at most. Pure. */
import { ServiceError } from '../service.ts';

export function pageOf<T>(
  items: readonly T[],
  {
    MaxResults = 50,
    NextToken,
  }: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: T[]; readonly nextToken: string | undefined } {
  const from = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(from) || from < 0) {
    throw new ServiceError('InvalidNextTokenException', 'The next token is invalid.');
  }
  const to = from + Math.min(MaxResults, 50);
  return { items: items.slice(from, to), nextToken: to < items.length ? String(to) : undefined };
}
