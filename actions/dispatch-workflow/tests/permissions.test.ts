/** What the page says of each permission is true: it is taken away in the local GitHub, and the step ends as the page has it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readYaml } from '@slipway/documents/yaml';
import type { Permission as Right, TokenRights } from '@slipway/local-github/tokens';
import type { Played } from '@slipway/test-kit/harbour-stage';
import { playScene } from './dist-github.ts';

interface Permission {
  readonly action: string;
  readonly spare?: boolean;
}

const page = readFileSync(new URL('../page/permissions.yml', import.meta.url), 'utf8');
const permissions = readYaml(page).value as unknown as readonly Permission[];

const token = 'github_pat_ofThisTest';
type Rights = NonNullable<TokenRights['permissions']>;
const all: Rights = { actions: 'write', contents: 'write', actions_variables: 'write' };

/** A token with all of it but one. @param right `actions`; undefined takes nothing away. */
const without = (right: Right | undefined): Rights =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== right));

const play = (inputs: Readonly<Record<string, string>>, rights: Rights): Promise<Played> =>
  playScene({
    github: { tokens: { [token]: { kind: 'fine-grained', permissions: rights } } },
    play: ({ dispatch }) => dispatch({ token, wait: 'true', ...inputs }),
  });

const workflow = { workflow: 'release.yml', inputs: 'version=1' };
const uses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'actions: write': workflow,
  'contents: read': workflow,
  'contents: write': { 'event-type': 'ship' },
  'actions: read': { 'event-type': 'ship', wait: 'false' },
  'Variables: write': { ...workflow, 'only-once': 'first' },
};
const rightOf = (action: string): Right =>
  action.startsWith('Variables')
    ? 'actions_variables'
    : action.startsWith('actions')
      ? 'actions'
      : 'contents';

const said: Readonly<Record<string, string>> = {
  'actions: write':
    'This token may not start workflow release.yml of harbour/example-app on main: GitHub says: Resource not accessible by personal access token. Give the fine-grained token the repository permission `Actions: write` for harbour/example-app. GitHub names the permission: actions=write.',
  'contents: read':
    'What release.yml declares was not compared with `inputs`: This token may not read workflow release.yml of harbour/example-app: GitHub says: Resource not accessible by personal access token. GitHub does that itself.',
  'contents: write':
    'This token may not start the event ship of harbour/example-app: GitHub says: Resource not accessible by personal access token. Give the fine-grained token the repository permission `Contents: write` for harbour/example-app. GitHub names the permission: contents=write.',
  'actions: read': 'The event ship of harbour/example-app was sent, but nobody can tell which run it started',
  'Variables: write':
    'This token may not touch the variable SLIPWAY_ONCE_FIRST of harbour/example-app: GitHub says: Resource not accessible by personal access token. Give the fine-grained token the repository permission `Variables: write`',
};

test('the page names each that is asked for here', () => {
  expect(permissions.map(({ action }) => action)).toEqual(Object.keys(uses));
});

describe.each(permissions)('$action', ({ action, spare }) => {
  test('is enough, with the others', async () => {
    expect((await play(uses[action] ?? {}, without(undefined))).run.exitCode).toBe(0);
  });

  test('is missed in a sentence, and nothing is started without it unless it is spare', async () => {
    const { run, changes } = await play(uses[action] ?? {}, without(rightOf(action)));
    expect(run.log.join('\n')).toContain(said[action]);
    expect(run.exitCode).toBe(spare === true ? 0 : 1);
    const started = changes.filter((call) => /dispatches → 20/.test(call));
    expect(started).toHaveLength(spare === true ? 1 : 0);
  });
});

test('a run that may be started and not be looked at is told as started', async () => {
  const { run } = await playScene({
    play: ({ stage, dispatch }) => {
      stage.github.faults.push({
        method: 'GET',
        path: /^\/actions\/runs/,
        when: 'before',
        answer: { status: 403, message: 'Resource not accessible by integration' },
        times: 99,
      });
      return dispatch({ ...workflow, wait: 'true' });
    },
  });
  expect(run.outputs).toMatchObject({ dispatched: 'true', 'run-id': '1001', conclusion: '' });
  expect(run.log.join('\n')).toContain('Run 1001 could not be followed: This token may not look at run 1001');
});

test.each([
  [
    'ghs_ofAnApp',
    'installation',
    'Set `token` to a fine-grained token or one of a GitHub App with the repository permission `Actions: write` for other/place: the token of a job reaches its own repository alone.',
  ],
  [
    'ghp_classic',
    'classic',
    'Give the classic token the scope `repo`, or better use a fine-grained one with the repository permission `Actions: write`.',
  ],
] as const)('%s is told what its kind needs in another repository', async (other, kind, advice) => {
  const { run } = await playScene({
    github: {
      tokens: { [other]: kind === 'classic' ? { kind, scopes: [] } : { kind, permissions: {} } },
      repositories: {
        'other/place': {
          private: false,
          handlers: { 'a.yml': { inputs: {}, perform: async () => undefined } },
        },
      },
    },
    play: ({ dispatch }) => dispatch({ token: other, repository: 'other/place', workflow: 'a.yml' }),
  });
  expect([run.exitCode, run.outputs.dispatched]).toEqual([1, 'false']);
  expect(run.log.join('\n')).toContain(advice);
});

test('a token never appears in what a step tells, whatever goes wrong', async () => {
  for (const rights of [without(undefined), {}]) {
    const { transcript } = await play({ ...workflow, 'only-once': 'first' }, rights);
    expect(transcript).not.toContain(token);
  }
});
