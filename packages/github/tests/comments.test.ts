import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import { githubApi } from '../src/client.ts';
import { PullRequestComments } from '../src/comments.ts';
import { answerOf, scriptedApi } from './scripted-api.ts';

const repository = { owner: 'team', repo: 'web' };
const marker = '<!-- slipway: scan-image web -->';
const bodyOf = (text: string): string => `${marker}\n${text}`;

const person = { kind: 'fine-grained', permissions: { pull_requests: 'write' } } as const;
const reader = { kind: 'installation', permissions: { pull_requests: 'read' } } as const;

describe('against the local GitHub', () => {
  let github: LocalGithub;

  beforeEach(async () => {
    github = await startLocalGithub({
      repository: 'team/web',
      pullRequests: [{ number: 12 }, { number: 13, locked: true }],
      tokens: { person, reader },
    });
  });
  afterEach(() => github.close());

  const commentsOf = (token: string, number = 12): PullRequestComments =>
    new PullRequestComments(
      githubApi({ token, apiUrl: github.url, clock: lenientClock() }),
      repository,
      number,
    );

  const say = (body: string, login = 'mallory', type: 'User' | 'Bot' = 'User'): void =>
    void github.comments.push({ id: github.comments.length + 1, number: 12, body, user: { login, type } });

  test('the first one is created, the next one written over it, and an equal one not at all', async () => {
    const comments = commentsOf(github.tokens.job);
    expect(await comments.put(marker, bodyOf('one'))).toBe('created');
    expect(await comments.put(marker, bodyOf('two'))).toBe('updated');
    expect(await comments.put(marker, bodyOf('two'))).toBe('unchanged');
    expect(github.comments.map(({ body }) => body)).toEqual([bodyOf('two')]);
  });

  test('it is found on a later page', async () => {
    for (let index = 0; index < 205; index += 1) say(`word ${String(index)}`);
    say(bodyOf('old'), 'github-actions[bot]', 'Bot');
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('new'))).toBe('updated');
    expect(github.calls.map(({ method, path }) => `${method} ${path.replace(/^.*comments/, '')}`)).toEqual([
      'GET ?per_page=100&page=1',
      'GET ?per_page=100&page=2',
      'GET ?per_page=100&page=3',
      'PATCH /206',
    ]);
  });

  test('that of another scan, and what only quotes it, stay as they are', async () => {
    say('<!-- slipway: scan-image web staging -->\nother', 'github-actions[bot]', 'Bot');
    say(`> ${bodyOf('quoted')}`);
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('new'))).toBe('created');
    expect(github.comments).toHaveLength(3);
  });

  test("what another person wrote with our marker stays theirs, for a job's token and a person's", async () => {
    say(bodyOf('forged'));
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('new'))).toBe('created');
    github.comments.splice(1);
    expect(await commentsOf('person').put(marker, bodyOf('new'))).toBe('created');
    expect(await commentsOf('person').put(marker, bodyOf('newer'))).toBe('updated');
    expect(github.comments.map(({ body }) => body)).toEqual([bodyOf('forged'), bodyOf('newer')]);
  });

  test('one of a deleted account is passed by', async () => {
    github.comments.push({ id: 1, number: 12, body: bodyOf('old'), user: null });
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('new'))).toBe('created');
  });

  test('line ends of a browser make no difference', async () => {
    say(bodyOf('one\ntwo').replaceAll('\n', '\r\n'), 'github-actions[bot]', 'Bot');
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('one\ntwo'))).toBe('unchanged');
  });

  test.each([
    [
      'a token that can only read',
      'reader',
      12,
      'token-cannot-comment',
      'This token may not write the comments of pull request 12 of team/web: GitHub says: Resource not accessible by integration. Give the job `permissions: pull-requests: write`. The token of a pull request from a fork can only read: leave `comment` out there.',
    ],
    [
      'a pull request that is not there',
      'person',
      99,
      'pull-request-not-found',
      'GitHub shows this token no trace of the comments of pull request 99 of team/web: there is no such pull request, or the token cannot see it. Give the job `permissions: pull-requests: write`.',
    ],
    [
      'a locked conversation',
      'person',
      13,
      'conversation-locked',
      'GitHub takes no word into the comments of pull request 13 of team/web: GitHub says: Unable to create comment because issue is locked. Unlock the conversation, or set `comment: false`.',
    ],
    [
      'a token that is none',
      'nonsense',
      12,
      'token-rejected',
      'GitHub does not accept the token for the comments of pull request 12 of team/web: GitHub says: Bad credentials. Leave `github-token` out, or look whether the secret behind it is set and has not expired.',
    ],
  ])('%s is said', async (_, token, number, code, message) => {
    await expect(commentsOf(token, number).put(marker, bodyOf('new'))).rejects.toMatchObject({
      code,
      message,
    });
    expect(github.comments).toEqual([]);
  });

  test('a secondary limit is waited out, and a lost answer never makes a second comment', async () => {
    const limit = {
      status: 403,
      message: 'You have exceeded a secondary rate limit',
      headers: { 'retry-after': '1' },
    };
    github.faults.push({ method: 'POST', path: /comments$/, when: 'before', answer: limit, times: 1 });
    expect(await commentsOf(github.tokens.job).put(marker, bodyOf('new'))).toBe('created');
    github.comments.splice(0);
    github.faults.push({ method: 'POST', path: /comments$/, when: 'after', answer: 'cut', times: 1 });
    await expect(commentsOf(github.tokens.job).put(marker, bodyOf('new'))).rejects.toMatchObject({
      code: 'github-unreachable',
    });
    expect(github.comments).toHaveLength(1);
  });

  test('what is too long is refused in words', async () => {
    const long = bodyOf('x'.repeat(65_536));
    await expect(commentsOf(github.tokens.job).put(marker, long)).rejects.toThrow(
      /maximum is 65536 characters/,
    );
  });
});

test('an answer of another shape is said, not trusted', async () => {
  const comments = new PullRequestComments(scriptedApi(answerOf(200, '<html>')), repository, 12);
  await expect(comments.put(marker, bodyOf('new'))).rejects.toMatchObject({ code: 'answer-unreadable' });
});
