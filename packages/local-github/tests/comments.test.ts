import { expect, test } from '@jest/globals';
import { asking } from './asking.ts';

const options = { pullRequests: [{ number: 7 }, { number: 8, locked: true }] };

test('a comment is written, changed and listed, with its times', async () => {
  const { ask, github, clock } = await asking(options);
  const made = await ask('POST /issues/7/comments', { body: 'one' }, { token: github.tokens.job });
  expect([made.status, made.body.user]).toMatchObject([201, { login: 'github-actions[bot]', type: 'Bot' }]);
  clock.advance(60_000);
  const changed = await ask(`PATCH /issues/comments/${String(made.body.id)}`, { body: 'two' });
  expect(changed.body).toMatchObject({
    body: 'two',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:01:00Z',
    issue_url: `${github.url}/repos/team/web/issues/7`,
  });
  expect((await ask('GET /issues/7/comments')).body).toMatchObject([{ body: 'two' }]);
});

test('what somebody else wrote is there, even when nobody knows any more who it was', async () => {
  const { ask, github } = await asking(options);
  github.comments.push({ id: 1, number: 7, body: 'hello', user: null });
  expect((await ask('GET /issues/7/comments')).body).toMatchObject([{ id: 1, body: 'hello', user: null }]);
});

test.each([
  ['of a locked conversation', 'POST /issues/8/comments', 'x', 403],
  ['of a pull request that is not there', 'POST /issues/9/comments', 'x', 404],
  ['that is not there', 'PATCH /issues/comments/9', 'x', 404],
  ['that is blank', 'POST /issues/7/comments', ' ', 422],
  ['that is too long', 'POST /issues/7/comments', 'x'.repeat(65_537), 422],
])('a comment %s is refused', async (_, route, body, status) => {
  const { ask, github } = await asking(options);
  expect((await ask(route, { body })).status).toBe(status);
  expect(github.comments).toEqual([]);
});
