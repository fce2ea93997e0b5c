import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { reportOf } from '../src/reporting/report.ts';
import { lostAnswer, memoryVariables } from './memory-variables.ts';
import { set } from './wishes.ts';

const stopAt = (broken: string, failure = setupFailure({ code: 'broken', what: 'It broke' })) => ({
  before: (call: string): void => {
    if (call === broken) throw failure;
  },
});

describe('setting variables', () => {
  test('writes only what differs, in the order asked for, and removes at the end', async () => {
    const store = memoryVariables({ WEB_GONE: 'x', WEB_SAME: 'x', WEB_OLD: '1', OTHER: 'kept' });
    const { done } = await set({ WEB_SAME: 'x', WEB_NEW: 'n', WEB_OLD: '2' }, store, {
      wish: { prunePrefix: 'web_' },
    });
    expect(store.writes).toEqual(['create WEB_NEW', 'update WEB_OLD', 'remove WEB_GONE']);
    expect(done.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'unchanged WEB_SAME',
      'created WEB_NEW',
      'updated WEB_OLD',
      'removed WEB_GONE',
    ]);
    expect(store.kept).toEqual({ OTHER: 'kept', WEB_SAME: 'x', WEB_OLD: '2', WEB_NEW: 'n' });
  });

  test('a second time reads once and writes nothing', async () => {
    const store = memoryVariables();
    await set({ A: '1' }, store);
    const before = store.calls.length;
    const result = await set({ A: '1' }, store);
    expect(store.calls.slice(before)).toEqual(['list']);
    expect(reportOf(result, []).outputs).toEqual({
      changed: 'false',
      created: '[]',
      updated: '[]',
      unchanged: '["A"]',
      removed: '[]',
    });
  });

  test('a dry run tells the plan and writes nothing', async () => {
    const store = memoryVariables({ OLD: '1', OLD_GONE: 'x' });
    const wish = { dryRun: true, prunePrefix: 'OLD' };
    const report = reportOf(await set({ NEW: 'n', OLD: '2' }, store, { wish }), []);
    expect(store.calls).toEqual(['list']);
    expect(report.lines).toEqual([
      'Dry run, nothing was changed. Planned for team/web: 1 to create, 1 to update, 0 unchanged, 1 to remove',
      '  create    NEW = n',
      '  update    OLD = 2 (was 1)',
      '  remove    OLD_GONE (was x)',
    ]);
    expect(report.outputs).toMatchObject({ changed: 'true', removed: '["OLD_GONE"]' });
  });

  test('a write that fails does not hide those before it', async () => {
    const store = memoryVariables({}, stopAt('create B'));
    const report = reportOf(await set({ A: '1', B: '2', C: '3' }, store), []);
    expect(report.failure?.message).toBe('It broke.');
    expect(report.outputs).toMatchObject({ changed: 'true', created: '["A"]' });
    expect(report.lines).toEqual([
      'Variables of team/web: 1 created, 0 updated, 0 unchanged, 2 not reached',
      '  created   A = 1',
      '  not done  B',
      '  not done  C',
    ]);
  });

  test('a write without an answer is told as not known', async () => {
    const store = memoryVariables(
      {},
      { trouble: (call) => (call === 'create B' ? lostAnswer(false, 'never') : undefined) },
    );
    const { lines } = reportOf(await set({ A: '1', B: '2', C: '3' }, store), []);
    expect(lines).toEqual([
      'Variables of team/web: 1 created, 0 updated, 0 unchanged, 1 not known, 1 not reached',
      '  created   A = 1',
      '  not known B',
      '  not done  C',
    ]);
  });

  test('a cancelled job writes nothing more', async () => {
    const cancelling = new AbortController();
    const store = memoryVariables({}, { after: (call) => call === 'create A' && cancelling.abort() });
    const world = { cancelled: cancelling.signal };
    const report = reportOf(await set({ A: '1', B: '2' }, store, { world }), []);
    expect(store.writes).toEqual(['create A']);
    expect(report.outputs.created).toBe('["A"]');
    expect(report.failure?.message).toBe(
      'Cancelled while writing variables. Run it again when you are ready.',
    );
  });

  test('variables for which there is no room are refused before the first write', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`V${String(index)}`, 'x']));
    const store = memoryVariables(many);
    await expect(set({ V1: 'y', ONE_MORE: 'x' }, store)).rejects.toThrow(
      'There is no room for these variables: there would be 501 variables in this repository, and GitHub keeps 500. Remove some,',
    );
    expect(store.writes).toEqual([]);
    await expect(set({ V1: 'y' }, store)).resolves.toMatchObject({ failure: undefined });
  });

  test('a scope that is full takes a new one for one that is pruned', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`WEB_${String(index)}`, 'x']));
    const kept = Object.fromEntries(Object.entries(many).slice(2));
    const store = memoryVariables(many);
    const { failure } = await set({ ...kept, WEB_NEW: 'x' }, store, { wish: { prunePrefix: 'WEB_' } });
    expect(failure).toBeUndefined();
    expect(store.writes).toEqual(['remove WEB_0', 'create WEB_NEW', 'remove WEB_1']);
  });
});

const production = {
  scope: 'environment',
  repository: 'team/web',
  environment: 'production',
  create: true,
} as const;

describe('an environment', () => {
  const environment = (exists: boolean) => {
    const made: string[] = [];
    return { made, exists: async () => exists, create: async () => void made.push('production') };
  };

  test('is made when it is missing and may be made, before its first variable', async () => {
    const missing = environment(false);
    const store = memoryVariables(
      {},
      { before: (call) => expect([call, missing.made]).toEqual(['create A', ['production']]) },
    );
    const result = await set({ A: '1' }, store, {
      wish: { target: production },
      world: { environment: missing },
    });
    expect(reportOf(result, []).lines[0]).toBe(
      'Variables of environment production of team/web, which was made: 1 created, 0 updated, 0 unchanged',
    );
  });

  test('that exists is never made again', async () => {
    const there = environment(true);
    await set({ A: '1' }, memoryVariables(), { wish: { target: production }, world: { environment: there } });
    expect(there.made).toEqual([]);
  });

  test('is not made by a dry run', async () => {
    const missing = environment(false);
    const store = memoryVariables();
    const wish = { target: production, dryRun: true };
    const result = await set({ A: '1' }, store, { wish, world: { environment: missing } });
    expect([missing.made, store.calls]).toEqual([[], []]);
    expect(reportOf(result, []).lines[0]).toBe(
      'Dry run, nothing was changed. Planned for environment production of team/web, which is made first: 1 to create, 0 to update, 0 unchanged',
    );
  });

  test('that may not be made is not looked for', async () => {
    const wish = { target: { ...production, create: false } };
    await expect(set({ A: '1' }, memoryVariables(), { wish })).resolves.toMatchObject({
      environmentMade: false,
    });
  });
});
