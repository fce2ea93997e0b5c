import { expect, test } from '@jest/globals';
import { tagAttempts, type TagPut } from '../src/put-tag.ts';

/** A tag that holds this; what is done to it is written down. */
function tagThat(holds: string | undefined, change: Partial<TagPut> = {}) {
  const state = { holds, did: [] as string[] };
  const attempt = tagAttempts({
    digest: 'ours',
    look: async () => {
      state.did.push('look');
      return state.holds === undefined ? undefined : { digest: state.holds };
    },
    put: async () => {
      state.did.push('put');
      state.holds = 'ours';
    },
    rule: (found) => {
      if (found !== undefined) throw new Error(`it holds ${found}`);
      return 'put';
    },
    ...change,
  });
  return { state, attempt };
}

test('a tag is looked at directly before it is put', async () => {
  const { state, attempt } = tagThat(undefined);
  expect(await attempt()).toBe('pushed');
  expect(state.did).toEqual(['look', 'put']);
});

test('a tag without a rule is put unseen', async () => {
  const { state, attempt } = tagThat('theirs', { rule: undefined });
  expect(await attempt()).toBe('pushed');
  expect(state.did).toEqual(['put']);
});

test('a tag that is done as it is stays unput', async () => {
  const { state, attempt } = tagThat('ours', { rule: () => 'present' });
  expect(await attempt()).toBe('present');
  expect(state.did).toEqual(['look']);
});

test('a tag that was made between two attempts is not put by the second', async () => {
  const { state, attempt } = tagThat(undefined, { put: () => Promise.reject(new Error('503')) });
  await expect(attempt()).rejects.toThrow('503');
  state.holds = 'theirs';
  await expect(attempt()).rejects.toThrow('it holds theirs');
});

test('a put whose answer was lost is found done by the next attempt', async () => {
  const { state, attempt } = tagThat(undefined, {
    put: (): Promise<void> => {
      state.holds = 'ours';
      return Promise.reject(new Error('the connection broke'));
    },
  });
  await expect(attempt()).rejects.toThrow('the connection broke');
  expect(await attempt()).toBe('pushed');
});
