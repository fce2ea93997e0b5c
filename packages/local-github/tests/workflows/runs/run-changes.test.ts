/** What may be done to a run: cancel it, force it to end, run it again, delete it. */
import { describe, expect, test } from '@jest/globals';
import type { WorkflowHandler } from '../../../src/workflows/handlers.ts';
import { doing, stageOf, type Stage } from '../stage.ts';

const long = (more: Partial<WorkflowHandler> = {}): WorkflowHandler =>
  doing(async (run) => {
    await run.job('build', (job) => job.step('Compile', 1_000));
    await run.job('deploy', (job) => job.step('Ship it', 60_000));
    await run.job('tell', (job) => job.step('Write', 1_000));
  }, more);

async function started(handler: WorkflowHandler): Promise<Stage & { readonly run: string }> {
  const stage = await stageOf({ handlers: { 'release.yml': handler } });
  const run = `/actions/runs/${await stage.dispatch('release.yml')}`;
  await stage.pass(5_000);
  return { ...stage, run };
}

describe('to cancel', () => {
  test('is accepted, and the run has ended some seconds later with what it did', async () => {
    const { ask, run, pass, github } = await started(long());
    expect(await ask(`POST ${run}/cancel`)).toMatchObject({ status: 202, body: {} });
    await pass(1_999);
    expect((await ask(`GET ${run}`)).body).toMatchObject({ status: 'in_progress', conclusion: null });
    await pass(1);
    expect((await ask(`GET ${run}`)).body).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    await pass(120_000);
    expect(github.runs[0]).toMatchObject({
      error: undefined,
      jobs: [
        { name: 'build', conclusion: 'success' },
        { name: 'deploy', conclusion: 'cancelled', steps: [{ conclusion: 'cancelled' }] },
      ],
    });
  });

  test('is refused when the run is over', async () => {
    const { ask, run, pass } = await started(long());
    await pass(120_000);
    for (const how of ['cancel', 'force-cancel'])
      expect(await ask(`POST ${run}/${how}`)).toMatchObject({
        status: 409,
        body: { message: 'Cannot cancel a workflow run that is completed.' },
      });
  });

  test('tells the handler, which may tidy up', async () => {
    const seen: string[] = [];
    const handler = doing(
      async (run) => {
        run.cancelled.addEventListener('abort', () => seen.push('cancelled'));
        await run.sleep(60_000);
      },
      { cancelTakes: 10_000 },
    );
    const { ask, run, pass, github } = await started(handler);
    await ask(`POST ${run}/cancel`);
    expect(seen).toEqual(['cancelled']);
    await pass(10_000);
    expect(github.runs[0]?.conclusion).toBe('cancelled');
  });

  test('does not help against a run that resists, until it is forced', async () => {
    const { ask, run, pass, github } = await started(long({ cancelTakes: false }));
    expect((await ask(`POST ${run}/cancel`)).status).toBe(202);
    await pass(30_000);
    expect(github.runs[0]?.status).toBe('in_progress');
    expect((await ask(`POST ${run}/force-cancel`)).status).toBe(202);
    await pass(1_000);
    expect(github.runs[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  test('ends a run that never does anything', async () => {
    const { ask, run, pass, github } = await started(doing(() => new Promise(() => undefined)));
    await ask(`POST ${run}/cancel`);
    await pass(2_000);
    expect(github.runs[0]?.conclusion).toBe('cancelled');
    await github.runs[0]?.ended;
  });
});

describe('to run again', () => {
  const failsOnce = doing(async (run) => {
    await run.job('build', (job) => job.step('Compile', 1_000));
    await run.job('deploy', async () => {
      if (run.attempt === 1) throw new Error('no');
    });
  });

  test('makes a new attempt of the same run', async () => {
    const { ask, run, pass, github } = await started(failsOnce);
    expect(await ask(`POST ${run}/rerun`)).toMatchObject({ status: 201 });
    await pass(0);
    const { body } = await ask(`GET ${run}`);
    expect(body).toMatchObject({
      id: 1001,
      run_attempt: 2,
      status: 'in_progress',
      conclusion: null,
      created_at: '2026-01-01T00:00:00Z',
      run_started_at: '2026-01-01T00:00:05Z',
      previous_attempt_url: `${github.url}/repos/team/web/actions/runs/1001/attempts/1`,
    });
    await pass(1_000);
    expect(github.runs[0]).toMatchObject({ conclusion: 'success', error: undefined });
    expect((await ask(`GET ${run}/attempts/1`)).body).toMatchObject({
      run_attempt: 1,
      conclusion: 'failure',
      run_started_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:01Z',
    });
    expect((await ask(`GET ${run}/attempts/3`)).status).toBe(404);
  });

  test.each([
    ['', ['build', 'deploy']],
    ['?filter=latest', ['build', 'deploy']],
    ['?filter=all', ['build', 'deploy', 'build', 'deploy']],
    ['?filter=all&per_page=1&page=3', ['build']],
  ])('leaves jobs%s %j', async (query, names) => {
    const { ask, run, pass } = await started(failsOnce);
    await ask(`POST ${run}/rerun`);
    await pass(1_000);
    const { body } = await ask(`GET ${run}/jobs${query}`);
    expect((body.jobs as { name: string }[]).map(({ name }) => name)).toEqual(names);
    expect((await ask(`GET ${run}/attempts/1/jobs`)).body).toMatchObject({
      total_count: 2,
      jobs: [{ run_attempt: 1 }, { run_attempt: 1, conclusion: 'failure' }],
    });
  });

  test('the failed jobs alone takes the others over at once', async () => {
    const { ask, run, pass, github } = await started(failsOnce);
    await ask(`POST ${run}/rerun-failed-jobs`);
    await pass(0);
    expect(github.runs[0]).toMatchObject({ status: 'completed', conclusion: 'success', attempt: 2 });
  });

  test.each(['rerun', 'rerun-failed-jobs'])('by %s is refused while the run goes on', async (how) => {
    const { ask, run } = await started(long());
    expect(await ask(`POST ${run}/${how}`)).toMatchObject({
      status: 403,
      body: { message: 'This workflow is already running' },
    });
  });
});

describe('to delete', () => {
  test('takes a run that is over away, and no later one gets its id', async () => {
    const { ask, run, pass, dispatch } = await started(long());
    expect((await ask(`DELETE ${run}`)).status).toBe(403);
    await pass(120_000);
    expect((await ask(`DELETE ${run}`)).status).toBe(204);
    expect((await ask(`GET ${run}`)).status).toBe(404);
    expect(await dispatch('release.yml')).toBe(1002);
  });
});

test('one job is found by its id', async () => {
  const { ask, run } = await started(long());
  const { body } = await ask(`GET ${run}/jobs`);
  const [, { id } = { id: 0 }] = body.jobs as { id: number }[];
  expect((await ask(`GET /actions/jobs/${id}`)).body).toMatchObject({ id, name: 'deploy', run_id: 1001 });
  expect((await ask('GET /actions/jobs/7')).status).toBe(404);
});
