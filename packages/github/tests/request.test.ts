/** How long the client waits: for one answer, for an answer that never comes, and when its caller has no more time. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '@slipway/local-github/faults';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { GithubApi } from '../src/api.ts';
import { githubApi } from '../src/client.ts';
import { Dispatches } from '../src/dispatches.ts';
import { Runs } from '../src/runs.ts';
import { ActionsVariables } from '../src/variables.ts';

const repository = { owner: 'team', repo: 'web' };

let github: LocalGithub;
let clock: ManualClock;
beforeEach(async () => {
  clock = manualClock();
  github = await startLocalGithub({
    repository: 'team/web',
    variables: { A: '1' },
    handlers: { 'release.yml': { inputs: {}, perform: async () => undefined } },
  });
});
afterEach(() => github.close());

const silent = (method: string, when: Fault['when'] = 'before'): Fault => ({
  method,
  path: /./,
  when,
  answer: 'silence',
  times: 1,
});

const place = { ...repository, token: 'installation', isOwn: true } as const;

const apiOf = (cancelled?: AbortSignal): GithubApi =>
  githubApi({ token: github.tokens.job, apiUrl: github.url, clock, cancelled });
const runs = (cancelled?: AbortSignal): Runs => new Runs(apiOf(cancelled), place);
const dispatches = (cancelled?: AbortSignal): Dispatches => new Dispatches(apiOf(cancelled), place);

/** Resolves when the local GitHub has met so many calls. */
async function met(calls: number): Promise<void> {
  while (github.calls.length < calls) await new Promise((resolve) => setImmediate(resolve));
}

const dispatch = { workflow: 'release.yml', ref: 'main', inputs: {} };

describe('a request that gets no answer', () => {
  test('is given up after thirty seconds, and a read is asked again', async () => {
    github.faults.push(silent('GET'));
    const token = github.tokens.variables;
    const listed = new ActionsVariables(githubApi({ token, apiUrl: github.url, clock }), {
      kind: 'repository',
      ...repository,
    }).list();
    await met(1);
    await clock.advance(29_999);
    expect(github.calls).toHaveLength(1);
    await clock.advance(1001);
    await met(2);
    expect(await listed).toMatchObject([{ name: 'A', value: '1' }]);
  });

  test('is a lost answer when it was a dispatch, which is never sent again', async () => {
    github.faults.push(silent('POST', 'after'));
    const answer = dispatches().workflow(dispatch);
    await met(1);
    await clock.advance(30_000);
    expect(await answer).toEqual({ kind: 'lost', why: 'it took longer than 30 s' });
    expect([github.runs.length, github.calls.length, clock.sleepers]).toEqual([1, 1, 0]);
  });
});

test('an answer that stops in the middle is none, and not an empty one', async () => {
  let reached: () => void = () => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    // More than the sockets hold: it is written when the client has read the head and some of the body.
    response.write(`{"workflow_run_id": 7,${' '.repeat(32 * 1024 * 1024)}`, () => reached());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = new Dispatches(githubApi({ token: 'x', apiUrl, clock }), place).workflow(dispatch);
  await isReached;
  await clock.advance(30_000);
  expect(await answer).toEqual({ kind: 'lost', why: 'it took longer than 30 s' });
  server.closeAllConnections();
  server.close();
});

describe('a caller whose time is up', () => {
  test('is told that there was no answer, not that it was refused', async () => {
    github.faults.push(silent('GET'));
    const timeUp = new AbortController();
    const run = runs().run(1001, timeUp.signal);
    await met(1);
    timeUp.abort();
    await expect(run).rejects.toMatchObject({
      kind: 'upstream',
      code: 'github-unreachable',
      message:
        'GitHub gave no answer about run 1001 of team/web: there was no more time for it. Look whether the runner reaches GITHUB_API_URL and whether GitHub is up, then re-run the job.',
    });
    expect([github.calls.length, clock.sleepers]).toEqual([1, 0]);
  });

  test('sends nothing any more', async () => {
    await expect(runs().jobs(1001, AbortSignal.abort())).rejects.toMatchObject({ kind: 'upstream' });
    expect(github.calls).toEqual([]);
  });

  test('does not wait for a limit to end, and is told when it does', async () => {
    const limited = { status: 429, message: 'Slow down', headers: { 'retry-after': '100' } };
    github.faults.push({ ...silent('GET'), answer: limited });
    const start = clock.now();
    const timeUp = new AbortController();
    const run = runs().run(1001, timeUp.signal);
    run.catch(() => undefined);
    while (clock.sleepers === 0 || github.calls.length === 0)
      await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(10_000);
    timeUp.abort();
    await expect(run).rejects.toMatchObject({ code: 'rate-limited', endsAt: start + 100_000 });
    expect([github.calls.length, clock.now() - start]).toEqual([1, 10_000]);
  });
});

describe('a cancelled job', () => {
  test('ends a read', async () => {
    github.faults.push(silent('GET'));
    const cancelled = new AbortController();
    const run = runs(cancelled.signal).run(1001);
    await met(1);
    cancelled.abort('SIGINT');
    await expect(run).rejects.toThrow(
      'Cancelled while asking GitHub about run 1001 of team/web. Run it again when you are ready.',
    );
  });

  test('hears what became of a dispatch that is on its way', async () => {
    github.faults.push(silent('POST', 'after'));
    const cancelled = new AbortController();
    const answer = dispatches(cancelled.signal).workflow(dispatch);
    await met(1);
    cancelled.abort('SIGINT');
    await clock.advance(30_000);
    expect(await answer).toMatchObject({ kind: 'lost' });
  });
});

test('what is known is asked for with its tag, and 304 is an answer', async () => {
  let asked: string | undefined;
  const server = createServer((request, response) => {
    asked = request.headers['if-none-match'];
    response.writeHead(304).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await githubApi({ token: 'x', apiUrl, clock }).ask({
    operation: 'read-run',
    about: 'run 7',
    route: 'GET /',
    parameters: {},
    version: '2026-03-10',
    repeatable: true,
    etag: 'W/"1"',
  });
  expect([answer, asked]).toMatchObject([{ kind: 'answer', status: 304 }, 'W/"1"']);
  server.closeAllConnections();
  server.close();
});
