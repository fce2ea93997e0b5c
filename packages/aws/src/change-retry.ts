/**
 * When a change may be sent again. What reads may be asked twice; a change whose answer was lost may have been made,
 * and made twice it is two revisions or two deployments. So only what ECS certainly did not take is sent again.
 */
import type { Random } from '@slipway/action-kit/ports';
import { errorMessage, isThrottled, isUnreachable } from './error-shape.ts';

/** ECS takes one new revision of a family at a time, and calls it a client's error when several jobs register. */
const tooManyRevisions = 'Too many concurrent attempts to create a new revision';
/** Jobs of one push register at the same moment, which is nothing a user can set right. */
const revisionAttempts = 5;

const first = 1000;
const longest = 8000;

/** Whether ECS certainly did not take the change. */
export const wasNotTaken = (error: unknown): boolean =>
  isTooManyRevisions(error) || isThrottled(error) || isUnreachable(error);

const isTooManyRevisions = (error: unknown): boolean => errorMessage(error).includes(tooManyRevisions);

/**
 * Milliseconds until the change is sent again, doubled each time and spread so that jobs do not meet again.
 * @param tried how often it was sent.
 * @returns undefined when that was enough.
 */
export function pauseBeforeRetry(
  error: unknown,
  tried: number,
  maxAttempts: number,
  random: Random,
): number | undefined {
  const most = isTooManyRevisions(error) ? Math.max(maxAttempts, revisionAttempts) : maxAttempts;
  if (tried >= most) return undefined;
  return Math.min(first * 2 ** (tried - 1), longest) * (0.5 + random.next());
}
