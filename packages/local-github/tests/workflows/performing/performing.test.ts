/** A run passes through its states at the times that its handler says, and at no other. */
import { describe, expect, test } from '@jest/globals';
import { doing, stageOf } from '../stage.ts';

const twoJobs = doing(async (run) => {
  await run.job('build', (job) => job.step('Compile', 60_000));
  await run.job(
    'deploy',
    async (job) => {
      await job.step('Check', 5_000);
      await job.step('Ship it', 30_500);
    },
    { queued: 10_000 },
  );
});

describe('a run', () => {
  test('is told with everything that the list of runs knows of it', async () => {
    const { ask, dispatch, github, pass } = await stageOf({ handlers: { 'release.yml': twoJobs } });
    const id = await dispatch('release.yml');
    await pass(0);
    const { url } = github;
    expect((await ask(`GET /actions/runs/${id}`)).body).toMatchObject({
      id: 1001,
      name: '.github/workflows/release.yml',
      display_title: '.github/workflows/release.yml',
      path: '.github/workflows/release.yml',
      run_number: 1,
      run_attempt: 1,
      event: 'workflow_dispatch',
      status: 'in_progress',
      conclusion: null,
      head_branch: 'main',
      head_sha: '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5',
      workflow_id: 5001,
      actor: { login: 'github-actions[bot]', type: 'Bot' },
      triggering_actor: { login: 'github-actions[bot]' },
      created_at: '2026-01-01T00:00:00Z',
      run_started_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      url: `${url}/repos/team/web/actions/runs/1001`,
      html_url: `${url}/team/web/actions/runs/1001`,
      jobs_url: `${url}/repos/team/web/actions/runs/1001/jobs`,
      previous_attempt_url: null,
    });
  });

  test('ends when its handler does, with times in whole seconds', async () => {
    const { ask, dispatch, pass, github } = await stageOf({ handlers: { 'release.yml': twoJobs } });
    const id = await dispatch('release.yml');
    await pass(105_499);
    expect((await ask(`GET /actions/runs/${id}`)).body.status).toBe('in_progress');
    await pass(1);
    expect((await ask(`GET /actions/runs/${id}`)).body).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      updated_at: '2026-01-01T00:01:45Z',
    });
    await github.runs[0]?.ended;
  });

  test('passes through the states of its arrival', async () => {
    const handler = doing(async () => undefined, {
      arrival: [
        { status: 'requested', for: 1_000 },
        { status: 'queued', for: 2_000 },
        { status: 'pending', for: 4_000 },
      ],
    });
    const { dispatch, pass, github } = await stageOf({ handlers: { 'release.yml': handler } });
    await dispatch('release.yml');
    const seen: unknown[] = [];
    for (const time of [0, 1_000, 2_000, 3_999, 1]) {
      await pass(time);
      seen.push(github.runs[0]?.status);
    }
    expect(seen).toEqual(['requested', 'queued', 'pending', 'pending', 'completed']);
  });

  test.each(['neutral', 'skipped', 'stale', 'timed_out', 'action_required', 'startup_failure', 'cancelled'])(
    'ends as %s when its handler concludes so',
    async (conclusion) => {
      const handler = doing(async (run) => run.conclude(conclusion));
      const { ask, dispatch, pass } = await stageOf({ handlers: { 'release.yml': handler } });
      const id = await dispatch('release.yml');
      await pass(0);
      expect((await ask(`GET /actions/runs/${id}`)).body).toMatchObject({ status: 'completed', conclusion });
    },
  );

  test('has the name of its workflow and the next number of it', async () => {
    const handlers = { 'a.yml': doing(async () => undefined, { name: 'Release' }), 'b.yml': twoJobs };
    const { dispatch, pass, github } = await stageOf({ handlers });
    for (const workflow of ['a.yml', 'b.yml', 'a.yml']) await dispatch(workflow);
    await pass(0);
    expect(github.runs.map(({ id, number, name }) => [id, number, name])).toEqual([
      [1001, 1, 'Release'],
      [1002, 1, '.github/workflows/b.yml'],
      [1003, 2, 'Release'],
    ]);
  });

  test('waits for what its handler waits for', async () => {
    const approval = Promise.withResolvers<undefined>();
    const handler = doing((run) => run.waiting(approval.promise));
    const { dispatch, pass, github } = await stageOf({ handlers: { 'release.yml': handler } });
    await dispatch('release.yml');
    await pass(3_600_000);
    expect(github.runs[0]?.status).toBe('waiting');
    approval.resolve(undefined);
    await pass(0);
    expect(github.runs[0]?.status).toBe('completed');
  });
});

describe('jobs', () => {
  test('and their steps have times of their own', async () => {
    const { ask, dispatch, pass } = await stageOf({ handlers: { 'release.yml': twoJobs } });
    const id = await dispatch('release.yml');
    await pass(65_000);
    const { body } = await ask(`GET /actions/runs/${id}/jobs`);
    expect(body).toMatchObject({
      total_count: 2,
      jobs: [
        {
          name: 'build',
          status: 'completed',
          conclusion: 'success',
          run_attempt: 1,
          created_at: '2026-01-01T00:00:00Z',
          started_at: '2026-01-01T00:00:00Z',
          completed_at: '2026-01-01T00:01:00Z',
          steps: [{ name: 'Compile', number: 1, completed_at: '2026-01-01T00:01:00Z' }],
        },
        {
          name: 'deploy',
          status: 'queued',
          conclusion: null,
          runner_id: null,
          created_at: '2026-01-01T00:01:00Z',
          completed_at: null,
          steps: [],
        },
      ],
    });
    await pass(10_000);
    expect((await ask(`GET /actions/runs/${id}/jobs`)).body).toMatchObject({
      jobs: [
        {},
        {
          status: 'in_progress',
          started_at: '2026-01-01T00:01:10Z',
          steps: [
            { name: 'Check', status: 'completed', conclusion: 'success' },
            { name: 'Ship it', status: 'in_progress', conclusion: null, completed_at: null },
          ],
        },
      ],
    });
  });

  test('side by side pass their time side by side', async () => {
    const handler = doing(async (run) => {
      await Promise.all([
        run.job('linux', (job) => job.sleep(3_000)),
        run.job('windows', (job) => job.sleep(5_000)),
      ]);
    });
    const { dispatch, pass, github } = await stageOf({ handlers: { 'test.yml': handler } });
    await dispatch('test.yml');
    await pass(3_000);
    expect(github.runs[0]?.jobs.map(({ status }) => status)).toEqual(['completed', 'in_progress']);
    await pass(2_000);
    expect(github.runs[0]?.status).toBe('completed');
  });

  test.each([
    ['skipped', 'skipped', 'success'],
    ['timed_out', 'timed_out', 'failure'],
    ['cancelled', 'cancelled', 'cancelled'],
  ])('that conclude as %s are %s, and the run is %s', async (concluded, job, conclusion) => {
    const handler = doing((run) => run.job('deploy', async (each) => each.conclude(concluded)));
    const { dispatch, pass, github } = await stageOf({ handlers: { 'release.yml': handler } });
    await dispatch('release.yml');
    await pass(0);
    expect([github.runs[0]?.jobs[0]?.conclusion, github.runs[0]?.conclusion]).toEqual([job, conclusion]);
  });

  test('fail with the step that throws, and the run keeps what it threw', async () => {
    const error = new Error('no room');
    const handler = doing((run) =>
      run.job('deploy', (job) => job.step('Ship it', () => Promise.reject(error))),
    );
    const { dispatch, pass, github } = await stageOf({ handlers: { 'release.yml': handler } });
    await dispatch('release.yml');
    await pass(0);
    expect(github.runs[0]).toMatchObject({
      conclusion: 'failure',
      error,
      jobs: [{ conclusion: 'failure', steps: [{ conclusion: 'failure' }] }],
    });
  });
});
