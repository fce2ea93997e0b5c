/** The comment on a pull request: the essence of the summary, in which nothing calls people or marks issues. */
import { createHash } from 'node:crypto';
import { join, type Markdown } from '@slipway/action-kit/markdown';
import { quietMarkdown } from '@slipway/action-kit/quiet-markdown';
import type { JudgedImage } from '../judged-image.ts';
import { fixedPart } from './fixed-part.ts';
import { openingOf } from './opening.ts';
import { restPart } from './rest-part.ts';
import type { Room } from './bounded-table.ts';

export interface PullRequestComment {
  /** The first line of the body, by which it is found again. */
  readonly marker: string;
  readonly body: string;
}

/** What GitHub takes. */
const mostCharacters = 65_536;

/** Shares of the rooms below, tried one after the other: harmless text is several times as long as it was. */
const shares = [1, 0.5, 0.2, 0.05, 0];

/** Whose comment it is: two jobs that scan images of one repository, for two environments say, have one each. */
export interface CommentSource {
  readonly workflow: string | undefined;
  readonly jobId: string | undefined;
}

export function commentOf(judged: JudgedImage, source: CommentSource): PullRequestComment {
  const marker = markerOf(judged, source);
  for (const share of shares) {
    const words = withoutAccount(quietMarkdown(bodyWithin(judged, share)).trimEnd(), judged);
    const body = `${marker}\n\n${words}\n`;
    if (body.length <= mostCharacters) return { marker, body };
  }
  return { marker, body: `${marker}\n\nSee the summary of the run.\n` };
}

/**
 * What AWS says of a denial names account, role and session. The runner masks those that are secret in the log, and
 * nothing masks them on the way to the API.
 */
function withoutAccount(body: string, { registry }: JudgedImage): string {
  const words = body.replace(/arn:aws[\w-]*:(?:&#\d+;|[\w/:.+=-])*(?:&#\d+;|[\w/])/g, '(ARN in the log)');
  // Nobody knows it where the image could not even be looked for.
  const account = /^\d{12}/.exec(registry)?.[0];
  return account === undefined ? words : words.replaceAll(account, '(account)');
}

/** Hidden, but anybody can read it, so the account's number is not in it; nothing in it ends the HTML comment. */
function markerOf(
  { registry, repository }: JudgedImage,
  { workflow = '', jobId = '' }: CommentSource,
): string {
  const account = createHash('sha256').update(registry).digest('hex').slice(0, 6);
  const parts = [account, repository, workflow, jobId].map((part) =>
    encodeURIComponent(part).replaceAll('-', '%2D'),
  );
  return `<!-- slipway scan-image ${parts.join(' ').trimEnd()} -->`;
}

function bodyWithin(judged: JudgedImage, share: number): Markdown {
  const room = (rows: number, bytes: number): Room => ({ rows, bytes: bytes * share });
  return join(
    ...openingOf(judged, { deciding: room(50, 24_000), sentences: Math.ceil(10 * share) }),
    ...restPart(judged, room(30, 12_000)),
    ...fixedPart(judged.comparison, room(30, 8_000)),
  );
}
