import { expect, test } from '@jest/globals';
import { asking, namesOf } from './asking.ts';

const prod = {
  variables: { A: '1' },
  waitTimer: 30,
  preventSelfReview: true,
  reviewers: ['ada', 'team:owners'],
  branches: { protected_branches: true, custom_branch_policies: false },
} as const;

const typesOf = (body: Record<string, unknown>): readonly unknown[] =>
  (body.protection_rules as readonly { readonly type: string }[]).map(({ type }) => type);

test('an environment is found by its name in any case, with all that protects it', async () => {
  const { ask } = await asking({ environments: { 'Prod/EU': prod } });
  const { status, body } = await ask('GET /environments/prod%2Feu');
  expect([status, body.name, body.deployment_branch_policy]).toEqual([200, 'Prod/EU', prod.branches]);
  expect(body.protection_rules).toMatchObject([
    { type: 'wait_timer', wait_timer: 30 },
    {
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: [
        { type: 'User', reviewer: { login: 'ada' } },
        { type: 'Team', reviewer: { slug: 'owners' } },
      ],
    },
    { type: 'branch_policy' },
  ]);
});

test('one that is not there is made by sending it', async () => {
  const { ask } = await asking();
  expect((await ask('GET /environments/prod')).status).toBe(404);
  const { status, body } = await ask('PUT /environments/prod');
  expect([status, body.name, body.protection_rules]).toEqual([200, 'prod', []]);
  expect((await ask('POST /environments/prod/variables', { name: 'A', value: '1' })).status).toBe(201);
});

test('one that is there loses every protection that is not sent along, and keeps its variables', async () => {
  const { ask } = await asking({ environments: { prod } });
  const { body } = await ask('PUT /environments/prod', { wait_timer: 5 });
  expect(typesOf(body)).toEqual(['wait_timer']);
  expect(body.deployment_branch_policy).toBeNull();
  expect(namesOf(await ask('GET /environments/prod/variables'), 'variables')).toEqual(['A']);
});

test('reviewers are sent by their ids', async () => {
  const { ask, github } = await asking({ environments: { prod } });
  const [ada] = github.environments.get('prod')?.reviewers ?? [];
  const { body } = await ask('PUT /environments/prod', { reviewers: [{ type: 'User', id: ada?.id }] });
  expect(body.protection_rules).toMatchObject([{ reviewers: [{ reviewer: { login: 'ada' } }] }]);
});

test.each([
  ['a longer wait than 30 days', { wait_timer: 43_201 }],
  ['seven reviewers', { reviewers: Array.from({ length: 7 }, (_, id) => ({ type: 'User', id })) }],
  [
    'a policy of both kinds',
    { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } },
  ],
])('%s is refused, and nothing is changed', async (_, body) => {
  const { ask } = await asking({ environments: { prod } });
  expect((await ask('PUT /environments/prod', body)).status).toBe(422);
  expect(typesOf((await ask('GET /environments/prod')).body)).toHaveLength(3);
});

test('environments are listed with pages, and deleted', async () => {
  const { ask } = await asking({ environments: { b: {}, a: {}, c: {} } });
  const listed = await ask('GET /environments?per_page=2');
  expect([listed.body.total_count, namesOf(listed, 'environments')]).toEqual([3, ['a', 'b']]);
  expect((await ask('DELETE /environments/A')).status).toBe(204);
  expect((await ask('DELETE /environments/a')).status).toBe(404);
});
