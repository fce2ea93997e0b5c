import { describe, expect, test } from '@jest/globals';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import type { Answer } from '../src/api.ts';
import { askWithRetries } from '../src/client.ts';
import { limitEndsIn, waitBeforeRetry } from '../src/retries.ts';
import { answerOf, arrival as now, callOf, noAnswer } from './scripted-api.ts';

const reset = (seconds: number): Record<string, string> => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(now / 1000 + seconds),
});

describe('the wait before the second attempt', () => {
  test.each<[string, Answer, boolean, number | undefined]>([
    ['a 200 is final', answerOf(200), true, undefined],
    ['a 404 is final', answerOf(404), true, undefined],
    [
      'a plain 403 is final',
      answerOf(403, { message: 'Resource not accessible by integration' }),
      true,
      undefined,
    ],
    ['a 502 is asked again after a second', answerOf(502), true, 1000],
    ['a 502 of a dispatch is final', answerOf(502), false, undefined],
    ['a cut connection is asked again', noAnswer(true), true, 1000],
    ['a cut connection of a dispatch is final', noAnswer(true), false, undefined],
    ['a dispatch that never left is sent again', noAnswer(false), false, 1000],
    [
      'what is sure to fail the same way is final',
      { kind: 'no-answer', sent: false, lasting: true, why: 'certificate has expired', cause: undefined },
      true,
      undefined,
    ],
    ['a 408 is asked again', answerOf(408), true, 1000],
    ['a 408 of a dispatch is final', answerOf(408), false, undefined],
    ['retry-after is respected, for a dispatch too', answerOf(429, {}, { 'retry-after': '7' }), false, 7000],
    ['a 403 with retry-after is a limit', answerOf(403, {}, { 'retry-after': '7' }), true, 7000],
    ['the primary limit is waited out', answerOf(403, {}, reset(30)), true, 30_000],
    ['a limit of an hour is final', answerOf(403, {}, reset(3600)), true, undefined],
    [
      'a secondary limit without a time takes a minute',
      answerOf(403, { message: 'You have exceeded a secondary rate limit.' }),
      true,
      60_000,
    ],
  ])('%s', (_, answer, repeatable, expected) => {
    expect(waitBeforeRetry(answer, { attempt: 1, repeatable, now })).toBe(expected);
  });

  test('doubles, and ends after the fourth attempt', () => {
    const waits = [1, 2, 3, 4].map((attempt) =>
      waitBeforeRetry(answerOf(503), { attempt, repeatable: true, now }),
    );
    expect(waits).toEqual([1000, 2000, 4000, undefined]);
  });
});

test.each([
  ['a year', answerOf(429, {}, { 'retry-after': '31536000' }), 86_400_000],
  ['no number', answerOf(429, {}, { 'retry-after': 'soon' }), 60_000],
  ['less than nothing', answerOf(403, {}, reset(-5)), 0],
])('a limit of %s is held within reason', (_, answer, expected) => {
  expect(limitEndsIn(answer, now)).toBe(expected);
});

describe('asking', () => {
  const call = callOf('read-run', 'run 7 of team/web');

  test('goes on until an answer is good', async () => {
    const clock = jumpingClock();
    const answers = [answerOf(503), noAnswer(true), answerOf(200, 'fine')];
    const answer = await askWithRetries(call, { clock }, async () => answers.shift() ?? answerOf(500));
    expect(answer).toMatchObject({ status: 200, body: 'fine' });
    expect(clock.slept).toEqual([1000, 2000]);
  });

  test('gives back the last answer when none is good', async () => {
    const clock = jumpingClock();
    const answer = await askWithRetries(call, { clock }, async () => answerOf(503));
    expect(answer).toMatchObject({ status: 503 });
    expect(clock.slept).toHaveLength(3);
  });

  test('sends nothing any more when the machine stood still, and there is a time to keep', async () => {
    const clock = jumpingClock();
    const standing = { ...clock, sleep: (wait: number) => clock.sleep(wait + 60_000) };
    const answers = [answerOf(429, {}, { 'retry-after': '7' }), answerOf(200)];
    const timeUp = new AbortController().signal;
    const answer = await askWithRetries(
      call,
      { clock: standing, timeUp },
      async () => answers.shift() ?? answerOf(500),
    );
    expect(answer).toMatchObject({ status: 429 });
    expect(answers).toHaveLength(1);
  });

  test('asks before each try whether it may still be sent', async () => {
    const clock = jumpingClock();
    let asked = 0;
    const beforeSend = (): void => {
      asked += 1;
      if (asked === 3) throw new Error('too late');
    };
    const sent: number[] = [];
    const asking = askWithRetries(call, { clock, beforeSend }, async () => {
      sent.push(asked);
      return answerOf(429, {}, { 'retry-after': '7' });
    });
    await expect(asking).rejects.toThrow('too late');
    expect(sent).toEqual([1, 2]);
  });

  test('ends at once when the job is cancelled', async () => {
    const asked = askWithRetries(call, { clock: jumpingClock(), cancelled: AbortSignal.abort() }, async () =>
      answerOf(503),
    );
    await expect(asked).rejects.toThrow(
      'Cancelled while waiting to ask GitHub about run 7 of team/web again. Run it again when you are ready.',
    );
  });
});
