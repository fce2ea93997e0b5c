/**
 * Pages of what one scan found. A token names the scan and the moment of its first page, so that all pages are of one
 * list, whatever is found meanwhile, and one of another scan is refused.
 */
import { invalidParameter } from '../errors.ts';
import type { PageRequest } from '../paging.ts';

export interface ScanPage {
  /** Cloud time in milliseconds whose findings the page has. */
  readonly at: number;
  /** The items of the page. */
  of<T>(items: readonly T[]): T[];
  /** Undefined after the last page. @param total how many items there are. */
  nextToken(total: number): string | undefined;
}

const usual = 100;
const most = 1000;

/**
 * @param scan what tells one scan of one image from all others
 * @param now cloud time in milliseconds
 * @throws ServiceError InvalidParameterException
 */
export function scanPage(
  { maxResults = usual, nextToken }: PageRequest,
  scan: string,
  now: number,
): ScanPage {
  if (maxResults < 1 || maxResults > most)
    throw invalidParameter('maxResults', `must be between 1 and ${most}`);
  const { at, from } = nextToken === undefined ? { at: now, from: 0 } : readToken(nextToken, scan);
  const to = from + maxResults;
  return {
    at,
    of: (items) => items.slice(from, to),
    nextToken: (total) => (to < total ? encoded(`${scan} ${at} ${to}`) : undefined),
  };
}

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

function readToken(token: string, scan: string): { readonly at: number; readonly from: number } {
  const text = Buffer.from(token, 'base64url').toString();
  const [, named, at, from] = /^(.+) (\d+(?:\.\d+)?) (\d+)$/.exec(text) ?? [];
  if (named === scan) return { at: Number(at), from: Number(from) };
  throw invalidParameter('nextToken', 'is not a token of this scan');
}
