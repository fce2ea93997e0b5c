/** A pull request that the person names no event for is one of a branch of their own repository. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { git } from '@slipway/local-workflows/git';
import { startLocalGithub } from '@slipway/local-github/local-github';
import { commentLines, commentsIn } from '../src/report/comments.ts';
import { withPullRequest } from '../src/stage/pull-request.ts';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pull-test-'));
  await git(folder, 'init', '--quiet');
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
  await git(folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'x');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ours = { name: 'team/app', branch: 'change', defaultBranch: 'trunk' };
const given = (event: string, flags: readonly { name: string; value: string }[] = []) =>
  withPullRequest({ flags, others: [event] }, event, ours, { into: folder, copy: folder });

test('it has number, branches, and a head in the repository itself', async () => {
  const { flags } = await given('pull_request');
  const text = readFileSync(flags.find(({ name }) => name === 'eventpath')?.value ?? '', 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    number: 1,
    pull_request: {
      head: { ref: 'change', repo: { full_name: 'team/app', fork: false } },
      base: { ref: 'trunk', repo: { full_name: 'team/app' } },
    },
  });
});

test('the event of the person stays, and others have none', async () => {
  const own = { name: 'eventpath', value: 'event.json' };
  expect((await given('pull_request', [own])).flags).toEqual([own]);
  expect((await given('push')).flags).toEqual([]);
});

const opened = new AsyncDisposableStack();
afterAll(() => opened.disposeAsync());

/** @returns what writes a comment, and what reads them. */
async function pullRequestAt() {
  const github = await startLocalGithub({
    repository: 'team/app',
    pullRequests: [{ number: 1 }],
    rateLimits: 'off',
  });
  opened.defer(() => github.close());
  const facts = { github: github.url, token: github.tokens.job };
  const headers = { authorization: `Bearer ${facts.token}`, 'x-github-api-version': '2026-03-10' };
  const ask = async (method: string, path: string, body: string) => {
    const address = `${github.url}/repos/team/app/issues/${path}`;
    const answer = await fetch(address, { method, headers, body: JSON.stringify({ body }) });
    return (await answer.json()) as { readonly id: number };
  };
  return { ask, now: () => commentsIn(facts, 'team/app') };
}

test('what is written under it is shown as text, without marks and what steers a terminal', async () => {
  const { ask, now } = await pullRequestAt();
  expect(await now()).toEqual([]);
  await ask('POST', '1/comments', '<!-- mark -->\n## <b>web</b> &#40;1&#41; &#27;[31m');
  const [title, text] = commentLines(await now(), []);
  expect(title).toBe('Comment under the pull request 1');
  expect(text).toMatch(/^ {2}## web \(1\)/);
  expect(text).not.toContain('\u001b');
});

test('of a cloud that stays open only what this run wrote is shown, on whatever page it stands', async () => {
  const { ask, now } = await pullRequestAt();
  const ids: number[] = [];
  for (let at = 0; at < 101; at += 1) ids.push((await ask('POST', '1/comments', `old ${String(at)}`)).id);
  const before = await now();
  expect(before).toHaveLength(101);
  await ask('PATCH', `comments/${String(ids[3])}`, 'anew');
  await ask('POST', '1/comments', 'later');
  const shown = commentLines(await now(), before).filter((line) => line.startsWith('  '));
  expect(shown).toEqual(['  anew', '  later']);
});
