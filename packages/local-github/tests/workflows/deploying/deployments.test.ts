/** Deployments: those of jobs, those made over the API, their statuses, and what a newer one does to an older. */
import { describe, expect, test } from '@jest/globals';
import { doing, stageOf, type Stage } from '../stage.ts';

const deploys = doing((run) =>
  run.job('deploy', (job) => job.sleep(20_000), { environment: 'staging', url: 'https://web.example' }),
);

const staged = (): Promise<Stage> => stageOf({ refs: ['main', 'v1'], handlers: { 'release.yml': deploys } });

describe('of a job', () => {
  test('one is made in its environment, and ends with the job', async () => {
    const { ask, dispatch, pass, github } = await staged();
    await dispatch('release.yml');
    await pass(0);
    expect((await ask('GET /deployments')).body).toMatchObject([
      {
        id: 9001,
        ref: 'main',
        sha: '5110a5e11ab1e0c0ffee5eaf00d5eaf00d5110a5',
        task: 'deploy',
        environment: 'staging',
        production_environment: false,
        creator: { login: 'github-actions[bot]' },
      },
    ]);
    expect([...github.environments.keys()]).toEqual(['staging']);
    await pass(20_000);
    expect((await ask('GET /deployments/9001/statuses')).body).toMatchObject([
      {
        state: 'success',
        created_at: '2026-01-01T00:00:20Z',
        environment_url: 'https://web.example',
        log_url: `${github.url}/team/web/actions/runs/1001/job/100101`,
      },
      { state: 'in_progress' },
    ]);
  });

  test('the next success in the environment makes it inactive', async () => {
    const { dispatch, pass, github } = await staged();
    await dispatch('release.yml');
    await pass(20_000);
    await dispatch('release.yml');
    await pass(20_000);
    expect(github.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['inactive', 'success']);
  });

  test('a success elsewhere leaves it as it is', async () => {
    const { ask, dispatch, pass, github } = await staged();
    await dispatch('release.yml');
    await pass(20_000);
    await ask('POST /deployments', { ref: 'main', environment: 'other' });
    await ask('POST /deployments/9002/statuses', { state: 'success' });
    expect(github.deployments[0]?.statuses.at(-1)?.state).toBe('success');
  });

  test('one that is cancelled is inactive', async () => {
    const { ask, dispatch, pass, github } = await staged();
    await dispatch('release.yml');
    await ask('POST /actions/runs/1001/cancel');
    await pass(2_000);
    expect(github.deployments[0]?.statuses.at(-1)?.state).toBe('inactive');
  });
});

describe('over the API', () => {
  test('one is made for a ref, in production where nothing is said', async () => {
    const { ask } = await staged();
    const { status, body } = await ask('POST /deployments', { ref: 'v1', payload: { a: 1 } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ref: 'v1',
      environment: 'production',
      production_environment: true,
      transient_environment: false,
      payload: { a: 1 },
      description: null,
    });
    expect((await ask('GET /deployments/9001')).body).toEqual(body);
    expect((await ask('GET /deployments/7')).status).toBe(404);
  });

  test('a status is said of it', async () => {
    const { ask } = await staged();
    await ask('POST /deployments', { ref: 'main' });
    const said = {
      state: 'success',
      description: 'done',
      environment_url: 'https://a',
      log_url: 'https://log',
    };
    const { status, body } = await ask('POST /deployments/9001/statuses', said);
    expect([status, body]).toEqual([201, expect.objectContaining({ ...said, target_url: 'https://log' })]);
    expect((await ask(`GET /deployments/9001/statuses/${String(body.id)}`)).body).toEqual(body);
  });

  test.each([
    ['', [9003, 9002, 9001]],
    ['?environment=staging', [9002]],
    ['?ref=v1', [9003]],
    ['?environment=none&per_page=1&page=2', [9002]],
  ])('the list%s has %j', async (query, ids) => {
    const { ask } = await staged();
    for (const [ref, environment] of [
      ['main', 'production'],
      ['main', 'staging'],
      ['v1', 'production'],
    ])
      await ask('POST /deployments', { ref, environment });
    const { body } = await ask(`GET /deployments${query}`);
    expect((body as unknown as { id: number }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('auto_inactive false leaves the older ones as they are', async () => {
    const { ask, github } = await staged();
    for (const id of [9001, 9002]) {
      await ask('POST /deployments', { ref: 'main' });
      await ask(`POST /deployments/${id}/statuses`, { state: 'success', auto_inactive: false });
    }
    expect(github.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success', 'success']);
  });

  test('an active one of several can not be deleted', async () => {
    const { ask } = await staged();
    await ask('POST /deployments', { ref: 'main' });
    await ask('POST /deployments', { ref: 'main' });
    expect((await ask('DELETE /deployments/9001')).status).toBe(422);
    await ask('POST /deployments/9001/statuses', { state: 'inactive' });
    expect((await ask('DELETE /deployments/9001')).status).toBe(204);
    expect((await ask('DELETE /deployments/9002')).status).toBe(204);
  });

  test.each<[string, object, string]>([
    ['/deployments', {}, 'Invalid request.\n\n"ref" wasn\'t supplied.'],
    ['/deployments', { ref: 'nope' }, 'No ref found for: nope'],
    ['/deployments/9001/statuses', {}, 'Invalid request.\n\n"state" wasn\'t supplied.'],
    [
      '/deployments/9001/statuses',
      { state: 'success', description: 'x'.repeat(141) },
      'Invalid request.\n\nOnly 140 characters are allowed; 141 were supplied.',
    ],
  ])('%s with %.40j is refused', async (path, body, message) => {
    const { ask } = await staged();
    await ask('POST /deployments', { ref: 'main' });
    expect(await ask(`POST ${path}`, body)).toMatchObject({ status: 422, body: { message } });
  });
});
