/** Answers that nobody waits for longer than there is time: an API that hangs must not eat a deadline. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import type { Ports } from './ports.ts';

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

/** How long an answer is waited for. */
export interface Patience {
  /** Milliseconds since the epoch; undefined when nothing but a cancel ends it. */
  readonly until?: number;
  /** Milliseconds that are left for it once the job is cancelled. */
  readonly onceCancelled: number;
}

/** undefined when the patience is over first. */
export async function whilePatient<T>(
  answer: Promise<T>,
  patience: Patience,
  ports: Pick<Ports, 'clock' | 'cancelled'>,
): Promise<T | undefined> {
  const done = new AbortController();
  try {
    return await Promise.race([answer, over(patience, ports, done.signal)]);
  } finally {
    done.abort('answered');
  }
}

/** Resolves when the patience is over, or at `done`. */
export async function over(
  { until, onceCancelled }: Patience,
  { clock, cancelled }: Pick<Ports, 'clock' | 'cancelled'>,
  done: AbortSignal,
): Promise<undefined> {
  const either = AbortSignal.any([cancelled, done]);
  await (until === undefined ? aborted(either) : clock.sleep(until - clock.now(), either));
  const left = until === undefined ? onceCancelled : Math.min(until - clock.now(), onceCancelled);
  if (!done.aborted) await clock.sleep(left, done);
  return undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
