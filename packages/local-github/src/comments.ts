/** The comments of pull requests, under GitHub's own rules: who may write them, how long they are, in what order they come. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { fieldsOf, mustExist, pageOf, type Route } from './answer.ts';
import { Refusal } from './refusal.ts';
import { timestamp } from './timestamp.ts';
import { userOf, type Account } from './tokens.ts';
import { shownUser } from './people.ts';

export interface StoredComment {
  readonly id: number;
  /** Of the pull request. */
  readonly number: number;
  readonly body: string;
  /** Null for an account that was deleted. */
  readonly user: Account | null;
  /** ISO 8601; the start of 2026 for one that somebody else wrote and did not date. */
  readonly created_at?: string;
  readonly updated_at?: string;
}

export interface PullRequest {
  readonly number: number;
  /** A locked conversation takes no comment of a token. */
  readonly locked?: boolean;
}

export interface CommentsApi {
  /** `owner/name`. */
  readonly repository: string;
  readonly url: () => string;
  readonly clock: CloudClock;
  readonly pullRequests: readonly PullRequest[];
  readonly comments: StoredComment[];
}

const longestBody = 65_536;
const undated = '2026-01-01T00:00:00Z';

/** Paths after `/repos/‹owner›/‹name›`. */
export function commentRoutes(api: CommentsApi): readonly Route[] {
  const { pullRequests, comments, clock } = api;
  const ofOne = /^\/issues\/(\d+)\/comments$/;
  const read = [{ issues: 'read' }, { pull_requests: 'read' }] as const;
  const write = [{ issues: 'write' }, { pull_requests: 'write' }] as const;
  const shown = (comment: StoredComment): object => shownComment(api, comment);
  return [
    {
      method: 'GET',
      path: ofOne,
      needs: read,
      answer: ({ query }, [number = '']) => {
        const { number: of } = existing(pullRequests, number);
        const all = comments.filter((comment) => comment.number === of);
        return { status: 200, body: pageOf(all, query, { usual: 30, most: 100 }).map(shown) };
      },
    },
    {
      method: 'POST',
      path: ofOne,
      needs: write,
      answer: ({ caller, body }, [number = '']) => {
        const { number: of, locked } = existing(pullRequests, number);
        if (locked === true) throw new Refusal(403, 'Unable to create comment because issue is locked.');
        const id = 1 + Math.max(1000, ...comments.map((comment) => comment.id));
        const made = { id, number: of, body: checkedBody(body), user: userOf(caller) };
        const now = timestamp(clock.now());
        const comment = { ...made, created_at: now, updated_at: now };
        comments.push(comment);
        return { status: 201, body: shown(comment) };
      },
    },
    {
      method: 'PATCH',
      path: /^\/issues\/comments\/(\d+)$/,
      needs: write,
      answer: ({ body }, [id = '']) => {
        const index = comments.findIndex((comment) => comment.id === Number(id));
        const before = mustExist(comments[index]);
        const after = { ...before, body: checkedBody(body), updated_at: timestamp(clock.now()) };
        comments[index] = after;
        return { status: 200, body: shown(after) };
      },
    },
  ];
}

/** GitHub tells only in the addresses of a comment from whose pull request it is. */
function shownComment({ repository, url }: CommentsApi, comment: StoredComment): object {
  const { id, number, body, user, created_at = undated, updated_at = created_at } = comment;
  const api = `${url()}/repos/${repository}/issues`;
  return {
    ...{ id, node_id: `IC_${String(id)}`, body, created_at, updated_at },
    user: user === null ? null : { ...shownUser(url(), user.login), type: user.type },
    url: `${api}/comments/${String(id)}`,
    html_url: `${url()}/${repository}/pull/${String(number)}#issuecomment-${String(id)}`,
    issue_url: `${api}/${String(number)}`,
    author_association: 'NONE',
  };
}

const existing = (pullRequests: readonly PullRequest[], number: string): PullRequest =>
  mustExist(pullRequests.find((each) => each.number === Number(number)));

function checkedBody(sent: unknown): string {
  const { body } = fieldsOf(sent);
  if (typeof body !== 'string' || body.trim() === '')
    throw new Refusal(422, "Validation Failed: body can't be blank");
  if (body.length > longestBody)
    throw new Refusal(
      422,
      `Validation Failed: body is too long (maximum is ${String(longestBody)} characters)`,
    );
  return body;
}
