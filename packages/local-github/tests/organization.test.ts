import { describe, expect, test } from '@jest/globals';
import { asking, namesOf } from './asking.ts';

const options = {
  repositories: { 'team/api': {}, 'team/site': { private: false }, 'other/web': {} },
  organization: {
    variables: {
      FOR_ALL: { value: '1', visibility: 'all' },
      FOR_PRIVATE: '2',
      FOR_API: { value: '3', visibility: 'selected', selected: ['team/api'] },
    },
  },
} as const;
const variable = '/orgs/team/actions/variables/FOR_API';

async function selected(ask: Awaited<ReturnType<typeof asking>>['ask']): Promise<readonly string[]> {
  return namesOf(await ask(`GET ${variable}/repositories`), 'repositories');
}

describe('variables of the organization', () => {
  test('are seen by the repositories that they are meant for', async () => {
    const { ask } = await asking(options);
    const seenBy = async (name: string): Promise<readonly string[]> =>
      namesOf(await ask(`GET /repos/team/${name}/actions/organization-variables`), 'variables');
    expect(await seenBy('web')).toEqual(['FOR_ALL', 'FOR_PRIVATE']);
    expect(await seenBy('api')).toEqual(['FOR_ALL', 'FOR_API', 'FOR_PRIVATE']);
    expect(await seenBy('site')).toEqual(['FOR_ALL']);
  });

  test('tell their visibility, and where the selected repositories stand', async () => {
    const { ask, github } = await asking(options);
    expect((await ask('GET /orgs/team/actions/variables/FOR_ALL')).body).toEqual({
      name: 'FOR_ALL',
      value: '1',
      visibility: 'all',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    });
    expect((await ask(`GET ${variable}`)).body.selected_repositories_url).toBe(
      `${github.url}${variable}/repositories`,
    );
  });

  test('have selected repositories that are set, added and taken away', async () => {
    const { ask } = await asking(options);
    expect(await selected(ask)).toEqual(['api']);
    expect((await ask(`PUT ${variable}/repositories/74`)).status).toBe(204);
    expect(await selected(ask)).toEqual(['web', 'api']);
    expect((await ask(`DELETE ${variable}/repositories/75`)).status).toBe(204);
    expect(await selected(ask)).toEqual(['web']);
    const ids = { selected_repository_ids: [76] };
    expect((await ask(`PUT ${variable}/repositories`, ids)).status).toBe(204);
    expect(await selected(ask)).toEqual(['site']);
  });

  test('keep their repositories when only the value changes', async () => {
    const { ask } = await asking(options);
    expect((await ask(`PATCH ${variable}`, { value: 'x' })).status).toBe(204);
    expect(await selected(ask)).toEqual(['api']);
  });

  test('of another visibility have no selected repositories', async () => {
    const { ask } = await asking(options);
    const path = '/orgs/team/actions/variables/FOR_ALL/repositories';
    expect((await ask(`GET ${path}`)).status).toBe(409);
    expect((await ask(`PUT ${path}`, { selected_repository_ids: [74] })).status).toBe(409);
    expect((await ask(`PUT ${path}/74`)).status).toBe(409);
    expect((await ask(`DELETE ${path}/74`)).status).toBe(409);
  });

  test('take no repository of somebody else, and no list without the visibility', async () => {
    const { ask } = await asking(options);
    expect((await ask(`PUT ${variable}/repositories`, { selected_repository_ids: [77] })).status).toBe(404);
    const body = { name: 'NEW', value: '', visibility: 'all', selected_repository_ids: [74] };
    expect((await ask('POST /orgs/team/actions/variables', body)).status).toBe(422);
  });
});

test('an owner that is no organization has no variables', async () => {
  const { ask } = await asking();
  expect((await ask('GET /orgs/team/actions/variables')).status).toBe(404);
});
