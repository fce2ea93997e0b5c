import { describe, expect, test } from '@jest/globals';
import { setVariables, type Result } from '../src/set-variables.ts';
import { reportOf } from '../src/report.ts';
import { memoryVariables, type MemoryVariables } from './memory-variables.ts';

interface Setting {
  readonly dryRun?: boolean;
  readonly cancelled?: AbortSignal;
}

function set(
  asked: Readonly<Record<string, string>>,
  variables: MemoryVariables,
  { dryRun = false, cancelled = new AbortController().signal }: Setting = {},
): Promise<Result> {
  const list = Object.entries(asked).map(([name, value]) => ({ name, value }));
  return setVariables(
    { variables: list, token: 'secret', dryRun },
    { repository: 'team/web', variables, cancelled },
  );
}

describe('setting variables', () => {
  test('writes only what differs, in order', async () => {
    const variables = memoryVariables({ SAME: 'x', OLD: '1', OTHER: 'kept' });
    const result = await set({ same: 'x', NEW: 'n', OLD: '2' }, variables);
    expect(variables.writes).toEqual(['create NEW', 'update OLD']);
    expect(result.changes).toEqual([
      { kind: 'unchanged', name: 'SAME', value: 'x' },
      { kind: 'created', name: 'NEW', value: 'n' },
      { kind: 'updated', name: 'OLD', value: '2', before: '1' },
    ]);
    expect(variables.kept.get('OTHER')).toBe('kept');
  });

  test('a second time changes nothing', async () => {
    const variables = memoryVariables();
    await set({ A: '1' }, variables);
    const result = await set({ A: '1' }, variables);
    expect(variables.writes).toEqual(['create A']);
    expect(reportOf(result).outputs).toEqual({
      changed: 'false',
      created: '[]',
      updated: '[]',
      unchanged: '["A"]',
      removed: '[]',
    });
  });

  test('a dry run tells the plan and writes nothing', async () => {
    const variables = memoryVariables({ OLD: '1' });
    const report = reportOf(await set({ NEW: 'n', OLD: '2' }, variables, { dryRun: true }));
    expect(variables.writes).toEqual([]);
    expect(report.lines).toEqual([
      'Dry run, nothing was changed: variables of team/web would be 1 created, 1 updated, 0 unchanged',
      '  created   NEW = n',
      '  updated   OLD = 2 (was 1)',
    ]);
    expect(report.outputs.changed).toBe('true');
  });

  test('a wrong name is refused before anything is read or written', async () => {
    const variables = memoryVariables();
    await expect(set({ A: '1', '1B': '2' }, variables)).rejects.toThrow(
      'An input is wrong: the name `1B` may not start with a digit. Correct it under `with:` of this step. Nothing was changed.',
    );
    expect(variables.writes).toEqual([]);
  });

  test('one that somebody created meanwhile counts as updated, with what they wrote', async () => {
    const variables = memoryVariables({ A: 'theirs' });
    const blind = { ...variables, list: async () => [] };
    const report = reportOf(await set({ A: 'ours' }, blind));
    expect(report.outputs).toMatchObject({ created: '[]', updated: '["A"]' });
    expect(report.lines[1]).toBe('  updated   A = ours (was theirs)');
  });

  test('one that somebody created meanwhile with the same value counts as unchanged', async () => {
    const variables = memoryVariables({ A: 'ours' });
    const blind = { ...variables, list: async () => [] };
    const { outputs } = reportOf(await set({ A: 'ours' }, blind));
    expect(variables.writes).toEqual([]);
    expect(outputs).toMatchObject({ changed: 'false', created: '[]', unchanged: '["A"]' });
  });

  test('a write that fails does not hide those before it', async () => {
    const variables = memoryVariables({}, 'B');
    const report = reportOf(await set({ A: '1', B: '2', C: '3' }, variables));
    expect(variables.writes).toEqual(['create A']);
    expect(report.failure?.message).toBe('B cannot be written.');
    expect(report.outputs).toMatchObject({ changed: 'true', created: '["A"]' });
    expect(report.lines).toEqual([
      'Variables of team/web: 1 created, 0 updated, 0 unchanged, 2 not reached',
      '  created   A = 1',
      '  not done  B',
      '  not done  C',
    ]);
  });

  test('a cancelled job writes nothing more', async () => {
    const variables = memoryVariables();
    const report = reportOf(await set({ A: '1' }, variables, { cancelled: AbortSignal.abort() }));
    expect(variables.writes).toEqual([]);
    expect(report.failure?.message).toBe(
      'Cancelled while writing variables. Run it again when you are ready.',
    );
  });
});

describe('the summary', () => {
  test('shows old and new values as text, whatever they hold', async () => {
    const variables = memoryVariables({ OLD: '<b>1</b>', EMPTY: '' });
    const { summary } = reportOf(await set({ OLD: '2|`x`', EMPTY: 'x' }, variables));
    expect(summary.markdown).toBe(
      [
        '## ✅ set-repo-variables',
        '',
        'Variables of team/web: 0 created, 2 updated, 0 unchanged',
        '',
        '| Variable | Action | Value |',
        '| --- | --- | --- |',
        '| <code>OLD</code> | updated | <code>&#60;b&#62;1&#60;/b&#62;</code> → <code>2&#124;&#96;x&#96;</code> |',
        '| <code>EMPTY</code> | updated | <code>&#40;empty&#41;</code> → <code>x</code> |',
        '',
        '',
      ].join('\n'),
    );
  });

  test('cuts a long value', async () => {
    const report = reportOf(await set({ A: 'x'.repeat(1000) }, memoryVariables()));
    expect(report.lines[1]).toBe(`  created   A = ${'x'.repeat(199)}…`);
  });
});
