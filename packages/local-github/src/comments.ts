/** The comments of pull requests, under GitHub's own rules: who may write them, how long they are, in what order they come. */
import { fieldsOf, pageOf, type Route } from './answer.ts';
import { Refusal } from './refusal.ts';
import { mustHave, type Caller } from './tokens.ts';

export interface StoredComment {
  readonly id: number;
  /** Of the pull request. */
  readonly number: number;
  readonly body: string;
  /** Null for an account that was deleted. */
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' } | null;
}

export interface PullRequest {
  readonly number: number;
  /** A locked conversation takes no comment of a token. */
  readonly locked?: boolean;
}

const longestBody = 65_536;

export function commentRoutes(
  pullRequests: readonly PullRequest[],
  comments: StoredComment[],
): readonly Route[] {
  const ofOne = /^\/issues\/(\d+)\/comments$/;
  return [
    {
      method: 'GET',
      path: ofOne,
      answer: ({ caller, query }, [number = '']) => {
        mustHave(caller, 'pullRequests', 'read');
        const { number: of } = existing(pullRequests, number);
        const all = comments.filter((comment) => comment.number === of);
        return { status: 200, body: pageOf(all, query, { usual: 30, most: 100 }).map(shown) };
      },
    },
    {
      method: 'POST',
      path: ofOne,
      answer: ({ caller, body }, [number = '']) => {
        mustHave(caller, 'pullRequests', 'write');
        const { number: of, locked } = existing(pullRequests, number);
        if (locked === true) throw new Refusal(403, 'Unable to create comment because issue is locked.');
        const id = 1 + Math.max(1000, ...comments.map((comment) => comment.id));
        const comment = { id, number: of, body: checkedBody(body), user: userOf(caller) };
        comments.push(comment);
        return { status: 201, body: shown(comment) };
      },
    },
    {
      method: 'PATCH',
      path: /^\/issues\/comments\/(\d+)$/,
      answer: ({ caller, body }, [id = '']) => {
        mustHave(caller, 'pullRequests', 'write');
        const index = comments.findIndex((comment) => comment.id === Number(id));
        const before = comments[index];
        if (before === undefined) throw new Refusal(404, 'Not Found');
        const after = { ...before, body: checkedBody(body) };
        comments[index] = after;
        return { status: 200, body: shown(after) };
      },
    },
  ];
}

/** Who a token is; one of an integration is a bot. */
export function userOf({ rights }: Caller): NonNullable<StoredComment['user']> {
  return rights.kind === 'integration'
    ? { login: 'github-actions[bot]', type: 'Bot' }
    : { login: 'local', type: 'User' };
}

/** GitHub tells nobody from whose pull request a comment is: that is in its URLs. */
const shown = ({ id, body, user }: StoredComment): object => ({ id, body, user });

function existing(pullRequests: readonly PullRequest[], number: string): PullRequest {
  const found = pullRequests.find((each) => each.number === Number(number));
  if (found === undefined) throw new Refusal(404, 'Not Found');
  return found;
}

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
