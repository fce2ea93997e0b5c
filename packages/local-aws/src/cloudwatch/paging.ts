/** Pages as CloudWatch has them. Pure. */
import { ServiceError } from '../service.ts';

export function pageOf<T>(
  items: readonly T[],
  {
    MaxRecords,
    NextToken,
  }: { readonly MaxRecords?: number | undefined; readonly NextToken?: string | undefined },
  size: number,
): { readonly items: T[]; readonly nextToken: string | undefined } {
  const from = NextToken === undefined ? 0 : offsetOf(NextToken);
  const to = from + Math.min(MaxRecords ?? size, 100_000);
  return { items: items.slice(from, to), nextToken: to < items.length ? tokenOf(to) : undefined };
}

const tokenOf = (offset: number): string => Buffer.from(`from=${offset}`).toString('base64url');

function offsetOf(token: string): number {
  const [, digits] = /^from=(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (digits === undefined) throw new ServiceError('InvalidNextToken', 'The next token is invalid.');
  return Number(digits);
}
