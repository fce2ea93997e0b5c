/** Who sees a variable already, and who shall: names of repositories change, and what they name does not. */
import { expect, test } from '@jest/globals';
import { accessChanges } from '../../src/planning/access.ts';
import type { Variable } from '../../src/ports.ts';

const seen: readonly Variable[] = [{ name: 'A', value: '1', updatedAt: 7, visibility: 'selected' }];

/** `team/old` is called `team/new` today. */
const changesFor = async (
  asked: readonly string[],
  today: readonly string[],
): Promise<{
  readonly changes: readonly (readonly [string, object])[];
  readonly looked: readonly string[];
}> => {
  const looked: string[] = [];
  const changes = await accessChanges(
    { visibility: 'selected', repositories: asked, isExplicit: true },
    seen,
    {
      of: async () => today,
      find: async (slug) => {
        looked.push(slug);
        return { id: 1, slug: slug === 'team/old' ? 'team/new' : slug };
      },
    },
  );
  return { changes: [...changes], looked };
};

test('a repository that is asked for by its old name is the same', async () => {
  expect((await changesFor(['team/old', 'team/web'], ['team/new', 'team/web'])).changes).toEqual([]);
  expect((await changesFor(['team/old', 'team/new'], ['team/new'])).changes).toEqual([]);
});

test('another one is a change, told by the names of today', async () => {
  expect((await changesFor(['team/old', 'team/api'], ['team/web'])).changes).toEqual([
    ['A', { from: 'team/web', to: 'team/api, team/new' }],
  ]);
});

test('the same names in another order and case are looked up nowhere', async () => {
  expect(await changesFor(['team/web', 'Team/API'], ['team/api', 'team/web'])).toEqual({
    changes: [],
    looked: [],
  });
});
