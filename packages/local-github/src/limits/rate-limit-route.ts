/** What is left of a token's hour: asking for it is free. A server without limits has no such page. */
import type { Route } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { RateLimits } from './rate-limits.ts';

export const rateLimitPath = '/rate_limit';

export const rateLimitRoute = (limits: RateLimits | undefined): Route => ({
  method: 'GET',
  path: /^\/rate_limit$/,
  answer: ({ caller, version }) => {
    if (limits === undefined) throw new Refusal(404, 'Rate limiting is not enabled.');
    const core = limits.quota(caller);
    const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
    const resources = { core, search };
    return { status: 200, body: version === '2022-11-28' ? { resources, rate: core } : { resources } };
  },
});
