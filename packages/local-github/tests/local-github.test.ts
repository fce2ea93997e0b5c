import { afterEach, describe, expect, test } from '@jest/globals';
import { startLocalGithub, type LocalGithub, type LocalGithubOptions } from '../src/local-github.ts';

let github: LocalGithub | undefined;
afterEach(() => github?.close());

async function start(options: Partial<LocalGithubOptions> = {}): Promise<LocalGithub> {
  github = await startLocalGithub({
    repository: 'team/web',
    refs: ['main', 'v1'],
    handlers: {
      'release.yml': {
        inputs: { version: { required: true }, size: { default: 'small' } },
        perform: async () => undefined,
      },
      'push.yml': { inputs: {}, dispatchable: false, perform: async () => undefined },
      'off.yml': { inputs: {}, disabled: true, perform: async () => undefined },
    },
    ...options,
  });
  return github;
}

interface Asked {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function ask(
  { url, tokens }: LocalGithub,
  route: string,
  body?: object,
  { token = tokens.variables, version = '2026-03-10' } = {},
): Promise<Asked> {
  const [method = 'GET', path = ''] = route.split(' ');
  const response = await fetch(`${url}/repos/team/web${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'x-github-api-version': version },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body: parsed, headers: response.headers };
}

describe('variables', () => {
  test('are created, read, updated, listed and deleted', async () => {
    const local = await start();
    expect((await ask(local, 'POST /actions/variables', { name: 'a', value: '1' })).status).toBe(201);
    expect((await ask(local, 'POST /actions/variables', { name: 'A', value: '1' })).status).toBe(409);
    expect((await ask(local, 'PATCH /actions/variables/a', { value: '2' })).status).toBe(204);
    expect((await ask(local, 'GET /actions/variables/A')).body).toMatchObject({ name: 'A', value: '2' });
    expect((await ask(local, 'GET /actions/variables')).body.total_count).toBe(1);
    expect((await ask(local, 'DELETE /actions/variables/A')).status).toBe(204);
    expect((await ask(local, 'PATCH /actions/variables/A', { value: '3' })).status).toBe(404);
  });

  test.each([
    [{ name: '1A', value: 'x' }],
    [{ name: 'A-B', value: 'x' }],
    [{ name: 'github_a', value: 'x' }],
    [{ value: 'x' }],
    [{ name: 'A' }],
    [{ name: 'A', value: 'x'.repeat(48 * 1024 + 1) }],
  ])('a wrong one is refused with 422', async (body) => {
    expect((await ask(await start(), 'POST /actions/variables', body)).status).toBe(422);
  });

  test("a job's token is refused as an integration, with the permission in a header", async () => {
    const local = await start();
    const answer = await ask(local, 'GET /actions/variables', undefined, { token: local.tokens.job });
    expect(answer.status).toBe(403);
    expect(answer.body.message).toBe('Resource not accessible by integration');
    expect(answer.headers.get('x-accepted-github-permissions')).toBe('actions_variables=read');
  });
});

describe('dispatches', () => {
  const path = 'POST /actions/workflows/release.yml/dispatches';

  test.each([
    ['2026-03-10', {}, 200],
    ['2026-03-10', { return_run_details: true }, 400],
    ['2022-11-28', { return_run_details: true }, 200],
    ['2022-11-28', {}, 204],
    ['2019-01-01', {}, 400],
  ])('under %s with %j answer %i', async (version, extra, status) => {
    const local = await start();
    const body = { ref: 'main', inputs: { version: '1' }, ...extra };
    const answer = await ask(local, path, body, { token: local.tokens.job, version });
    expect(answer.status).toBe(status);
    expect(local.runs).toHaveLength(status < 300 ? 1 : 0);
  });

  test('defaults complete the inputs', async () => {
    const local = await start();
    await ask(local, path, { ref: 'refs/heads/main', inputs: { version: '1' } }, { token: local.tokens.job });
    expect(local.runs[0]?.inputs).toEqual({ version: '1', size: 'small' });
  });

  test.each([
    ['release.yml', { ref: 'nope' }, 422, 'No ref found for: nope'],
    ['release.yml', { ref: 'main', inputs: { foo: '1' } }, 422, 'Unexpected inputs provided: ["foo"]'],
    ['release.yml', { ref: 'main' }, 422, "Required input 'version' not provided"],
    ['release.yml', {}, 422, 'Invalid request.\n\n"ref" wasn\'t supplied.'],
    ['push.yml', { ref: 'main' }, 422, "Workflow does not have 'workflow_dispatch' trigger"],
    ['off.yml', { ref: 'main' }, 422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow"],
    ['nope.yml', { ref: 'main' }, 404, 'Not Found'],
    ['toString', { ref: 'main' }, 404, 'Not Found'],
  ])('of %s with %j are refused', async (workflow, body, status, message) => {
    const local = await start();
    const route = `POST /actions/workflows/${workflow}/dispatches`;
    const answer = await ask(local, route, body, { token: local.tokens.job });
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });
});

describe('runs', () => {
  test('wait for an approval, and end with the conclusion that the handler wants', async () => {
    let approve = (): void => undefined;
    const approval = new Promise<void>((resolve) => (approve = resolve));
    const local = await start({
      handlers: {
        'release.yml': {
          inputs: {},
          perform: async (run) => {
            await run.waiting(approval);
            run.conclude('neutral');
          },
        },
      },
    });
    const token = local.tokens.job;
    await ask(local, 'POST /actions/workflows/release.yml/dispatches', { ref: 'main' }, { token });
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = await ask(local, 'GET /actions/runs/1001', undefined, { token });
    expect(waiting.body).toMatchObject({ status: 'waiting', conclusion: null });
    approve();
    await local.runs[0]?.ended;
    const ended = await ask(local, 'GET /actions/runs/1001', undefined, { token });
    expect(ended.body).toMatchObject({ status: 'completed', conclusion: 'neutral' });
  });
});

describe('the server', () => {
  test('shows the page of a run', async () => {
    const local = await start();
    const token = local.tokens.job;
    const body = { ref: 'main', inputs: { version: '1' } };
    const { body: run } = await ask(local, 'POST /actions/workflows/release.yml/dispatches', body, { token });
    await local.runs[0]?.ended;
    expect(await (await fetch(String(run.html_url))).text()).toBe(
      [
        'Run 1001 of release.yml on main: success',
        '  input version = 1',
        '  input size = small',
        '',
        'This is the local GitHub of Slipway, a simulation on this machine.',
        '',
      ].join('\n'),
    );
  });

  test('says what it does not implement', async () => {
    const answer = await ask(await start(), 'GET /issues');
    expect([answer.status, answer.body.message]).toEqual([
      501,
      'The local GitHub does not implement GET /repos/team/web/issues: its README lists what it has',
    ]);
  });

  test.each([
    ['', 'Requires authentication'],
    ['Bearer wrong', 'Bad credentials'],
  ])('refuses the authorization "%s"', async (authorization, message) => {
    const local = await start();
    const response = await fetch(`${local.url}/repos/team/web/actions/variables`, {
      headers: { authorization },
    });
    expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
      401,
      message,
    ]);
  });

  test('another repository is not found', async () => {
    const local = await start();
    const headers = { authorization: `Bearer ${local.tokens.variables}` };
    expect((await fetch(`${local.url}/repos/team/website/actions/variables`, { headers })).status).toBe(404);
  });

  test('a port in use is named', async () => {
    const local = await start();
    const port = Number(new URL(local.url).port);
    await expect(startLocalGithub({ repository: 'team/web', port })).rejects.toThrow(
      `Port ${port} is in use: give the local GitHub another one, or 0 for any.`,
    );
  });
});

describe('OIDC tokens', () => {
  async function claims(local: LocalGithub): Promise<Record<string, unknown>> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = '' } =
      local.environment;
    const response = await fetch(`${url}&audience=sts.amazonaws.com`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { value } = (await response.json()) as { value: string };
    return JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
  }

  test('have the immutable subject and the audience asked for', async () => {
    expect(await claims(await start())).toMatchObject({
      sub: 'repo:team@65/web@74:ref:refs/heads/main',
      aud: 'sts.amazonaws.com',
      repository: 'team/web',
      repository_id: '74',
      job_workflow_ref: 'team/web/.github/workflows/infrastructure.yml@refs/heads/main',
    });
  });

  test('name the environment of the job in the subject', async () => {
    const local = await start({ environment: 'prod:eu' });
    expect((await claims(local)).sub).toBe('repo:team@65/web@74:environment:prod%3Aeu');
  });

  test('are refused without the request token', async () => {
    const local = await start();
    expect((await fetch(`${local.url}/oidc/token?api-version=2.0`)).status).toBe(401);
  });
});
