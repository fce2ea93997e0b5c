/**
 * A local GitHub of a test, on a clock that stands still until it is told otherwise, and requests to it. Each answer is
 * held against GitHub's own description.
 */
import { afterEach, expect } from '@jest/globals';
import { virtualClock, type VirtualClock } from '@slipway/local-aws/clock';
import { wrongWithAnswer } from '../src/description/answers.ts';
import { startLocalGithub, type LocalGithub, type LocalGithubOptions } from '../src/local-github.ts';

export interface Asked {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

export interface Asking {
  readonly github: LocalGithub;
  readonly clock: VirtualClock;
  /** @param route `METHOD /path`; the path may begin after the repository team/web. @param body JSON, or a text as it is. */
  readonly ask: (route: string, body?: object | string, options?: AskOptions) => Promise<Asked>;
}

export interface AskOptions {
  /** The one that may do everything when left out. */
  readonly token?: string;
  readonly version?: string;
}

const opened: LocalGithub[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

export async function asking(options: Partial<LocalGithubOptions> = {}): Promise<Asking> {
  const clock = virtualClock();
  const github = await startLocalGithub({ repository: 'team/web', clock, ...options });
  opened.push(github);
  return { github, clock, ask: (route, body, how) => ask(github, route, body, how) };
}

async function ask(
  { url, tokens }: LocalGithub,
  route: string,
  body?: object | string,
  { token = tokens.everything, version = '2026-03-10' }: AskOptions = {},
): Promise<Asked> {
  const [method = 'GET', path = ''] = route.split(' ');
  const whole = /^\/(?:repos|orgs|user|rate_limit)/.test(path) ? path : `/repos/team/web${path}`;
  const response = await fetch(`${url}${whole}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'x-github-api-version': version },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const { status, headers } = response;
  const text = await response.text();
  const parsed = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
  const sent = { version, method, path: new URL(`${url}${whole}`).pathname, status, body: parsed };
  expect(wrongWithAnswer(sent)).toBeUndefined();
  return { status, body: parsed ?? {}, headers };
}

/** The names of what a list holds. */
export const namesOf = ({ body }: Asked, member: string): readonly string[] =>
  (body[member] as readonly { readonly name: string }[]).map(({ name }) => name);
