/** Writes that GitHub did not confirm: what is there is looked at before anything is sent again, and told as it is. */
import { describe, expect, test } from '@jest/globals';
import { jumpingClock, type JumpingClock } from '@slipway/test-kit/jumping-clock';
import { reportOf } from '../../src/reporting/report.ts';
import type { Result } from '../../src/set-variables.ts';
import {
  limited,
  lostAnswer,
  memoryVariables,
  type MemoryVariables,
  type Trouble,
} from '../memory-variables.ts';
import { set } from '../wishes.ts';

/** What becomes of the first writes, in order; the others go well. */
function meeting(initial: Readonly<Record<string, string>>, ...troubles: Trouble[]): MemoryVariables {
  return memoryVariables(initial, { trouble: () => troubles.shift() });
}

/** Somebody else, during the n-th wait. */
const during = (n: number, act: () => void): JumpingClock => {
  let waits = 0;
  return jumpingClock(0, () => {
    waits += 1;
    if (waits === n) act();
  });
};

const linesOf = (result: Result): readonly string[] => reportOf(result, []).lines;
const prune = { wish: { prunePrefix: 'WEB_' } };
const pruned = (store: MemoryVariables, clock = jumpingClock()): Promise<Result> =>
  set({ WEB_A: '1' }, store, { ...prune, world: { clock } });

describe('a write whose answer is lost', () => {
  test.each([
    ['create', {}, ['create A', 'read A'], '  created   A = 2'],
    ['update', { A: '1' }, ['read A', 'update A', 'read A'], '  updated   A = 2 (was 1)'],
  ])('and that arrived is told as done: %s', async (_, before, calls, line) => {
    const store = meeting(before, lostAnswer(true));
    const result = await set({ A: '2' }, store);
    expect(store.calls.slice(1)).toEqual(calls);
    expect(linesOf(result)[1]).toBe(line);
    expect(reportOf(result, []).annotations).toEqual([]);
  });

  test('and that did not arrive is sent again after a second', async () => {
    const clock = jumpingClock();
    const store = meeting({ A: '1' }, lostAnswer(false));
    const result = await set({ A: '2' }, store, { world: { clock } });
    expect(store.calls.slice(1)).toEqual(['read A', 'update A', 'read A', 'update A']);
    expect([store.kept, clock.slept]).toEqual([{ A: '2' }, [1000]]);
    expect(linesOf(result)[1]).toBe('  updated   A = 2 (was 1)');
  });

  test('and that arrived before somebody else wrote is told with what they wrote', async () => {
    const store = meeting({}, lostAnswer(true));
    const result = await set({ A: '2' }, store, {
      world: { clock: during(1, () => store.set('A', 'theirs')) },
    });
    expect(linesOf(result)[1]).toBe('  updated   A = 2 (was theirs)');
    expect(reportOf(result, []).annotations?.[0]?.message).toMatch(
      'A was changed by somebody else meanwhile, and was written over.',
    );
  });

  test('a removal that arrived is told as ours', async () => {
    const store = meeting({ WEB_A: '1', WEB_OLD: 'x' }, lostAnswer(true));
    expect(linesOf(await pruned(store)).at(-1)).toBe('  removed   WEB_OLD (was x)');
    expect(store.writes).toEqual(['remove WEB_OLD']);
  });

  test('a removal that arrived never takes what somebody creates anew', async () => {
    const store = meeting({ WEB_A: '1', WEB_OLD: 'x' }, lostAnswer(true));
    const result = await pruned(
      store,
      during(1, () => store.set('WEB_OLD', 'x')),
    );
    expect([store.kept, store.writes]).toEqual([{ WEB_A: '1', WEB_OLD: 'x' }, ['remove WEB_OLD']]);
    expect(linesOf(result).at(-1)).toMatch('left      WEB_OLD was changed by somebody else meanwhile');
  });
});

describe('a limit', () => {
  test('is waited for, and then looked again: what somebody wrote is not removed', async () => {
    const store = meeting({ WEB_A: '1', WEB_OLD: 'x' }, limited(90_000));
    const clock = during(1, () => store.set('WEB_OLD', 'theirs'));
    const result = await pruned(store, clock);
    expect([store.kept['WEB_OLD'], clock.slept]).toEqual(['theirs', [90_000]]);
    expect(linesOf(result).at(-1)).toMatch('left      WEB_OLD was changed by somebody else meanwhile');
  });

  test('is waited for, and what somebody wrote meanwhile is told', async () => {
    const store = meeting({ A: 'old' }, limited(90_000));
    const result = await set({ A: 'ours' }, store, {
      world: { clock: during(1, () => store.set('A', 'theirs')) },
    });
    expect(linesOf(result)[1]).toBe('  updated   A = ours (was theirs)');
    expect(reportOf(result, []).annotations).toHaveLength(1);
  });

  test('is waited for once: who is then quicker is not waited for', async () => {
    const troubles = [limited(90_000)];
    const store = memoryVariables(
      { A: 'old' },
      {
        trouble: () => troubles.shift(),
        before: (call, variables) => {
          if (call === 'update A' && clock.slept.length > 0) variables.set('A', undefined);
        },
      },
    );
    const clock = jumpingClock();
    await set({ A: 'ours' }, store, { world: { clock } });
    expect([store.kept, clock.slept]).toEqual([{ A: 'ours' }, [90_000]]);
  });

  test('that is too long leaves undone what it held back', async () => {
    const result = await set({ A: '1', B: '2' }, meeting({}, limited(undefined)));
    expect([result.unsure, result.failure?.code]).toEqual([undefined, 'rate-limited']);
    expect(linesOf(result).slice(1)).toEqual(['  not done  A', '  not done  B']);
  });
});

describe('the pause between two writes', () => {
  const many = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`WEB_${index + 10}`, 'old']));

  test('comes before the look: what somebody writes in it is told', async () => {
    const store = memoryVariables(many);
    const clock = during(1, () => store.set('WEB_25', 'theirs'));
    const result = await set(Object.fromEntries(Object.keys(many).map((name) => [name, 'ours'])), store, {
      world: { clock },
    });
    expect(linesOf(result).at(-1)).toBe('  updated   WEB_25 = ours (was theirs)');
    expect(reportOf(result, []).annotations).toHaveLength(1);
  });

  test('comes before the look: what somebody writes in it is not removed', async () => {
    const store = memoryVariables({ ...many, WEB_A: '1' });
    const result = await pruned(
      store,
      during(1, () => store.set('WEB_25', 'theirs')),
    );
    expect(store.kept).toEqual({ WEB_A: '1', WEB_25: 'theirs' });
    expect(result.done.at(-1)?.kind).toBe('left');
  });
});

describe('what may have been done', () => {
  const lostThen = (next: Trouble): MemoryVariables => meeting({}, lostAnswer(false), next);

  test('is not known when a limit then ends the run', async () => {
    const result = await set({ A: '1', B: '2' }, lostThen(limited(undefined)));
    expect(linesOf(result).slice(1)).toEqual(['  not known A', '  not done  B']);
    expect(result.failure?.code).toBe('rate-limited');
  });

  test('is not known when nothing answers any more', async () => {
    const store = meeting({}, lostAnswer(true, 'never'));
    const result = await set({ A: '1' }, store);
    expect([result.unsure?.name, result.failure?.code]).toEqual(['A', 'github-unavailable']);
  });

  test('is not known when the job is cancelled in the wait', async () => {
    const cancelling = new AbortController();
    const clock = during(1, () => cancelling.abort());
    const world = { clock, cancelled: cancelling.signal };
    const result = await set({ A: '1' }, meeting({}, lostAnswer(true)), { world });
    expect([result.unsure?.name, result.failure?.code]).toEqual(['A', 'cancelled']);
  });

  test('is not known when the look after it fails', async () => {
    const store = memoryVariables(
      {},
      {
        trouble: () => lostAnswer(true),
        before: (call) => {
          if (call === 'read A') throw new Error('No answer');
        },
      },
    );
    expect((await set({ A: '1' }, store)).unsure?.name).toBe('A');
  });
});
