/** Pages of a list with an opaque token, as ECR's list operations have them. */
import { invalidParameter } from './errors.ts';

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

interface PageSizes {
  /** Items in a page when the caller names no number. */
  readonly usual: number;
  /** What the caller may ask for. */
  readonly most: number;
}

/** @param sizes those of most of ECR's lists when left out. */
export function pageOf<T>(
  items: readonly T[],
  { maxResults, nextToken }: PageRequest,
  { usual, most }: PageSizes = { usual: 100, most: 1000 },
): { readonly items: T[]; readonly nextToken: string | undefined } {
  const size = maxResults ?? usual;
  if (size < 1 || size > most) throw invalidParameter('maxResults', `must be between 1 and ${most}`);
  const from = nextToken === undefined ? 0 : offsetOf(nextToken);
  const rest = from + size < items.length ? tokenOf(from + size) : undefined;
  return { items: items.slice(from, from + size), nextToken: rest };
}

const tokenOf = (offset: number): string => Buffer.from(`offset=${offset}`).toString('base64url');

function offsetOf(token: string): number {
  const [, digits] = /^offset=(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (digits === undefined) throw invalidParameter('nextToken', 'is not a token of this operation');
  return Number(digits);
}
