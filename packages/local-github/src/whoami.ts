/** Who a token is. That of a job or an app is nobody. */
import type { CloudClock } from '@slipway/local-aws/ports';
import type { Route } from './answer.ts';
import { Refusal } from './refusal.ts';
import { timestamp } from './timestamp.ts';
import { userOf } from './tokens.ts';
import { shownUser } from './people.ts';

const unsaid = ['name', 'company', 'blog', 'location', 'email', 'hireable', 'bio'];
const counts = ['public_repos', 'public_gists', 'followers', 'following'];

const allOf = (names: readonly string[], value: null | 0): Readonly<Record<string, null | 0>> =>
  Object.fromEntries(names.map((name) => [name, value]));

export function whoami(clock: Pick<CloudClock, 'now'>, url: () => string): Route {
  const since = timestamp(clock.now());
  const profile = { ...allOf(unsaid, null), ...allOf(counts, 0), created_at: since, updated_at: since };
  return {
    method: 'GET',
    path: /^\/user$/,
    answer: ({ caller }) => {
      const { login, type } = userOf(caller);
      if (type === 'Bot') throw new Refusal(403, 'Resource not accessible by integration');
      return { status: 200, body: { ...shownUser(url(), login), ...profile } };
    },
  };
}
