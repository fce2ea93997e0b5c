import { expect, test } from '@jest/globals';
import { asking, namesOf } from './asking.ts';

const options = {
  variables: { A: '1' },
  repositories: {
    'team/api': { variables: { B: '2' }, refs: ['trunk', 'v1'] },
    'other/site': { private: false },
  },
} as const;

test('each repository has an id, an owner and a default branch of its own', async () => {
  const { ask } = await asking(options);
  expect((await ask('GET /repos/Team/Web')).body).toMatchObject({
    ...{ id: 74, full_name: 'team/web', private: true, default_branch: 'main', visibility: 'private' },
    owner: { login: 'team' },
  });
  expect((await ask('GET /repos/team/api')).body).toMatchObject({ id: 75, default_branch: 'trunk' });
  expect((await ask('GET /repos/other/site')).body).toMatchObject({ private: false, visibility: 'public' });
  expect((await ask('GET /repos/team/nothing')).status).toBe(404);
});

test('what is written in one repository is in no other', async () => {
  const { ask, github } = await asking(options);
  await ask('POST /repos/team/api/actions/variables', { name: 'C', value: '3' });
  expect(namesOf(await ask('GET /actions/variables'), 'variables')).toEqual(['A']);
  expect([...github.repository('team/api').variables.keys()]).toEqual(['B', 'C']);
  expect(() => github.repository('team/nothing')).toThrow('The local GitHub has no repository team/nothing.');
});

test('runs have ids that no other repository has', async () => {
  const handlers = { 'release.yml': { inputs: {}, perform: () => Promise.resolve() } };
  const { ask } = await asking({ handlers, repositories: { 'team/api': { handlers } } });
  const start = async (name: string): Promise<unknown> => {
    const path = `/repos/team/${name}/actions/workflows/release.yml/dispatches`;
    return (await ask(`POST ${path}`, { ref: 'main' })).body.workflow_run_id;
  };
  expect([await start('web'), await start('api'), await start('web')]).toEqual([1001, 1002, 1003]);
});
