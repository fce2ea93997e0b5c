import { describe, expect, test } from '@jest/globals';
import { Runs } from '../src/runs.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const place = { owner: 'team', repo: 'web', token: 'unknown', isOwn: true } as const;
const queued = { id: 7, html_url: 'https://page/7', status: 'queued', conclusion: null, run_attempt: 2 };

test('a run that has not ended has no conclusion', async () => {
  expect(await new Runs(scriptedApi(answerOf(200, queued)), place).run(7)).toEqual({
    id: 7,
    url: 'https://page/7',
    status: 'queued',
    conclusion: '',
    attempt: 2,
  });
});

describe('what is known already', () => {
  test('is asked for with its tag, and 304 means that it is still so', async () => {
    const api = scriptedApi(answerOf(200, queued, { etag: 'W/"1"' }), answerOf(304, ''), answerOf(304, ''));
    const runs = new Runs(api, place);
    const looks = [await runs.run(7), await runs.run(7), await runs.run(7)];
    expect(looks.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    expect(api.calls.map(({ etag }) => etag)).toEqual([undefined, 'W/"1"', 'W/"1"']);
  });

  test('is replaced by what is new, with its own tag', async () => {
    const ended = { ...queued, status: 'completed', conclusion: 'success' };
    const api = scriptedApi(
      answerOf(200, queued, { etag: 'W/"1"' }),
      answerOf(200, ended, { etag: 'W/"2"' }),
      answerOf(304, ''),
    );
    const runs = new Runs(api, place);
    await runs.run(7);
    await runs.run(7);
    expect(await runs.run(7)).toMatchObject({ conclusion: 'success' });
    expect(api.calls[2]?.etag).toBe('W/"2"');
  });

  test('is asked for anew on a server that gives no tags', async () => {
    const api = scriptedApi(answerOf(200, queued), answerOf(200, queued));
    const runs = new Runs(api, place);
    await runs.run(7);
    await runs.run(7);
    expect(api.calls.map(({ etag }) => etag)).toEqual([undefined, undefined]);
  });
});

const job = (id: number): object => ({ id, name: `job ${String(id)}`, status: 'queued', conclusion: null });
const jobs = (from: number, to: number): object[] =>
  Array.from({ length: to - from }, (_, index) => job(from + index));

test('the jobs of all pages are read', async () => {
  const api = scriptedApi(
    answerOf(200, { total_count: 230, jobs: jobs(0, 100) }),
    answerOf(200, { total_count: 230, jobs: jobs(100, 200) }),
    answerOf(200, { total_count: 230, jobs: jobs(200, 230) }),
  );
  const found = await new Runs(api, place).jobs(7);
  expect([found.length, found[229]?.name]).toEqual([230, 'job 229']);
  expect(api.calls.map(({ parameters }) => parameters.page)).toEqual([undefined, 2, 3]);
});

test('exactly one full page needs no second call', async () => {
  const api = scriptedApi(answerOf(200, { total_count: 100, jobs: jobs(0, 100) }));
  expect(await new Runs(api, place).jobs(7)).toHaveLength(100);
});

test('who may approve is told by name', async () => {
  const pending = {
    environment: { name: 'production' },
    wait_timer: 30,
    wait_timer_started_at: '2026-11-21T00:00:00Z',
    reviewers: [
      { type: 'User', reviewer: { login: 'ada' } },
      { type: 'Team', reviewer: { slug: 'platform', name: 'Platform' } },
    ],
  };
  expect(await new Runs(scriptedApi(answerOf(200, [pending])), place).approvals(7)).toEqual([
    {
      environment: 'production',
      reviewers: ['ada', 'team platform'],
      waitTimer: 30,
      waitTimerStartedAt: Date.UTC(2026, 10, 21),
    },
  ]);
});

test.each([
  [202, {}, { kind: 'asked' }],
  [
    409,
    { message: 'Cannot cancel a workflow run that is completed.' },
    { kind: 'nothing-to-cancel', why: 'Cannot cancel a workflow run that is completed' },
  ],
  [409, {}, { kind: 'nothing-to-cancel', why: 'status 409' }],
])('a cancellation that is answered by %s with %j is %j', async (status, body, meaning) => {
  expect(await new Runs(scriptedApi(answerOf(status, body)), place).cancel(7)).toEqual(meaning);
});

test('a run tells its times, with the clock of GitHub at each answer, of 304 as well', async () => {
  const run = {
    id: 7,
    html_url: 'https://page/7',
    status: 'completed',
    conclusion: 'failure',
    created_at: '2026-11-21T10:00:00Z',
    updated_at: '2026-11-21T10:05:00Z',
  };
  const api = scriptedApi(
    answerOf(200, run, { etag: '"1"', date: 'Sat, 21 Nov 2026 10:06:00 GMT' }),
    answerOf(304, '', { date: 'Sat, 21 Nov 2026 10:07:00 GMT' }),
    answerOf(200, { ...run, created_at: null, updated_at: 'yesterday' }),
  );
  const runs = new Runs(api, place);
  const at = (minute: number): number => Date.UTC(2026, 10, 21, 10, minute);
  const times = { createdAt: at(0), updatedAt: at(5) };
  expect(await runs.run(7)).toMatchObject({ ...times, seenAt: at(6) });
  expect(await runs.run(7)).toMatchObject({ ...times, seenAt: at(7) });
  const untold = { createdAt: undefined, updatedAt: undefined, seenAt: undefined };
  expect(await runs.run(7)).toMatchObject(untold);
});

test('a token that may not cancel is told what it needs', async () => {
  const api = scriptedApi(answerOf(403, { message: 'Resource not accessible by integration' }));
  const runs = new Runs(api, { ...place, token: 'fine-grained' });
  await expect(runs.cancel(7)).rejects.toThrow(
    'This token may not cancel run 7 of team/web: GitHub says: Resource not accessible by integration. Give the fine-grained token the repository permission `Actions: write` for team/web.',
  );
});
