import { afterEach, describe, expect, test } from '@jest/globals';
import { startLocalGithub, type LocalGithub } from '@slipway/local-github/local-github';
import { lenientClock } from '@slipway/test-kit/lenient-clock';
import type { ApiCall, GithubApi } from '../src/api.ts';
import { githubApi } from '../src/client.ts';
import { Dispatches } from '../src/dispatches.ts';
import { Runs } from '../src/runs.ts';
import { answerOf, noAnswer, scriptedApi } from './scripted-api.ts';

const place = { owner: 'team', repo: 'web', token: 'unknown', isOwn: true } as const;
const request = { workflow: 'release.yml', ref: 'main', inputs: { version: '1' } };
const details = { workflow_run_id: 7, run_url: 'https://api/7', html_url: 'https://page/7' };

describe('against the local GitHub', () => {
  let github: LocalGithub | undefined;
  afterEach(() => github?.close());

  async function start(
    age: 'current' | 'older' = 'current',
  ): Promise<{ github: LocalGithub; dispatches: Dispatches; runs: Runs }> {
    const started = await startLocalGithub({
      repository: 'team/web',
      age,
      handlers: {
        'release.yml': {
          inputs: { version: { required: true } },
          perform: async (run) => {
            await run.job('build', (job) => job.step('Compile', async () => undefined));
            await run.job('deploy', (job) => job.step('Ship it', () => Promise.reject(new Error('no'))));
          },
        },
      },
    });
    github = started;
    const api = githubApi({ token: started.tokens.job, apiUrl: started.url, clock: lenientClock() });
    return { github: started, dispatches: new Dispatches(api, place), runs: new Runs(api, place) };
  }

  test('a dispatch says which run it started, and the run tells its jobs and steps', async () => {
    const { github, dispatches, runs } = await start();
    const answer = await dispatches.workflow(request);
    expect(answer).toEqual({ kind: 'started', id: 1001, url: `${github.url}/team/web/actions/runs/1001` });
    expect(github.runs[0]?.inputs).toEqual({ version: '1' });
    await github.runs[0]?.ended;
    expect(await runs.run(1001)).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(await runs.jobs(1001)).toMatchObject([
      { name: 'build', conclusion: 'success', steps: [{ name: 'Compile', conclusion: 'success' }] },
      { name: 'deploy', conclusion: 'failure', steps: [{ name: 'Ship it', conclusion: 'failure' }] },
    ]);
  });

  test('the oldest server starts it once, somewhere', async () => {
    const { github, dispatches } = await start('older');
    expect(await dispatches.workflow(request)).toEqual({ kind: 'started-somewhere' });
    expect(github.runs).toHaveLength(1);
    expect(github.calls.map(({ version, status }) => [version, status])).toEqual([
      ['2026-03-10', 400],
      ['2022-11-28', 400],
      ['2022-11-28', 204],
    ]);
  });

  test('an old server is asked for a version that it does not know once, and not with every look', async () => {
    const { github, runs, dispatches } = await start('older');
    await dispatches.workflow(request);
    await runs.run(1001);
    await runs.run(1001);
    const looks = github.calls.filter(({ method }) => method === 'GET');
    expect(looks.map(({ status }) => status)).toEqual([400, 200, 304]);
  });

  test('a lost answer is never followed by a second dispatch', async () => {
    const { github, dispatches } = await start();
    github.faults.push({ method: 'POST', path: /dispatches$/, when: 'after', answer: 'cut', times: 1 });
    expect(await dispatches.workflow(request)).toMatchObject({ kind: 'lost' });
    expect(github.runs).toHaveLength(1);
  });

  test('a GitHub that is not there was told nothing', async () => {
    const { github, dispatches } = await start();
    await github.close();
    await expect(dispatches.workflow(request)).rejects.toMatchObject({ code: 'github-unreachable' });
  });
});

describe('the ways to dispatch', () => {
  test('the middle way asks for the run under the older version', async () => {
    const api = scriptedApi(answerOf(400, { message: 'version' }), answerOf(200, details));
    const answer = await new Dispatches(api, place).workflow(request);
    expect(answer).toEqual({ kind: 'started', id: 7, url: 'https://page/7' });
    expect(api.calls.map(({ version, parameters }) => [version, parameters.return_run_details])).toEqual([
      ['2026-03-10', undefined],
      ['2022-11-28', true],
    ]);
  });

  test('three times 400 is a refusal', async () => {
    const api = scriptedApi(
      answerOf(400),
      answerOf(400),
      answerOf(400, { message: 'Problems parsing JSON' }),
    );
    await expect(new Dispatches(api, place).workflow(request)).rejects.toThrow(
      'GitHub refused the work on workflow release.yml of team/web on main: GitHub says: Problems parsing JSON (status 400). Correct what the message names, then run the job again.',
    );
  });

  test.each([
    ['a 502', answerOf(502, { message: 'Server Error' }), 'Server Error'],
    ['a 500 without a word', answerOf(500), 'GitHub answered 500'],
    ['a cut connection', noAnswer(true), 'read ECONNRESET'],
    ['a 408 of a proxy', answerOf(408, { message: 'Request Timeout' }), 'Request Timeout'],
    [
      'a 200 without a run',
      answerOf(200, { html_url: 'https://page/7' }),
      'GitHub answered 200, but it lacks the number `workflow_run_id`',
    ],
    [
      'a 200 without the page of the run',
      answerOf(200, { workflow_run_id: 7 }),
      'GitHub answered 200, but it lacks the text `html_url`',
    ],
    ['a 200 of a login page', answerOf(200, '<html>'), 'GitHub answered 200, but it lacks an object'],
    ['a 202', answerOf(202, {}), 'GitHub answered 202, but it lacks the number `workflow_run_id`'],
    ['a 205', answerOf(205, ''), 'GitHub answered 205, but it lacks an object'],
  ])('after %s nobody knows whether it started', async (_, answer, why) => {
    const api = scriptedApi(answer);
    expect(await new Dispatches(api, place).workflow(request)).toEqual({ kind: 'lost', why });
    expect(api.calls).toHaveLength(1);
  });
});

describe('an event', () => {
  const event = { eventType: 'ship', clientPayload: { version: '1', where: { region: 'eu' } } };

  test('is sent with its payload, and tells no run', async () => {
    const api = scriptedApi(answerOf(204, ''));
    expect(await new Dispatches(api, place).event(event)).toEqual({ kind: 'started-somewhere' });
    expect(api.calls).toMatchObject([
      {
        route: 'POST /repos/{owner}/{repo}/dispatches',
        parameters: { event_type: 'ship', client_payload: event.clientPayload },
        repeatable: false,
      },
    ]);
  });

  test('whose answer is lost may have started something', async () => {
    const api = scriptedApi(noAnswer(true));
    expect(await new Dispatches(api, place).event(event)).toEqual({ kind: 'lost', why: 'read ECONNRESET' });
  });
});

test('no further way is tried when the time for a dispatch is up', async () => {
  const api = scriptedApi(answerOf(400, { message: 'version' }));
  const dispatched = new Dispatches(api, place).workflow(request, AbortSignal.abort());
  await expect(dispatched).rejects.toMatchObject({ code: 'refused-by-github' });
  expect(api.calls).toHaveLength(1);
});

describe('what is asked before each sending', () => {
  const late = new Error('too late');
  /** @param left how often it may be sent. */
  const allowing = (left: number): (() => void) => {
    let asked = 0;
    return () => {
      asked += 1;
      if (asked > left) throw late;
    };
  };

  test.each([
    ['no way', 0],
    ['no second way, even though no timer rang', 1],
    ['no third way', 2],
  ])('stops it: %s is tried', async (_, left) => {
    const old = answerOf(400, { message: 'version' });
    const api = scriptedApi(old, old, answerOf(204, ''));
    const asking: GithubApi & { readonly calls: readonly ApiCall[] } = {
      calls: api.calls,
      ask: async (call, timeUp, beforeSend) => {
        beforeSend?.();
        return api.ask(call, timeUp);
      },
    };
    const dispatched = new Dispatches(asking, place).workflow(request, undefined, allowing(left));
    await expect(dispatched).rejects.toBe(late);
    expect(api.calls).toHaveLength(left);
  });

  test.each([0, 1])('stops an event on a server that is asked in two versions (%d sent)', async (left) => {
    await using opened = new AsyncDisposableStack();
    const github = await startLocalGithub({ repository: 'team/web', age: 'older' });
    opened.defer(() => github.close());
    const api = githubApi({ token: github.tokens.job, apiUrl: github.url, clock: lenientClock() });
    const event = { eventType: 'ship', clientPayload: {} };
    const sent = new Dispatches(api, place).event(event, undefined, allowing(left));
    await expect(sent).rejects.toBe(late);
    expect(github.calls).toHaveLength(left);
  });

  test('is asked for an event too', async () => {
    const { promise, resolve } = Promise.withResolvers<(() => void) | undefined>();
    const api: GithubApi = {
      ask: async (_call, _timeUp, beforeSend) => {
        resolve(beforeSend);
        return answerOf(204, '');
      },
    };
    const asked = allowing(0);
    await new Dispatches(api, place).event({ eventType: 'ship', clientPayload: {} }, undefined, asked);
    expect(await promise).toBe(asked);
  });
});
