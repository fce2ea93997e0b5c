/**
 * GitHub's limits on requests, for each token: so many an hour, told with every answer; and the secondary ones, of
 * which nothing is told before they are reached.
 */
import type { CloudClock } from '@slipway/local-aws/ports';
import { Refusal } from '../refusal.ts';
import type { Caller } from '../tokens.ts';
import type { LimitFigures } from './figures.ts';

/** Of the current hour of a token. */
export interface Quota {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}

export interface RateLimits {
  /** Counts a request that has arrived. @returns why it is refused, if it is */
  count(caller: Caller, method: string): Refusal | undefined;
  /** The request is answered with 304: the hour has one more again, the secondary limits have counted it. */
  giveBack(caller: Caller): void;
  /** A request that was counted is answered. */
  answered(caller: Caller): void;
  quota(caller: Caller): Quota;
}

interface Account {
  hourBegan: number;
  used: number;
  unanswered: number;
  /** Of the last hour, oldest first. */
  asked: { readonly at: number; readonly points: number }[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const pointsOfWrite = 5;

export function createRateLimits(figures: LimitFigures, clock: Pick<CloudClock, 'now'>): RateLimits {
  const accounts = new Map<string, Account>();
  const accountOf = ({ token }: Caller): Account => {
    const now = clock.now();
    const account = accounts.get(token) ?? { hourBegan: now, used: 0, unanswered: 0, asked: [] };
    accounts.set(token, account);
    if (now - account.hourBegan >= hour) Object.assign(account, { hourBegan: now, used: 0 });
    account.asked = account.asked.filter(({ at }) => now - at < hour);
    return account;
  };
  const quota = (caller: Caller): Quota => {
    const { hourBegan, used } = accountOf(caller);
    const limit = caller.rights.kind === 'github-token' ? figures.jobHourly : figures.hourly;
    const reset = Math.ceil((hourBegan + hour) / second);
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset };
  };
  return {
    quota,
    answered: (caller) => {
      accountOf(caller).unanswered -= 1;
    },
    giveBack: (caller) => {
      accountOf(caller).used -= 1;
    },
    count: (caller, method) => {
      const account = accountOf(caller);
      account.unanswered += 1;
      if (quota(caller).remaining === 0) return exhausted(caller);
      account.used += 1;
      const points = method === 'GET' ? 1 : pointsOfWrite;
      const wait = waitOf(account, points, figures, clock.now());
      if (wait > 0) return tooFast(wait);
      account.asked.push({ at: clock.now(), points });
      return undefined;
    },
  };
}

/** Milliseconds until a request of so many points may come; 0 for now. */
function waitOf({ asked, unanswered }: Account, points: number, figures: LimitFigures, now: number): number {
  if (unanswered > figures.concurrent) return minute;
  const inMinute = asked.filter(({ at }) => now - at < minute);
  const writes = asked.filter((each) => each.points === pointsOfWrite);
  const writesInMinute = inMinute.filter((each) => each.points === pointsOfWrite);
  const sum = inMinute.reduce((total, each) => total + each.points, 0);
  const until = (first: { readonly at: number } | undefined, window: number): number =>
    (first?.at ?? now) + window - now;
  return Math.max(
    0,
    sum + points > figures.pointsPerMinute ? until(inMinute[0], minute) : 0,
    points === pointsOfWrite && writesInMinute.length >= figures.writesPerMinute
      ? until(writesInMinute[0], minute)
      : 0,
    points === pointsOfWrite && writes.length >= figures.writesPerHour ? until(writes[0], hour) : 0,
  );
}

function exhausted({ rights: { kind } }: Caller): Refusal {
  const whose = kind === 'fine-grained' || kind === 'classic' ? 'user' : 'installation';
  return new Refusal(403, `API rate limit exceeded for ${whose} ID 1.`);
}

const tooFast = (wait: number): Refusal =>
  new Refusal(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    { 'retry-after': String(Math.ceil(wait / second)) },
  );

/** As they stand in every answer. */
export const quotaHeaders = ({ limit, used, remaining, reset }: Quota): Readonly<Record<string, string>> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-used': String(used),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
  'x-ratelimit-resource': 'core',
});
