import { expect, test } from '@jest/globals';
import { RunLists } from '../src/run-lists.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const place = { owner: 'team', repo: 'web', token: 'unknown', isOwn: true } as const;
const run = (id: number): object => ({
  id,
  html_url: `https://page/${String(id)}`,
  display_title: `Release ${String(id)}`,
  head_branch: 'main',
  created_at: '2026-11-21T10:00:00Z',
});
const runs = (from: number, to: number): object[] =>
  Array.from({ length: from - to }, (_, index) => run(from - index));
const date = { date: 'Sat, 21 Nov 2026 10:00:05 GMT' };

test('the runs since a moment are read from all pages, with the clock of GitHub', async () => {
  const api = scriptedApi(
    answerOf(200, { total_count: 130, workflow_runs: runs(200, 100) }, date),
    answerOf(200, { total_count: 130, workflow_runs: runs(100, 70) }, date),
  );
  const list = new RunLists(api, place, { workflow: 'release.yml' });
  const found = await list.since(Date.UTC(2026, 10, 21, 9, 59, 58, 700));
  expect([found.runs.length, found.now, found.isWhole]).toEqual([
    130,
    Date.UTC(2026, 10, 21, 10, 0, 5),
    true,
  ]);
  expect(found.runs[0]).toEqual({
    id: 200,
    url: 'https://page/200',
    title: 'Release 200',
    branch: 'main',
    createdAt: Date.UTC(2026, 10, 21, 10),
  });
  expect(api.calls.map(({ parameters }) => [parameters.event, parameters.created, parameters.page])).toEqual([
    ['workflow_dispatch', '>=2026-11-21T09:59:58Z', undefined],
    ['workflow_dispatch', '>=2026-11-21T09:59:58Z', 2],
  ]);
});

test('the newest run is one of one, and 0 where there is none', async () => {
  const api = scriptedApi(
    answerOf(200, { total_count: 12, workflow_runs: runs(12, 11) }, date),
    answerOf(200, { total_count: 0, workflow_runs: [] }, date),
  );
  const list = new RunLists(api, place, 'repository_dispatch');
  expect(await list.newest()).toEqual({ id: 12, now: Date.UTC(2026, 10, 21, 10, 0, 5) });
  expect(await list.newest()).toEqual({ id: 0, now: Date.UTC(2026, 10, 21, 10, 0, 5) });
  expect(api.calls[0]).toMatchObject({
    route: 'GET /repos/{owner}/{repo}/actions/runs',
    parameters: { event: 'repository_dispatch', per_page: 1 },
  });
});

test('a stretch of time is asked for in whole seconds around it', async () => {
  const api = scriptedApi(answerOf(200, { total_count: 0, workflow_runs: [] }, date));
  await new RunLists(api, place, { workflow: '5' }).since(1_763_719_201_500, 1_763_719_202_100);
  expect(api.calls[0]?.parameters.created).toBe('2025-11-21T10:00:01Z..2025-11-21T10:00:03Z');
});

test('more than GitHub lists is not the whole', async () => {
  const page = answerOf(200, { total_count: 1200, workflow_runs: runs(2000, 1900) }, date);
  const api = scriptedApi(...Array.from({ length: 10 }, () => page));
  expect((await new RunLists(api, place, 'repository_dispatch').since(0)).isWhole).toBe(false);
  expect(api.calls).toHaveLength(10);
});

test('exactly one full page is the whole, and needs no second call', async () => {
  const api = scriptedApi(answerOf(200, { total_count: 100, workflow_runs: runs(200, 100) }, date));
  const found = await new RunLists(api, place, 'repository_dispatch').since(0);
  expect([found.runs.length, found.isWhole, api.calls.length]).toEqual([100, true, 1]);
});

test.each<Readonly<Record<string, string>>>([{}, { date: 'soon' }])(
  'an answer with %j for its clock is unreadable',
  async (headers) => {
    const api = scriptedApi(answerOf(200, { total_count: 0, workflow_runs: [] }, headers));
    await expect(new RunLists(api, place, 'repository_dispatch').newest()).rejects.toThrow(
      "GitHub's answer about the runs of team/web could not be read: it lacks the header `date`.",
    );
  },
);
