/** What every answer has in common, whatever is asked for. */
import { expect, test } from '@jest/globals';
import { startLocalGithub } from '../src/local-github.ts';
import { asking } from './asking.ts';

test('the page of a run is for everybody', async () => {
  const { ask, github } = await asking({
    handlers: {
      'release.yml': { inputs: { version: { required: true } }, perform: () => Promise.resolve() },
    },
  });
  const dispatch = 'POST /actions/workflows/release.yml/dispatches';
  const { body } = await ask(dispatch, { ref: 'main', inputs: { version: '1' } });
  await github.runs[0]?.ended;
  expect(await (await fetch(String(body.html_url))).text()).toBe(
    [
      'Run 1001 of release.yml on main: success',
      '  input version = 1',
      '',
      'This is the local GitHub of Slipway, a simulation on this machine.',
      '',
    ].join('\n'),
  );
});

test('the page of a run that failed says why, and shows no stack of its handler', async () => {
  const perform = (): Promise<void> => Promise.reject(new Error('There is no version nope'));
  const { ask, github } = await asking({ handlers: { 'release.yml': { perform } } });
  const { body } = await ask('POST /actions/workflows/release.yml/dispatches', { ref: 'main' });
  await github.runs[0]?.ended;
  const page = await (await fetch(String(body.html_url))).text();
  expect(page.split('\n').slice(0, 4)).toEqual([
    'Run 1001 of release.yml on main: failure',
    '',
    'It failed: There is no version nope',
    '',
  ]);
  expect(page).not.toContain('    at ');
});

test('what is not implemented is said', async () => {
  const { ask } = await asking();
  const { status, body } = await ask('GET /issues');
  expect([status, body.message]).toEqual([
    501,
    'The local GitHub does not implement GET /repos/team/web/issues: its README lists what it has',
  ]);
});

test.each([
  ['', 'Requires authentication'],
  ['Bearer wrong', 'Bad credentials'],
])('the authorization "%s" is refused', async (authorization, message) => {
  const { github } = await asking();
  const response = await fetch(`${github.url}/repos/team/web`, { headers: { authorization } });
  const body = (await response.json()) as { readonly message: string };
  expect([response.status, body.message]).toEqual([401, message]);
});

test.each([
  ['current', ['2026-03-10', '2022-11-28']],
  ['no-new-version', ['2022-11-28']],
  ['older', ['2022-11-28']],
] as const)('a server that is %s knows these versions of the API', async (age, versions) => {
  const { ask } = await asking({ age });
  for (const version of ['2026-03-10', '2022-11-28', '2019-01-01']) {
    const { status, body, headers } = await ask('GET ', undefined, { version });
    const isKnown = versions.some((each) => each === version);
    expect([version, status, headers.get('x-github-api-version-selected')]).toEqual(
      isKnown ? [version, 200, version] : [version, 400, null],
    );
    if (!isKnown)
      expect(body.message).toBe(
        `The API version "${version}" is not supported. Supported versions: ${versions.join(', ')}`,
      );
  }
});

test('a page leads to the pages around it', async () => {
  const environments = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, {}]));
  const { ask, github } = await asking({ environments });
  const page = (number: number): string =>
    `<${github.url}/repos/team/web/environments?per_page=2&page=${String(number)}>`;
  const linkOf = async (query: string): Promise<string | null> =>
    (await ask(`GET /environments?${query}`)).headers.get('link');
  expect(await linkOf('per_page=2')).toBe(`${page(2)}; rel="next", ${page(3)}; rel="last"`);
  expect(await linkOf('per_page=2&page=3')).toBe(`${page(2)}; rel="prev", ${page(1)}; rel="first"`);
  expect(await linkOf('per_page=5')).toBeNull();
});

test('a port in use is named', async () => {
  const { github } = await asking();
  const port = Number(new URL(github.url).port);
  await expect(startLocalGithub({ repository: 'team/web', port })).rejects.toThrow(
    `Port ${String(port)} is in use: give the local GitHub another one, or 0 for any.`,
  );
});

test('a job is told that its GitHub is here, or where it is said to be', async () => {
  const here = (await asking()).github;
  expect(here.environment.GITHUB_SERVER_URL).toBe(here.url);
  const { environment, url } = (await asking({ serverUrl: 'https://github.com' })).github;
  expect([environment.GITHUB_SERVER_URL, environment.GITHUB_API_URL]).toEqual(['https://github.com', url]);
});
