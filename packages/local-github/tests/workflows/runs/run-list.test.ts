/** Lists of runs: their order, pages, filters, and how late they show what is there. */
import { describe, expect, test } from '@jest/globals';
import type { RunLag } from '../../../src/workflows/world.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

/** Five runs, ten seconds apart from midnight on: 1001 fails, 1005 goes on. */
async function fiveRuns(runLag: RunLag = {}): Promise<Stage> {
  const stage = await stageOf({
    runLag,
    refs: ['main', 'v1'],
    handlers: {
      'release.yml': doing((run) => run.sleep(5_000), { events: ['go'] }),
      'broken.yml': doing(() => Promise.reject(new Error('no'))),
    },
  });
  const at = (ref: string) => stage.ask('POST /actions/workflows/release.yml/dispatches', { ref });
  await stage.dispatch('broken.yml');
  await stage.pass(10_000);
  await at('main');
  await stage.pass(10_000);
  await at('v1');
  await stage.pass(10_000);
  await stage.ask('POST /dispatches', { event_type: 'go' }, { token: stage.github.tokens.job });
  await stage.pass(10_000);
  await at('main');
  await stage.pass(0);
  return stage;
}

async function idsOf(stage: Stage, path: string): Promise<readonly unknown[]> {
  const { body } = await stage.ask(`GET ${path}`);
  const runs = body.workflow_runs as readonly { readonly id: number }[];
  return [body.total_count, ...runs.map(({ id }) => id)];
}

test.each([
  ['/actions/runs', [5, 1005, 1004, 1003, 1002, 1001]],
  ['/actions/workflows/release.yml/runs', [4, 1005, 1004, 1003, 1002]],
  ['/actions/workflows/5002/runs', [1, 1001]],
  ['/actions/runs?per_page=2&page=2', [5, 1003, 1002]],
  ['/actions/runs?event=repository_dispatch', [1, 1004]],
  ['/actions/workflows/release.yml/runs?event=workflow_dispatch&branch=main', [2, 1005, 1002]],
  ['/actions/runs?branch=v1', [1, 1003]],
  ['/actions/runs?status=failure', [1, 1001]],
  ['/actions/runs?status=in_progress', [1, 1005]],
  ['/actions/runs?status=completed', [4, 1004, 1003, 1002, 1001]],
  ['/actions/runs?actor=github-actions[bot]', [5, 1005, 1004, 1003, 1002, 1001]],
  ['/actions/runs?actor=somebody', [0]],
  ['/actions/runs?head_sha=5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5', [4, 1005, 1004, 1002, 1001]],
  ['/actions/runs?created=%3E%3D2026-01-01T00:00:20Z', [3, 1005, 1004, 1003]],
  ['/actions/runs?created=2026-01-01T00:00:10Z..2026-01-01T00:00:20Z', [2, 1003, 1002]],
])('%s has %j', async (path, expected) => {
  expect(await idsOf(await fiveRuns(), path)).toEqual(expected);
});

test('the runs of a workflow that is not there are not found', async () => {
  const { ask } = await fiveRuns();
  expect((await ask('GET /actions/workflows/nope.yml/runs')).status).toBe(404);
});

test('a filtered list reaches a thousand runs', async () => {
  const handlers = { 'a.yml': doing(async () => undefined) };
  const stage = await stageOf({ rateLimits: 'off', handlers });
  for (let count = 0; count < 1_002; count += 1) await stage.dispatch('a.yml');
  expect((await idsOf(stage, '/actions/runs?event=workflow_dispatch&per_page=100&page=11')).length).toBe(1);
  expect((await idsOf(stage, '/actions/runs?per_page=100&page=11')).length).toBe(3);
});

describe('a lag', () => {
  test('keeps a new run from lists and from being found for a while', async () => {
    const stage = await stageOf({
      runLag: { list: 3_000, read: 1_000 },
      handlers: { 'release.yml': doing((run) => run.sleep(60_000)) },
    });
    const id = await stage.dispatch('release.yml');
    expect((await stage.ask(`GET /actions/runs/${id}`)).status).toBe(404);
    await stage.pass(1_000);
    expect((await stage.ask(`GET /actions/runs/${id}`)).status).toBe(200);
    await stage.pass(1_999);
    expect(await idsOf(stage, '/actions/runs')).toEqual([0]);
    await stage.pass(1);
    expect(await idsOf(stage, '/actions/runs')).toEqual([1, id]);
  });

  test('may differ from run to run, so that an older one shows after a newer one', async () => {
    const stage = await fiveRuns({ list: ({ id }) => (id === 1004 ? 60_000 : 0) });
    expect(await idsOf(stage, '/actions/runs')).toEqual([4, 1005, 1003, 1002, 1001]);
  });
});
