/**
 * Conditional requests: what is read has a tag, and who names it gets 304 instead of what is the same still. GitHub's
 * tags hold for one token, one form and one version of the API.
 */
import { createHash } from 'node:crypto';
import type { Arrived, Sent } from './http-server.ts';

/** The answer with its tag; 304 without a body when the request names that tag. Others than a GET's 200 stay as they are. */
export function conditional({ method, headers }: Arrived, sent: Sent): Sent {
  if (method !== 'GET' || sent.status !== 200) return sent;
  const { authorization = '', accept = '', 'x-github-api-version': version } = headers;
  const etag = tagOf([authorization, accept, String(version), sent.text ?? '']);
  const tagged = { ...sent.headers, etag };
  if (!names(headers['if-none-match'] ?? '', etag)) return { ...sent, headers: tagged };
  return { status: 304, headers: { ...tagged, 'content-type': '' }, text: undefined };
}

/** Weak, as GitHub's are. */
const tagOf = (parts: readonly string[]): string =>
  `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}"`;

/** @param condition tags with commas between them, or `*`. Strong and weak ones are compared alike. */
function names(condition: string, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return condition.split(',').some((each) => each.trim() === '*' || opaque(each) === opaque(etag));
}
