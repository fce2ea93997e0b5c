import { describe, expect, test } from '@jest/globals';
import { setupFailure, upstreamFailure } from '@slipway/action-kit/failures';
import { follow, lastLook, type Followed } from '../../src/following/follow.ts';
import type { Canceller } from '../../src/ports.ts';
import { followedClock, type FollowedClock } from '../followed-clock.ts';
import { scriptedWorld, type Looks } from '../world.ts';

interface Played {
  readonly followed: Followed;
  readonly cancels: readonly number[];
  readonly lines: readonly string[];
  readonly clock: FollowedClock;
}

interface Wishes {
  readonly timeout?: number;
  readonly cancelOnTimeout?: boolean;
  readonly cancelOnCancel?: boolean;
}

async function play(
  looks: Looks,
  wishes: Wishes,
  cancel?: Canceller['cancel'],
  cancelsAt?: number,
): Promise<Played> {
  const clock = followedClock();
  const abort = new AbortController();
  if (cancelsAt !== undefined) clock.at(clock.now() + cancelsAt, () => abort.abort());
  const script = { looks, cancelled: abort.signal, ...(cancel === undefined ? {} : { cancels: cancel }) };
  const world = scriptedWorld(clock, script);
  const all = { timeout: 60_000, cancelOnTimeout: false, cancelOnCancel: false, ...wishes };
  const followed = await clock.drive(follow({ id: 7 }, all, world));
  return { followed, cancels: world.cancels, lines: world.lines, clock };
}

const running = { status: 'in_progress' };
const cancelled = { status: 'completed', conclusion: 'cancelled' };
const over = { kind: 'nothing-to-cancel', why: 'Cannot cancel a workflow run that is completed.' } as const;
const denied = setupFailure({
  code: 'token-cannot-cancel-runs',
  what: 'This token may not cancel run 7',
  hint: 'Do x.',
});

describe('a run that does not end in time', () => {
  test('goes on when nothing else is asked for', async () => {
    const { followed, cancels } = await play([running], {});
    expect([followed.ending.kind, followed.cancellation, cancels]).toEqual(['timed-out', undefined, []]);
  });

  test('is cancelled once, and followed until it has ended', async () => {
    const looks = [...Array.from({ length: 25 }, () => running), cancelled];
    const { followed, cancels, lines } = await play(looks, { cancelOnTimeout: true });
    expect(followed.cancellation?.kind).toBe('ended');
    expect(lastLook(followed)?.run.conclusion).toBe('cancelled');
    expect(cancels).toEqual([7]);
    expect(lines.slice(-2)).toEqual([
      ' 1m00s  GitHub was asked to cancel run 7',
      expect.stringContaining('run 7 ended with cancelled'),
    ]);
  });

  test('that resists is given up after two minutes', async () => {
    const { followed, clock } = await play([running], { cancelOnTimeout: true });
    expect(followed.cancellation).toEqual({ kind: 'asked', waited: 120_000 });
    expect(clock.now() - followedClock().now()).toBe(180_000);
  });

  test('that resists is waited for no longer than the job lives', async () => {
    const { followed } = await play([running], { cancelOnTimeout: true }, undefined, 70_000);
    expect(followed.cancellation).toEqual({ kind: 'asked', waited: 10_000 });
  });

  test('that may not be cancelled is told with the reason', async () => {
    const { followed } = await play([running], { cancelOnTimeout: true }, () => Promise.reject(denied));
    expect(followed.cancellation).toEqual({ kind: 'refused', why: 'This token may not cancel run 7' });
  });

  test('that had ended before GitHub heard of it shows how', async () => {
    const looks = [...Array.from({ length: 21 }, () => running), { ...cancelled, conclusion: 'success' }];
    const { followed, lines } = await play(looks, { cancelOnTimeout: true }, async () => over);
    expect(followed.cancellation).toMatchObject({ kind: 'over', look: { run: { conclusion: 'success' } } });
    expect(lastLook(followed)?.run.conclusion).toBe('success');
    expect(lines).toContain(
      ' 1m00s  GitHub did not cancel run 7: Cannot cancel a workflow run that is completed',
    );
  });

  test('that GitHub does not cancel, and that goes on, is told in the words of GitHub', async () => {
    const { followed, clock } = await play([running], { cancelOnTimeout: true }, async () => over);
    expect(followed.cancellation).toEqual({
      kind: 'refused',
      why: 'GitHub says: Cannot cancel a workflow run that is completed',
    });
    expect(clock.now() - followedClock().now()).toBe(70_000);
  });
});

describe('a job that is cancelled while it waits', () => {
  test('leaves the run alone when nothing else is asked for', async () => {
    const { followed, cancels } = await play([running], {}, undefined, 5000);
    expect([followed.ending.kind, cancels]).toEqual(['cancelled', []]);
  });

  test('cancels the run at once, and waits for nothing more', async () => {
    const { followed, cancels, clock } = await play([running], { cancelOnCancel: true }, undefined, 5000);
    expect(followed.cancellation).toEqual({ kind: 'asked', waited: 0 });
    expect([cancels, clock.now() - followedClock().now()]).toEqual([[7], 5000]);
  });

  test('is told that there was nothing to cancel', async () => {
    const { followed } = await play([running], { cancelOnCancel: true }, async () => over, 5000);
    const why = 'Cannot cancel a workflow run that is completed';
    expect(followed.cancellation).toEqual({ kind: 'over', look: undefined, why });
  });

  test('gives GitHub five seconds to answer: the runner leaves ten', async () => {
    const { followed, clock } = await play(
      [running],
      { cancelOnCancel: true },
      () => new Promise(() => undefined),
      5000,
    );
    expect(followed.cancellation).toEqual({ kind: 'refused', why: 'GitHub gave no answer within 5s' });
    expect(clock.now() - followedClock().now()).toBe(10_000);
  });

  test('says why the run could not be cancelled', async () => {
    const down = upstreamFailure({
      code: 'github-unreachable',
      what: 'GitHub gave no answer',
      why: 'ECONNRESET',
    });
    const { followed } = await play([running], { cancelOnCancel: true }, () => Promise.reject(down), 5000);
    expect(followed.cancellation).toEqual({ kind: 'refused', why: 'GitHub gave no answer: ECONNRESET' });
  });
});
