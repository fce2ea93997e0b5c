/** Answers that nobody waits for longer than there is time: an API that hangs must not eat a deadline. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';

/** What a look that begins just before its limit may take; one that hangs since long before has had it. */
export const oneLook = 10_000;

export const noAnswer = upstreamFailure({ code: 'no-answer', what: 'ECS did not answer in time' });

/** undefined when the time comes first. What still runs then only reads. */
export async function inTime<T>(answer: Promise<T>, until: number, clock: Clock): Promise<T | undefined> {
  const done = new AbortController();
  const late = clock.sleep(until - clock.now(), done.signal).then(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort('answered');
  }
}

/** undefined when the job is cancelled first. */
export async function orCancelled<T>(answer: Promise<T>, cancelled: AbortSignal): Promise<T | undefined> {
  let giveUp = (): void => undefined;
  const abort = new Promise<undefined>((resolve) => {
    giveUp = () => resolve(undefined);
    if (cancelled.aborted) giveUp();
  });
  cancelled.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([answer, abort]);
  } finally {
    cancelled.removeEventListener('abort', giveUp);
  }
}
