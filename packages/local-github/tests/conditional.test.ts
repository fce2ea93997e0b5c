/** What is the same still is not sent again, and takes nothing from the hour. */
import { expect, test } from '@jest/globals';
import type { LocalGithub } from '../src/local-github.ts';
import { asking } from './asking.ts';

const options = { variables: { A: '1' } } as const;
const list = '/repos/team/web/actions/variables';

interface Look {
  readonly known?: string | undefined;
  readonly token?: string;
  readonly version?: string;
}

const look = (github: LocalGithub, { known, token, version = '2026-03-10' }: Look = {}): Promise<Response> =>
  fetch(`${github.url}${list}`, {
    headers: {
      authorization: `Bearer ${token ?? github.tokens.everything}`,
      'x-github-api-version': version,
      ...(known === undefined ? {} : { 'if-none-match': known }),
    },
  });

const tagOf = ({ headers }: Response): string => headers.get('etag') ?? 'none';
const usedOf = ({ headers }: Response): string | null => headers.get('x-ratelimit-used');

test('what is the same still is answered with 304, its tag and no body', async () => {
  const { github, clock } = await asking(options);
  const first = await look(github);
  expect([first.status, tagOf(first)]).toEqual([200, expect.stringMatching(/^W\/"[0-9a-f]{64}"$/)]);
  clock.advance(60_000);
  const again = await look(github, { known: tagOf(first) });
  expect([again.status, tagOf(again), await again.text()]).toEqual([304, tagOf(first), '']);
  expect(again.headers.get('content-type')).toBeNull();
  expect(github.calls.map(({ status }) => status)).toEqual([200, 304]);
});

test('what has changed is sent with another tag', async () => {
  const { github } = await asking(options);
  const first = await look(github);
  github.variables.put('A', '2');
  const again = await look(github, { known: tagOf(first) });
  expect([again.status, tagOf(again) === tagOf(first)]).toEqual([200, false]);
});

test.each<[string, Look]>([
  ['token', { token: 'local-github-other' }],
  ['version', { version: '2022-11-28' }],
])('a tag is of one %s alone', async (_, other) => {
  const rights = { kind: 'fine-grained', permissions: { actions_variables: 'read' } } as const;
  const { github } = await asking({ ...options, tokens: { 'local-github-other': rights } });
  expect((await look(github, { ...other, known: tagOf(await look(github)) })).status).toBe(200);
});

test.each([
  ['one of several', (tag: string) => `"other", ${tag}`, 304],
  ['without the mark of a weak one', (tag: string) => tag.slice(2), 304],
  ['as any', () => '*', 304],
  ['another one', () => 'W/"other"', 200],
])('a tag named as %s', async (_, written, status) => {
  const { github } = await asking(options);
  expect((await look(github, { known: written(tagOf(await look(github))) })).status).toBe(status);
});

test('a 304 takes nothing from the hour, a 200 does', async () => {
  const { github } = await asking(options);
  const first = await look(github);
  const same = await look(github, { known: tagOf(first) });
  expect([first, same, await look(github)].map(usedOf)).toEqual(['1', '1', '2']);
});

test('a 304 is a point of the minute all the same', async () => {
  const { github } = await asking({ ...options, rateLimits: { pointsPerMinute: 2 } });
  const known = tagOf(await look(github));
  expect((await look(github, { known })).status).toBe(304);
  const refused = await look(github, { known });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
});

test('neither a refusal nor what is written has a tag', async () => {
  const { ask } = await asking(options);
  const missing = await ask('GET /actions/variables/NONE');
  const written = await ask('POST /actions/variables', { name: 'B', value: '1' });
  const made = await ask('PUT /environments/prod');
  expect([missing, written, made].map(({ status, headers }) => [status, headers.get('etag')])).toEqual([
    [404, null],
    [201, null],
    [200, null],
  ]);
});
