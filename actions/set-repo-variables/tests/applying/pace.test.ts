import { describe, expect, test } from '@jest/globals';
import { jumpingClock } from '@slipway/test-kit/jumping-clock';
import { memoryVariables } from '../memory-variables.ts';
import { set } from '../wishes.ts';

const hundred = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => [`V${String(index).padStart(3, '0')}`, 'x']),
);

const withValue = (value: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(hundred).map((name) => [name, value]));
const prefixed = Object.fromEntries(Object.keys(hundred).map((name) => [`OLD_${name}`, 'x']));

/** Milliseconds since the start of each write. */
async function writesOf(
  initial: Readonly<Record<string, string>>,
  prunePrefix?: string,
): Promise<{ readonly times: readonly number[]; readonly calls: readonly string[] }> {
  const clock = jumpingClock(0);
  const times: number[] = [];
  const store = memoryVariables(initial, {
    before: (call) => {
      if (!/^(?:list|read)/.test(call)) times.push(clock.now());
    },
  });
  const asked = prunePrefix === undefined ? hundred : { ...hundred, OLD_: 'x' };
  await set(asked, store, { world: { clock }, wish: { prunePrefix } });
  return { times, calls: store.calls };
}

describe('a hundred variables', () => {
  test('that are new take one look at all, and a write each', async () => {
    const { calls, times } = await writesOf({});
    expect([calls.length, times.length]).toEqual([101, 100]);
    expect(times.at(-1)).toBe(85_000);
  });

  test('that differ take one look more each', async () => {
    const { calls, times } = await writesOf(withValue('old'));
    expect([calls.length, times.length]).toEqual([201, 100]);
  });

  test('that are as they should be take one look', async () => {
    expect((await writesOf(hundred)).calls).toEqual(['list']);
  });

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['created', {}, undefined],
    ['updated', withValue('old'), undefined],
    ['removed', { ...hundred, ...prefixed, OLD_: 'x' }, 'OLD_'],
  ])('are never %s faster than GitHub allows', async (_, initial, prunePrefix) => {
    const { times } = await writesOf(initial, prunePrefix);
    expect(times).toHaveLength(100);
    const inMinute = times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length);
    expect(Math.max(...inMinute)).toBeLessThanOrEqual(80);
    expect(times.filter((time) => time === 0)).toHaveLength(16 - 1);
  });
});
