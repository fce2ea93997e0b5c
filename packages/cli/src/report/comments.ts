/** What jobs have written under the pull request: asked of the local GitHub. */
import { printable } from '@slipway/local-workflows/running/act-lines';
import { listedBy } from '../place/ask-github.ts';
import type { PlaceFacts } from '../place/place.ts';
import { pullRequest } from '../stage/pull-request.ts';

/** GitHub shows it as a page: here marks and signs that are written as numbers are in the way. */
const readable = (body: string): string =>
  printable(
    body
      .replace(/<!--[^]*?-->|<\/?(?:b|code|details|summary|br)\b[^>]*>/g, '')
      .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );

export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** @param repository `owner/name`. @returns all that stand there now. */
export const commentsIn = async (
  facts: Pick<PlaceFacts, 'github' | 'token'>,
  repository: string,
): Promise<readonly Comment[]> => {
  const path = `${repository}/issues/${String(pullRequest.number)}/comments`;
  return (await listedBy(facts, path, (answer) => answer as readonly Comment[])) ?? [];
};

/**
 * @param before what stood there when the run began: in a cloud that stays open, what earlier ones wrote.
 * @returns lines of what is new, or written anew; none where nothing is.
 */
export function commentLines(now: readonly Comment[], before: readonly Comment[]): readonly string[] {
  const isOld = ({ id, body }: Comment): boolean =>
    before.some((each) => each.id === id && each.body === body);
  return now
    .filter((comment) => !isOld(comment))
    .flatMap(({ body }) => [
      `Comment under the pull request ${String(pullRequest.number)}`,
      ...readable(body)
        .trim()
        .split('\n')
        .map((line) => `  ${line}`.trimEnd()),
      '',
    ]);
}
