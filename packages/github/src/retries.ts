/**
 * Which answers are worth a second question, and when: rate limits always, because GitHub did nothing; broken
 * connections and 5xx only for calls that may be repeated. What is permanent is never asked twice.
 */
import type { Answer } from './api.ts';
import { messageOf } from './reading.ts';

const attempts = 4;
/** A limit that lasts longer than this is a failure, with the time when it ends. */
const longestWait = 120_000;
/** GitHub asks for at least a minute when a limit says nothing more. */
const unnamedLimit = 60_000;
/** GitHub's limits last an hour; whatever says that one lasts longer than a day is not GitHub. */
const longestLimit = 86_400_000;

export interface Attempt {
  /** From 1. */
  readonly attempt: number;
  readonly repeatable: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Milliseconds to wait before asking again; undefined when the answer is final. */
export function waitBeforeRetry(answer: Answer, { attempt, repeatable, now }: Attempt): number | undefined {
  if (attempt >= attempts) return undefined;
  if (isLimited(answer)) {
    const wait = limitEndsIn(answer, now);
    return wait <= longestWait ? wait : undefined;
  }
  if (!isTransient(answer, repeatable)) return undefined;
  return 1000 * 2 ** (attempt - 1);
}

/** Primary and secondary rate limits: GitHub refused to look at the call at all. */
export function isLimited(answer: Answer): boolean {
  if (answer.kind === 'no-answer') return false;
  if (answer.status === 429) return true;
  if (answer.status !== 403) return false;
  return (
    answer.headers['retry-after'] !== undefined ||
    answer.headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse detection/i.test(messageOf(answer.body))
  );
}

/** Whether GitHub may have carried out what this answers: it was sent, and no word came back that it was not done. */
export function mayHaveArrived(answer: Answer): boolean {
  return answer.kind === 'no-answer' ? answer.sent : isUnsure(answer.status);
}

/** Milliseconds until a rate limit ends, as its headers say. */
export function limitEndsIn(answer: Answer, now: number): number {
  if (answer.kind === 'no-answer') return 0;
  const after = Number(answer.headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after)) return withinBounds(after * 1000);
  const reset = Number(answer.headers['x-ratelimit-reset'] ?? Number.NaN);
  if (answer.headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset))
    return withinBounds(reset * 1000 - now);
  return unnamedLimit;
}

const withinBounds = (wait: number): number => Math.min(longestLimit, Math.max(0, wait));

function isTransient(answer: Answer, repeatable: boolean): boolean {
  if (answer.kind === 'no-answer') return answer.lasting !== true && (repeatable || !answer.sent);
  return repeatable && isUnsure(answer.status);
}

/** Says nothing of whether the call was carried out: a proxy on the way may have lost patience. */
export const isUnsure = (status: number): boolean => status >= 500 || status === 408;
