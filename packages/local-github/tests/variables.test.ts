import { describe, expect, test } from '@jest/globals';
import { asking, namesOf } from './asking.ts';

const places = [
  ['the repository', '/actions/variables'],
  ['an environment', '/environments/prod%2Feu/variables'],
  ['the organization', '/orgs/team/actions/variables'],
] as const;

const everywhere = { environments: { 'prod/eu': {} }, organization: {} };
const visibility = { visibility: 'all' };

describe.each(places)('variables of %s', (_, path) => {
  test('are created, read, changed, listed and deleted', async () => {
    const { ask } = await asking(everywhere);
    const made = { name: 'a', value: '1', ...visibility };
    expect((await ask(`POST ${path}`, made)).status).toBe(201);
    expect((await ask(`POST ${path}`, { ...made, name: 'A' })).status).toBe(409);
    expect((await ask(`PATCH ${path}/a`, { value: '2' })).status).toBe(204);
    expect((await ask(`GET ${path}/A`)).body).toMatchObject({ name: 'A', value: '2' });
    expect((await ask(`GET ${path}`)).body.total_count).toBe(1);
    expect((await ask(`DELETE ${path}/A`)).status).toBe(204);
    expect((await ask(`DELETE ${path}/A`)).status).toBe(404);
    expect((await ask(`PATCH ${path}/A`, { value: '3' })).status).toBe(404);
    expect((await ask(`GET ${path}/A`)).status).toBe(404);
  });

  test('bear the times at which they were written', async () => {
    const { ask, clock } = await asking(everywhere);
    await ask(`POST ${path}`, { name: 'A', value: '1', ...visibility });
    clock.advance(61_500);
    await ask(`PATCH ${path}/A`, { value: '2' });
    expect((await ask(`GET ${path}/A`)).body).toMatchObject({
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:01:01Z',
    });
  });

  test('may get another name, which must be free', async () => {
    const { ask } = await asking(everywhere);
    await ask(`POST ${path}`, { name: 'A', value: '1', ...visibility });
    await ask(`POST ${path}`, { name: 'B', value: '2', ...visibility });
    expect((await ask(`PATCH ${path}/A`, { name: 'b' })).status).toBe(409);
    expect((await ask(`PATCH ${path}/A`, { name: 'c' })).status).toBe(204);
    expect(namesOf(await ask(`GET ${path}`), 'variables')).toEqual(['B', 'C']);
  });

  test('come in the order of their names, ten to a page and thirty at most', async () => {
    const { ask } = await asking(everywhere);
    for (let n = 34; n >= 0; n -= 1)
      await ask(`POST ${path}`, { name: `V${String(n).padStart(2, '0')}`, value: '', ...visibility });
    const first = await ask(`GET ${path}`);
    expect([first.body.total_count, namesOf(first, 'variables')[9]]).toEqual([35, 'V09']);
    expect(namesOf(await ask(`GET ${path}?per_page=100&page=2`), 'variables')).toEqual([
      'V30',
      'V31',
      'V32',
      'V33',
      'V34',
    ]);
  });

  test.each([
    ['begins with a digit', { name: '1A', value: 'x' }],
    ['has a hyphen', { name: 'A-B', value: 'x' }],
    ['begins with GITHUB_', { name: 'github_a', value: 'x' }],
    ['is missing', { value: 'x' }],
    ['has no value', { name: 'A' }],
    ['has more than 48 KB', { name: 'A', value: 'x'.repeat(48 * 1024 + 1) }],
  ])('one whose name or value %s is refused', async (__, body) => {
    const { ask, github } = await asking(everywhere);
    expect((await ask(`POST ${path}`, { ...body, ...visibility })).status).toBe(422);
    expect(github.variables.size + github.organizationVariables.size).toBe(0);
  });
});

test.each([
  ['the repository', '/actions/variables', 500],
  ['an environment', '/environments/prod/variables', 100],
  ['the organization', '/orgs/team/actions/variables', 1000],
])('%s takes no more than GitHub allows', async (_, path, most) => {
  const all = Object.fromEntries(Array.from({ length: most }, (__, n) => [`V${String(n)}`, '']));
  const { ask } = await asking({
    variables: most === 500 ? all : {},
    environments: { prod: { variables: most === 100 ? all : {} } },
    organization: { variables: most === 1000 ? all : {} },
  });
  const answer = await ask(`POST ${path}`, { name: 'ONE_MORE', value: '', ...visibility });
  expect([answer.status, answer.body.message]).toEqual([
    422,
    `Variables limit reached: there can be at most ${String(most)} variables.`,
  ]);
});

test('an environment that is not there has no variables', async () => {
  const { ask } = await asking();
  expect((await ask('GET /environments/prod/variables')).status).toBe(404);
  expect((await ask('POST /environments/prod/variables', { name: 'A', value: '1' })).status).toBe(404);
});

test('somebody else may write meanwhile', async () => {
  const { ask, github, clock } = await asking({ variables: { A: '1' }, environments: { prod: {} } });
  clock.advance(5000);
  github.variables.put('a', '2');
  github.environments.get('prod')?.variables.put('B', '3');
  expect((await ask('GET /actions/variables/A')).body).toMatchObject({
    value: '2',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:05Z',
  });
  expect((await ask('GET /environments/PROD/variables/B')).body.value).toBe('3');
});
