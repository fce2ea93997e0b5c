/** What somebody else does between the read and a write is noticed, told, and not removed. */
import { describe, expect, test } from '@jest/globals';
import type { Result } from '../../src/set-variables.ts';
import { reportOf } from '../../src/reporting/report.ts';
import { memoryVariables, type MemoryVariables } from '../memory-variables.ts';
import { set } from '../wishes.ts';

/** Somebody else, once, just before a call takes effect. */
function meeting(
  initial: Readonly<Record<string, string>>,
  call: string,
  act: (variables: MemoryVariables) => void,
): MemoryVariables {
  let isDone = false;
  return memoryVariables(initial, {
    before: (words, variables) => {
      if (words !== call || isDone) return;
      isDone = true;
      act(variables);
    },
  });
}

const told = (result: Result): readonly string[] =>
  (reportOf(result, []).annotations ?? []).map(({ message }) => message);
const kinds = ({ done }: Result): readonly string[] => done.map(({ kind, name }) => `${kind} ${name}`);
const alone = ' Let one workflow alone write it (a `concurrency` group).';

describe('one that was to be created', () => {
  test('and was created by somebody else is written over, with what they wrote told', async () => {
    const store = meeting({}, 'create A', (variables) => variables.set('A', 'theirs'));
    const result = await set({ A: 'ours' }, store);
    expect(store.kept).toEqual({ A: 'ours' });
    expect(reportOf(result, []).lines[1]).toBe('  updated   A = ours (was theirs)');
    expect(told(result)).toEqual([`A was created by somebody else meanwhile, and was written over.${alone}`]);
  });

  test('and was created with the same value is left as it is', async () => {
    const store = meeting({}, 'create A', (variables) => variables.set('A', 'ours'));
    const result = await set({ A: 'ours' }, store);
    expect([kinds(result), store.writes]).toEqual([['unchanged A'], ['create A']]);
  });

  test('and that is created and removed over and over ends in a failure', async () => {
    const store = memoryVariables(
      {},
      {
        before: (call, variables) => variables.set('A', call === 'read A' ? undefined : 'theirs'),
      },
    );
    const { failure } = await set({ A: 'ours' }, store);
    expect(failure?.code).toBe('variable-contended');
    expect(store.writes).toHaveLength(3);
  });
});

describe('one that was to be updated', () => {
  test('and was changed is written over, with what they wrote told', async () => {
    const store = meeting({ A: 'old' }, 'read A', (variables) => variables.set('A', 'theirs'));
    const result = await set({ A: 'ours' }, store);
    expect(reportOf(result, []).lines[1]).toBe('  updated   A = ours (was theirs)');
    expect(told(result)).toEqual([`A was changed by somebody else meanwhile, and was written over.${alone}`]);
  });

  test('and was given the same value is not written', async () => {
    const store = meeting({ A: 'old' }, 'read A', (variables) => variables.set('A', 'ours'));
    const result = await set({ A: 'ours' }, store);
    expect([kinds(result), store.writes]).toEqual([['unchanged A'], []]);
    expect(told(result)).toEqual([`A was given this very value by somebody else meanwhile.${alone}`]);
  });

  test.each(['read A', 'update A'])('and was removed before "%s" is created anew', async (call) => {
    const store = meeting({ A: 'old' }, call, (variables) => variables.set('A', undefined));
    const result = await set({ A: 'ours' }, store);
    expect([kinds(result), store.kept]).toEqual([['created A'], { A: 'ours' }]);
    expect(told(result)).toEqual([`A was removed by somebody else meanwhile, and was created anew.${alone}`]);
  });
});

describe('one that was to be removed', () => {
  const wish = { prunePrefix: 'A' };
  const left = 'left A_OLD';

  test.each(['theirs', 'x'])('and was written since, with the value %s, is left', async (value) => {
    const store = meeting({ A_OLD: 'x' }, 'read A_OLD', (variables) => variables.set('A_OLD', value));
    const result = await set({ A: '1' }, store, { wish });
    expect([kinds(result), store.kept]).toEqual([['created A', left], { A: '1', A_OLD: value }]);
    expect(told(result)).toEqual([
      `A_OLD was changed by somebody else meanwhile, and was not removed.${alone}`,
    ]);
    expect(reportOf(result, []).outputs).toMatchObject({ removed: '[]', changed: 'true' });
    expect(reportOf(result, []).lines.slice(0, 3)).toEqual([
      'Variables of team/web: 1 created, 0 updated, 0 unchanged, 1 left',
      '  created   A = 1',
      '  left      A_OLD was changed by somebody else meanwhile, and was not removed',
    ]);
  });

  test('and is left counts as no change', async () => {
    const store = meeting({ A: '1', A_OLD: 'x' }, 'read A_OLD', (variables) =>
      variables.set('A_OLD', 'theirs'),
    );
    expect(reportOf(await set({ A: '1' }, store, { wish }), []).outputs.changed).toBe('false');
  });

  test.each(['read A_OLD', 'remove A_OLD'])(
    'and was removed before "%s" is not told as ours',
    async (call) => {
      const store = meeting({ A_OLD: 'x' }, call, (variables) => variables.set('A_OLD', undefined));
      const result = await set({ A: '1' }, store, { wish });
      expect(kinds(result)).toEqual(['created A', left]);
      expect(told(result)).toEqual([`A_OLD was removed by somebody else meanwhile.${alone}`]);
    },
  );
});
