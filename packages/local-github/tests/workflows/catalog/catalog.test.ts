/** Workflows over the API: which there are, by what names they are found, and in what state they are. */
import { expect, test } from '@jest/globals';
import { doing, stageOf, type Stage } from '../stage.ts';

const nothing = async (): Promise<void> => undefined;

const several = (): Promise<Stage> =>
  stageOf({
    refs: ['main', 'next'],
    handlers: {
      'release.yml': doing(nothing, { name: 'Release' }),
      'off.yml': doing(nothing, { disabled: true }),
      'old.yml': doing(nothing, { state: 'disabled_inactivity' }),
      'coming.yml': doing(nothing, { at: { main: false } }),
    },
  });

test('those of the default branch are listed, with their states', async () => {
  const { ask, github } = await several();
  const { body } = await ask('GET /actions/workflows');
  expect(body).toMatchObject({
    total_count: 3,
    workflows: [
      {
        id: 5001,
        name: 'Release',
        path: '.github/workflows/release.yml',
        state: 'active',
        created_at: '2026-01-01T00:00:00Z',
        html_url: `${github.url}/team/web/blob/main/.github/workflows/release.yml`,
      },
      { id: 5002, name: '.github/workflows/off.yml', state: 'disabled_manually' },
      { id: 5003, state: 'disabled_inactivity' },
    ],
  });
});

test('the list has pages', async () => {
  const { ask } = await several();
  const { body } = await ask('GET /actions/workflows?per_page=2&page=2');
  expect(body).toMatchObject({ total_count: 3, workflows: [{ id: 5003 }] });
});

test.each(['release.yml', '5001'])('one is found as %s', async (named) => {
  const { ask } = await several();
  expect((await ask(`GET /actions/workflows/${named}`)).body).toMatchObject({ id: 5001, name: 'Release' });
});

test.each(['nope.yml', 'Release', '5009', 'coming.yml', '5004'])('%s is not found', async (named) => {
  const { ask } = await several();
  expect((await ask(`GET /actions/workflows/${named}`)).status).toBe(404);
});

test('one that is disabled takes no dispatch until it is enabled again', async () => {
  const { ask, dispatch } = await several();
  expect((await ask('PUT /actions/workflows/release.yml/disable')).status).toBe(204);
  expect((await ask('GET /actions/workflows/5001')).body.state).toBe('disabled_manually');
  await expect(dispatch('release.yml')).rejects.toThrow('on a disabled workflow');
  expect((await ask('PUT /actions/workflows/5001/enable')).status).toBe(204);
  expect(await dispatch('release.yml')).toBe(1001);
});
