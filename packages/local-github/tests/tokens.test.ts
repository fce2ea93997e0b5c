/** What each kind of token is told where it may not go: in GitHub's words, with GitHub's headers. */
import { expect, test } from '@jest/globals';
import type { TokenRights } from '../src/tokens.ts';
import { asking, type Asked } from './asking.ts';

const options = {
  environments: { prod: {} },
  repositories: { 'team/api': {}, 'team/site': { private: false } },
  organization: {},
} as const;

async function askAs(rights: TokenRights, route: string, body?: object): Promise<Asked> {
  const { ask } = await asking({ ...options, tokens: { asked: rights } });
  return ask(route, body, { token: 'asked' });
}

const all = { actions_variables: 'write', environments: 'write', actions: 'write' } as const;
const variable = { name: 'A', value: '1' };
const integration = 'Resource not accessible by integration';
const personal = 'Resource not accessible by personal access token';

test.each<[string, TokenRights, string, string, string | null]>([
  [
    'a job reading variables',
    { kind: 'github-token', permissions: all },
    'GET /actions/variables',
    integration,
    'actions_variables=read',
  ],
  [
    'a job writing variables',
    { kind: 'github-token', permissions: all },
    'POST /actions/variables',
    integration,
    'actions_variables=write',
  ],
  [
    'an app without the permission',
    { kind: 'installation', permissions: { actions: 'write' } },
    'GET /actions/variables',
    integration,
    'actions_variables=read',
  ],
  [
    'a person without it',
    { kind: 'fine-grained' },
    'POST /actions/variables',
    personal,
    'actions_variables=write',
  ],
  [
    'a person who may only read',
    { kind: 'fine-grained', permissions: { actions_variables: 'read' } },
    'POST /actions/variables',
    personal,
    'actions_variables=write',
  ],
  [
    'variables of an environment',
    { kind: 'fine-grained', permissions: { actions_variables: 'write' } },
    'POST /environments/prod/variables',
    personal,
    'actions_variables=write,environments=write',
  ],
  [
    'an environment to be made',
    { kind: 'fine-grained', permissions: all },
    'PUT /environments/prod',
    personal,
    'administration=write',
  ],
  [
    'variables of the organization',
    { kind: 'installation', permissions: all },
    'GET /orgs/team/actions/variables',
    integration,
    'organization_actions_variables=read',
  ],
  [
    'a classic token without admin:org',
    { kind: 'classic', scopes: ['repo'] },
    'GET /orgs/team/actions/variables',
    'You must be an org admin or have the actions variables fine-grained permission.',
    null,
  ],
  [
    'a classic token at a public repository',
    { kind: 'classic', scopes: [] },
    'GET /repos/team/site/actions/variables',
    'Must have admin rights to Repository.',
    null,
  ],
])('%s is refused with 403', async (_, rights, route, message, accepted) => {
  const answer = await askAs(rights, route, route.startsWith('GET') ? undefined : variable);
  expect([answer.status, answer.body.message]).toEqual([403, message]);
  expect(answer.headers.get('x-accepted-github-permissions')).toBe(accepted);
});

test.each<[string, TokenRights, string]>([
  [
    'a person of another repository',
    { kind: 'fine-grained', permissions: all, repositories: ['team/web'] },
    'GET /repos/team/api/actions/variables',
  ],
  ['a classic token without repo', { kind: 'classic', scopes: ['workflow'] }, 'GET /actions/variables'],
  [
    'anybody for what is not there',
    { kind: 'classic', scopes: ['repo'] },
    'GET /repos/team/nothing/actions/variables',
  ],
])('%s finds nothing', async (_, rights, route) => {
  const answer = await askAs(rights, route);
  expect([answer.status, answer.body.message]).toEqual([404, 'Not Found']);
});

test("a job's token sees its own repository and public ones alone", async () => {
  const { ask, github } = await asking(options);
  const statusOf = async (name: string): Promise<number> =>
    (await ask(`GET /repos/team/${name}`, undefined, { token: github.tokens.job })).status;
  expect([await statusOf('web'), await statusOf('site'), await statusOf('api')]).toEqual([200, 200, 404]);
});

const stranger = {
  kind: 'fine-grained',
  permissions: { ...all, contents: 'write' },
  repositories: ['team/web'],
} as const;

test.each<[string, TokenRights, string, string]>([
  ['a variable', stranger, 'POST /repos/team/site/actions/variables', personal],
  [
    'a variable',
    { ...stranger, kind: 'installation' },
    'POST /repos/team/site/actions/variables',
    integration,
  ],
  ['an event', stranger, 'POST /repos/team/site/dispatches', personal],
  [
    'a variable',
    { kind: 'classic', scopes: ['workflow'] },
    'POST /repos/team/site/actions/variables',
    'Must have admin rights to Repository.',
  ],
  [
    'with its scope of another repository a variable',
    { kind: 'classic', scopes: ['repo'], repositories: ['team/web'] },
    'POST /repos/team/site/actions/variables',
    'Must have admin rights to Repository.',
  ],
])(
  'a token that is not for a public repository may not write %s there',
  async (_, rights, route, message) => {
    const answer = await askAs(rights, route, variable);
    expect([answer.status, answer.body.message]).toEqual([403, message]);
  },
);

test("a job's token starts no workflow of a public repository that is not its own", async () => {
  const handlers = { 'release.yml': { inputs: {}, perform: () => Promise.resolve() } };
  const site = { private: false, handlers };
  const { ask, github } = await asking({ handlers, repositories: { 'team/site': site } });
  const dispatch = async (name: string): Promise<number> => {
    const route = `POST /repos/team/${name}/actions/workflows/release.yml/dispatches`;
    return (await ask(route, { ref: 'main' }, { token: github.tokens.job })).status;
  };
  expect([await dispatch('site'), await dispatch('web')]).toEqual([403, 200]);
  expect(github.repository('team/site').runs).toEqual([]);
});

test.each<[string, number]>([
  ['GET /repos/team/site', 200],
  ['GET /repos/team/site/actions/runs', 200],
  ['GET /repos/team/site/deployments', 200],
  ['GET /repos/team/site/actions/variables', 403],
])('%s asks anybody for what is public alone', async (route, status) => {
  expect((await askAs(stranger, route)).status).toBe(status);
  expect((await askAs({ kind: 'fine-grained' }, route)).status).toBe(status);
});

test.each<[string, TokenRights]>([
  ['an app with both permissions', { kind: 'installation', permissions: all }],
  ['a classic token', { kind: 'classic', scopes: ['repo'] }],
])('%s writes variables of an environment', async (_, rights) => {
  expect((await askAs(rights, 'POST /environments/prod/variables', variable)).status).toBe(201);
});

test('a token that has expired is a bad credential from that moment', async () => {
  const expiresAt = Date.UTC(2026, 0, 1, 1);
  const { ask, clock } = await asking({ tokens: { soon: { kind: 'classic', scopes: ['repo'], expiresAt } } });
  const read = (): Promise<Asked> => ask('GET /actions/variables', undefined, { token: 'soon' });
  clock.advance(3_599_999);
  expect((await read()).status).toBe(200);
  clock.advance(1);
  const late = await read();
  expect([late.status, late.body.message]).toEqual([401, 'Bad credentials']);
});

test('a permission is asked for before the request is read', async () => {
  const answer = await askAs({ kind: 'fine-grained' }, 'POST /actions/variables', {});
  expect(answer.status).toBe(403);
});

test('a person is told who it is, an app is nobody', async () => {
  expect((await askAs({ kind: 'classic' }, 'GET /user')).body.login).toBe('local');
  expect((await askAs({ kind: 'installation' }, 'GET /user')).status).toBe(403);
});

test('a classic token is told its scopes, and a token that will expire its end', async () => {
  const classic = await askAs(
    { kind: 'classic', scopes: ['repo', 'workflow'] },
    'GET /actions/variables/NONE',
  );
  expect([classic.status, classic.headers.get('x-oauth-scopes')]).toEqual([404, 'repo, workflow']);
  const soon = await askAs({ kind: 'fine-grained', expiresAt: Date.UTC(2026, 1, 1) }, 'GET /user');
  expect(soon.headers.get('github-authentication-token-expiration')).toBe('2026-02-01 00:00:00 UTC');
});
