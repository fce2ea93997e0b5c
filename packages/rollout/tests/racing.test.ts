/** Answers against the clock and the cancel: whichever comes first ends the wait for the other. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { manualClock } from '@slipway/test-kit/manual-clock';
import { openEnd } from '../src/open-end.ts';
import { inTime, orCancelled, over, whilePatient } from '../src/racing.ts';

const never = new Promise<string>(() => undefined);

test('an answer in time leaves nobody asleep', async () => {
  const clock = manualClock();
  const answer = inTime(
    clock.sleep(1000).then(() => 'here'),
    clock.now() + 5000,
    clock,
  );
  await clock.advance(1000);
  expect(await answer).toBe('here');
  expect(clock.sleepers).toBe(0);
});

test('an answer that never comes is given up when its time is over', async () => {
  const clock = manualClock();
  const answer = inTime(never, clock.now() + 5000, clock);
  await clock.advance(5000);
  expect(await answer).toBeUndefined();
});

test('an answer that fails in time fails', async () => {
  const clock = manualClock();
  const failed = Promise.reject(new Error('denied'));
  await expect(inTime(failed, clock.now() + 5000, clock)).rejects.toThrow('denied');
  expect(clock.sleepers).toBe(0);
});

test('an answer is given up at the cancel, and at once after it', async () => {
  const cancel = new AbortController();
  const answer = orCancelled(never, cancel.signal);
  cancel.abort();
  expect(await answer).toBeUndefined();
  expect(await orCancelled(never, cancel.signal)).toBeUndefined();
  expect(await orCancelled(Promise.resolve('here'), cancel.signal)).toBe('here');
});

test('an answer leaves nobody who listens for a cancel', async () => {
  const { signal } = new AbortController();
  const answer = orCancelled(Promise.resolve('here'), signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  expect(await answer).toBe('here');
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('an open end tells each of its listeners once, but not those who left', () => {
  const end = openEnd();
  const told: string[] = [];
  const gone = (): void => void told.push('gone');
  end.addEventListener('abort', gone);
  end.addEventListener('abort', () => told.push('stays'));
  end.removeEventListener('abort', gone);
  end.end();
  end.end();
  expect([told, end.aborted]).toEqual([['stays'], true]);
});

describe('patience', () => {
  const patient = (until: number | undefined, cancelAt: number | undefined) => {
    const clock = manualClock();
    const cancel = new AbortController();
    const begun = clock.now();
    if (cancelAt === 0) cancel.abort();
    else if (cancelAt !== undefined) clock.at(begun + cancelAt, () => cancel.abort());
    const patience = { ...(until === undefined ? {} : { until: begun + until }), onceCancelled: 1000 };
    return { clock, begun, patience, ports: { clock, cancelled: cancel.signal } };
  };

  test.each([
    ['its time', 5000, undefined, 5000],
    ['a second after the cancel', 5000, 2000, 3000],
    ['its time, when the cancel comes just before', 5000, 4500, 5000],
    ['a second after the cancel, when nothing else ends it', undefined, 2000, 3000],
    ['a second, when the job is cancelled already', undefined, 0, 1000],
  ])('is over at %s', async (_, until, cancelAt, lasted) => {
    const { clock, begun, patience, ports } = patient(until, cancelAt);
    expect(await clock.drive(whilePatient(never, patience, ports))).toBeUndefined();
    expect(clock.now() - begun).toBe(lasted);
  });

  test('is over at once when it is not needed any more, and leaves nobody asleep', async () => {
    const { clock, begun, patience, ports } = patient(5000, undefined);
    expect(await whilePatient(Promise.resolve('here'), patience, ports)).toBe('here');
    await over(patience, ports, AbortSignal.abort());
    expect([clock.now() - begun, clock.sleepers]).toEqual([0, 0]);
  });
});

test('a wait that is over listens to nothing any more', async () => {
  const { signal } = new AbortController();
  const clock = manualClock();
  const patience = { until: clock.now() + 5000, onceCancelled: 1000 };
  await whilePatient(Promise.resolve('here'), patience, { clock, cancelled: signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
