/** A pull request that the person names no event for is one of a branch of their own repository. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { git } from '@slipway/local-workflows/git';
import { startLocalGithub } from '@slipway/local-github/local-github';
import { commentLines } from '../src/report/comments.ts';
import { withPullRequest } from '../src/stage/pull-request.ts';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pull-test-'));
  await git(folder, 'init', '--quiet');
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid'];
  await git(folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', 'x');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ours = { name: 'team/app', branch: 'change' };
const given = (event: string, flags: readonly { name: string; value: string }[] = []) =>
  withPullRequest({ flags, others: [event] }, event, ours, { into: folder, copy: folder });

test('it has number, branches, and a head in the repository itself', async () => {
  const { flags } = await given('pull_request');
  const text = readFileSync(flags.find(({ name }) => name === 'eventpath')?.value ?? '', 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    number: 1,
    pull_request: {
      head: { ref: 'change', repo: { full_name: 'team/app', fork: false } },
      base: { ref: 'main', repo: { full_name: 'team/app' } },
    },
  });
});

test('the event of the person stays, and others have none', async () => {
  const own = { name: 'eventpath', value: 'event.json' };
  expect((await given('pull_request', [own])).flags).toEqual([own]);
  expect((await given('push')).flags).toEqual([]);
});

test('what is written under it is shown as text, without marks and what steers a terminal', async () => {
  const body = '<!-- mark -->\n## <b>web</b> &#40;1&#41; &#27;[31m';
  await using opened = new AsyncDisposableStack();
  const options = { repository: 'team/app', pullRequests: [{ number: 1 }] };
  const github = await startLocalGithub(options);
  opened.defer(() => github.close());
  const facts = { github: github.url, token: github.tokens.job };
  expect(await commentLines(facts, 'team/app')).toEqual([]);
  const { status } = await fetch(`${github.url}/repos/team/app/issues/1/comments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${facts.token}`, 'x-github-api-version': '2026-03-10' },
    body: JSON.stringify({ body }),
  });
  expect(status).toBe(201);
  const [title, text] = await commentLines(facts, 'team/app');
  expect(title).toBe('Comment under the pull request 1');
  expect(text).toMatch(/^ {2}## web \(1\)/);
  expect(text).not.toContain('\u001b');
});
