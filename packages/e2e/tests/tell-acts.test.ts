/** Acts are told in their order, and begin in it, but for those that begin with another. */
import { expect, test } from '@jest/globals';
import type { Act, Stage } from '../src/stage.ts';
import { tellActs } from '../src/tell-acts.ts';

const stage = () => {
  const done: string[] = [];
  const said: string[] = [];
  const put = (text: unknown): void => void said.push(String(text));
  const narrator = { act: put, say: put, good: put, bad: put, log: put, table: put };
  const act = (name: string, more: Partial<Act> = {}): Act => ({
    name,
    title: name,
    tell: async ({ narrator: to }) => {
      done.push(`${name} begins`);
      to.say(`in ${name}`);
      await Promise.resolve();
      done.push(`${name} ends`);
      return [];
    },
    ...more,
  });
  const { signal } = new AbortController();
  const tell = (acts: readonly Act[], ended = signal) =>
    tellActs(acts, { narrator } as unknown as Stage, { now: () => 0, signal: ended });
  return { done, said, act, tell };
};

test('one after the other', async () => {
  const { done, act, tell } = stage();
  expect(await tell([act('a'), act('b')])).toEqual({ surprises: [], seconds: { a: 0, b: 0 } });
  expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('one that is beside another begins with it, and is told in its turn', async () => {
  const { done, said, act, tell } = stage();
  await tell([act('a'), act('b'), act('c', { beside: 'a' })]);
  expect(done.slice(0, 2)).toEqual(['a begins', 'c begins']);
  expect(done.filter((each) => each === 'c begins')).toHaveLength(1);
  expect(said).toEqual(['a', 'in a', 'b', 'in b', 'c', 'in c']);
});

test('the first that did not go as told is the last, and what was begun ends before', async () => {
  const { done, said, act, tell } = stage();
  const wrong = act('a', { tell: () => Promise.resolve(['it broke']) });
  expect((await tell([wrong, act('b'), act('c', { beside: 'a' })])).surprises).toEqual(['it broke']);
  expect(done).toEqual(['c begins', 'c ends']);
  expect(said).toEqual(['a']);
});

test('nothing is begun after an interrupt', async () => {
  const { done, act, tell } = stage();
  await expect(tell([act('a')], AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow('Ctrl-C');
  expect(done).toEqual([]);
});
