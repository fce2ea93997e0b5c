/** Jobs that name a protected environment: whom they wait for, and what becomes of them when somebody says something. */
import { describe, expect, test } from '@jest/globals';
import type { EnvironmentOptions } from '../../../src/environments/environments.ts';
import type { WorkflowHandler } from '../../../src/workflows/handlers.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

const deploys = (environment = 'Production'): WorkflowHandler =>
  doing(async (run) => {
    await run.job('build', (job) => job.sleep(10_000));
    await run.job('deploy', (job) => job.step('Ship it', 20_000), {
      environment,
      url: 'https://web.example',
    });
  });

async function waiting(production: EnvironmentOptions, handler = deploys()): Promise<Stage> {
  const stage = await stageOf({
    environments: { production },
    handlers: { 'release.yml': handler },
  });
  await stage.dispatch('release.yml');
  await stage.pass(10_000);
  return stage;
}

const pendingPath = 'GET /actions/runs/1001/pending_deployments';
const pendingOf = async ({ ask, github }: Stage): Promise<unknown> =>
  (await ask(pendingPath, undefined, { token: github.tokens.everything })).body;

const say = ({ ask, github }: Stage, state: string, ids: readonly number[] = [801]) =>
  ask(
    'POST /actions/runs/1001/pending_deployments',
    { environment_ids: ids, state, comment: 'as agreed' },
    { token: github.tokens.everything },
  );

describe('a run whose job needs an approval', () => {
  test('waits, and says for which environment and for whom', async () => {
    const stage = await waiting({ reviewers: ['local', 'team:owners'] });
    expect((await stage.ask('GET /actions/runs/1001')).body.status).toBe('waiting');
    expect((await stage.ask('GET /actions/runs/1001/jobs')).body).toMatchObject({
      jobs: [{ status: 'completed' }, { name: 'deploy', status: 'waiting', steps: [] }],
    });
    expect(await pendingOf(stage)).toMatchObject([
      {
        environment: {
          id: 801,
          name: 'production',
          url: `${stage.github.url}/repos/team/web/environments/production`,
        },
        wait_timer: 0,
        wait_timer_started_at: null,
        current_user_can_approve: true,
        reviewers: [
          { type: 'User', reviewer: { login: 'local' } },
          { type: 'Team', reviewer: { slug: 'owners' } },
        ],
      },
    ]);
  });

  test('goes on when a reviewer approves, and the history tells who', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    await stage.pass(3_600_000);
    const answer = await say(stage, 'approved');
    expect(answer).toMatchObject({ status: 200, body: [{ id: 9001, environment: 'production' }] });
    await stage.pass(0);
    expect(stage.github.runs[0]).toMatchObject({ status: 'in_progress', pending: [] });
    expect(await pendingOf(stage)).toEqual([]);
    await stage.pass(20_000);
    expect(stage.github.runs[0]).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect((await stage.ask('GET /actions/runs/1001/approvals')).body).toMatchObject([
      {
        state: 'approved',
        comment: 'as agreed',
        user: { login: 'local' },
        environments: [{ id: 801, name: 'production' }],
      },
    ]);
  });

  test('fails when a reviewer rejects', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    await say(stage, 'rejected');
    await stage.pass(0);
    expect(stage.github.runs[0]).toMatchObject({
      conclusion: 'failure',
      error: undefined,
      jobs: [{ conclusion: 'success' }, { conclusion: 'failure', steps: [] }],
    });
    expect(stage.github.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['waiting', 'failure']);
  });

  test('fails after 30 days in which nobody says anything', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    await stage.pass(30 * 86_400_000 - 1);
    expect(stage.github.runs[0]?.status).toBe('waiting');
    await stage.pass(1);
    expect(stage.github.runs[0]?.conclusion).toBe('failure');
  });

  test('can be cancelled', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    await stage.ask('POST /actions/runs/1001/cancel');
    await stage.pass(2_000);
    expect(stage.github.runs[0]).toMatchObject({ conclusion: 'cancelled', pending: [] });
    expect(stage.clock.pending()).toBe(0);
  });

  test('is in progress as long as another job is', async () => {
    const handler = doing(async (run) => {
      await Promise.all([
        run.job('deploy', () => Promise.resolve(), { environment: 'production' }),
        run.job('test', (job) => job.sleep(30_000)),
      ]);
    });
    const stage = await waiting({ reviewers: ['local'] }, handler);
    expect(stage.github.runs[0]?.status).toBe('in_progress');
    await stage.pass(20_000);
    expect(stage.github.runs[0]?.status).toBe('waiting');
  });
});

test('after the approval the job waits for a runner, and the run for nobody any more', async () => {
  const handler = doing((run) =>
    run.job('deploy', () => Promise.resolve(), { environment: 'production', queued: 7_000 }),
  );
  const stage = await waiting({ reviewers: ['local'] }, handler);
  await say(stage, 'approved');
  await stage.pass(6_999);
  expect(stage.github.runs[0]).toMatchObject({ status: 'in_progress', jobs: [{ status: 'queued' }] });
  await stage.pass(1);
  expect(stage.github.runs[0]?.conclusion).toBe('success');
});

describe('a wait timer', () => {
  test('is waited for by itself', async () => {
    const stage = await waiting({ waitTimer: 5 });
    expect(await pendingOf(stage)).toMatchObject([
      { wait_timer: 5, wait_timer_started_at: '2026-01-01T00:00:10Z', reviewers: [] },
    ]);
    await stage.pass(299_999);
    expect(stage.github.runs[0]?.status).toBe('waiting');
    await stage.pass(1);
    expect(stage.github.runs[0]?.status).toBe('in_progress');
  });

  test('is waited for beside the approval, whichever comes first', async () => {
    for (const approvedAfter of [60_000, 600_000]) {
      const stage = await waiting({ waitTimer: 5, reviewers: ['local'] });
      await stage.pass(approvedAfter);
      await say(stage, 'approved');
      await stage.pass(0);
      expect(stage.github.runs[0]?.status).toBe(approvedAfter < 300_000 ? 'waiting' : 'in_progress');
      expect((await say(stage, 'approved')).status).toBe(422);
      await stage.pass(300_000);
      expect(stage.github.runs[0]?.status).toBe('completed');
    }
  });
});

describe('an approval is refused', () => {
  test('of an environment that the run does not wait for', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    expect(await say(stage, 'approved', [7])).toMatchObject({ status: 422 });
    await say(stage, 'approved');
    expect(await say(stage, 'approved')).toMatchObject({
      status: 422,
      body: { message: 'There are no pending deployment requests to approve or reject.' },
    });
  });

  test.each<[string, EnvironmentOptions]>([
    ['who is no reviewer', { reviewers: ['somebody'] }],
    ['a job that may never review', { reviewers: ['team:owners'] }],
  ])('to %s', async (_, options) => {
    const stage = await waiting(options);
    const asked = { environment_ids: [801], state: 'approved', comment: '' };
    const answer = await stage.ask('POST /actions/runs/1001/pending_deployments', asked);
    expect(answer.status).toBe(422);
    expect((await stage.ask(pendingPath)).body).toMatchObject([{ current_user_can_approve: false }]);
    expect(stage.github.runs[0]?.approvals).toEqual([]);
  });

  test('to a token without Deployments: write', async () => {
    const stage = await waiting({ reviewers: ['local'] });
    const { variables: token } = stage.github.tokens;
    const asked = { environment_ids: [801], state: 'approved', comment: '' };
    const answer = await stage.ask('POST /actions/runs/1001/pending_deployments', asked, { token });
    expect(answer.status).toBe(403);
  });

  test('to who started the run, where the environment wants another one', async () => {
    const stage = await stageOf({
      environments: { production: { reviewers: ['local'], preventSelfReview: true } },
      handlers: { 'release.yml': deploys() },
    });
    const { everything: token } = stage.github.tokens;
    await stage.ask('POST /actions/workflows/release.yml/dispatches', { ref: 'main' }, { token });
    await stage.pass(10_000);
    expect((await say(stage, 'approved')).status).toBe(422);
  });
});

test('a job that can not wait makes its record all the same, whoever had to be asked', async () => {
  const handler = doing((run) =>
    run.job('deploy', (job) => job.sleep(1_000), { environment: 'Production', approval: 'skipped' }),
  );
  const { github, pass } = await stageOf({
    environments: { production: { reviewers: ['local'] } },
    handlers: { 'release.yml': handler },
    commits: () => 'c0ffee',
  });
  const run = github.start({ workflow: 'release.yml', event: 'push', payload: { after: 'c0ffee' } });
  await pass(2_000);
  expect(run).toMatchObject({ event: 'push', ref: 'main', sha: 'c0ffee', conclusion: 'success' });
  expect(github.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
});
