/** Answers that nobody waits for longer than there is time: an API that hangs must not eat a deadline. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Clock, Interruption } from '@slipway/action-kit/ports';
import { eitherEnd, openEnd } from './open-end.ts';
import type { Ports } from './ports.ts';

/** What a look that begins just before its limit may take; one that hangs since long before has had it. */
export const oneLook = 10_000;

export const noAnswer = upstreamFailure({ code: 'no-answer', what: 'ECS did not answer in time' });

/** undefined when the time comes first. What still runs then only reads. */
export function inTime<T>(answer: Promise<T>, until: number, clock: Clock): Promise<T | undefined> {
  const answered = openEnd();
  return first(
    answer,
    (giveUp) => void clock.sleep(until - clock.now(), answered).then(giveUp),
    () => answered.end(),
  );
}

/** undefined when the job is cancelled first. */
export function orCancelled<T>(answer: Promise<T>, cancelled: Interruption): Promise<T | undefined> {
  let stopListening = (): void => undefined;
  return first(
    answer,
    (giveUp) => {
      stopListening = () => cancelled.removeEventListener('abort', giveUp);
      if (cancelled.aborted) void Promise.resolve().then(giveUp);
      else cancelled.addEventListener('abort', giveUp, { once: true });
    },
    () => stopListening(),
  );
}

/**
 * The answer, or undefined once it is given up; whichever comes first.
 * @param over called when it is known which.
 */
function first<T>(
  answer: Promise<T>,
  wait: (giveUp: () => void) => void,
  over: () => void,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    let isOver = false;
    const settle = (tell: () => void): void => {
      if (isOver) return;
      isOver = true;
      tell();
      over();
    };
    answer.then(
      (value) => settle(() => resolve(value)),
      () => settle(() => resolve(answer)),
    );
    wait(() => settle(() => resolve(undefined)));
  });
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
  const done = openEnd();
  try {
    return await Promise.race([answer, over(patience, ports, done)]);
  } finally {
    done.end();
  }
}

/** @throws noAnswer when the patience is over first. */
export async function orNoAnswer<T>(
  answer: Promise<T>,
  patience: Patience,
  ports: Pick<Ports, 'clock' | 'cancelled'>,
): Promise<T> {
  const answered = answer.then((value) => ({ value }));
  const seen = await whilePatient(answered, patience, ports);
  if (seen === undefined) throw noAnswer;
  return seen.value;
}

/** Resolves when the patience is over, or at `done`. */
export async function over(
  { until, onceCancelled }: Patience,
  { clock, cancelled }: Pick<Ports, 'clock' | 'cancelled'>,
  done: Interruption,
): Promise<undefined> {
  const either = eitherEnd(cancelled, done);
  await (until === undefined ? aborted(either) : clock.sleep(until - clock.now(), either));
  const left = until === undefined ? onceCancelled : Math.min(until - clock.now(), onceCancelled);
  if (!done.aborted) await clock.sleep(left, done);
  return undefined;
}

function aborted(signal: Interruption): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
