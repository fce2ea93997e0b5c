/** What jobs have written under the pull request: asked of the local GitHub. */
import { printable } from '@slipway/local-workflows/running/act-lines';
import type { PlaceFacts } from '../place/place.ts';
import { pullRequest } from '../stage/pull-request.ts';

/** GitHub shows it as a page: here marks and signs that are written as numbers are in the way. */
const readable = (body: string): string =>
  printable(
    body
      .replace(/<!--[^]*?-->|<\/?(?:b|code|details|summary|br)\b[^>]*>/g, '')
      .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );

/** @param repository `owner/name`. @returns lines; none where nothing was written. */
export async function commentLines(
  { github, token }: Pick<PlaceFacts, 'github' | 'token'>,
  repository: string,
): Promise<readonly string[]> {
  const address = `${github}/repos/${repository}/issues/${String(pullRequest.number)}/comments`;
  const headers = { authorization: `Bearer ${token}`, 'x-github-api-version': '2026-03-10' };
  const answer = await fetch(address, { headers }).catch(() => undefined);
  const comments = answer?.ok === true ? ((await answer.json()) as readonly { readonly body: string }[]) : [];
  return comments.flatMap(({ body }) => [
    `Comment under the pull request ${String(pullRequest.number)}`,
    ...readable(body)
      .trim()
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
    '',
  ]);
}
