/** Who sees a variable, against who shall. */
import { describe, expect, test } from '@jest/globals';
import type { AskedAccess } from '../../src/asking/target.ts';
import { accessOf, type AccessChange } from '../../src/planning/access.ts';
import type { Selections, Variable } from '../../src/ports.ts';

/** By the name that it had before. */
const today: Readonly<Record<string, string>> = { 'team/old-web': 'team/web' };
const ids = ['team/docs', 'team/web', 'team/api'];

/** A variable that web and api see; the calls are kept. */
function organization(): Selections & { readonly calls: readonly string[] } {
  const calls: string[] = [];
  return {
    calls,
    of: async (name) => {
      calls.push(`of ${name}`);
      return ['team/web', 'team/api'];
    },
    find: async (slug) => {
      calls.push(`find ${slug}`);
      const known = today[slug] ?? slug;
      return { id: ids.indexOf(known), slug: known };
    },
  };
}

const asked = (visibility: AskedAccess['visibility'], ...repositories: readonly string[]): AskedAccess => ({
  visibility,
  repositories,
  isExplicit: true,
});
const seen = (visibility: Variable['visibility']): Variable => ({
  name: 'A',
  value: '',
  updatedAt: 0,
  visibility,
});
const changeOf = (wish: AskedAccess, visibility: Variable['visibility']): Promise<AccessChange | undefined> =>
  accessOf(wish, organization()).changeOf(seen(visibility));

describe('what changes', () => {
  test.each<[string, AskedAccess, Variable['visibility'], AccessChange | undefined]>([
    ['private, and it is', asked('private'), 'private', undefined],
    [
      'private, and all see it',
      asked('private'),
      'all',
      { from: 'all repositories', to: 'private repositories' },
    ],
    [
      'private, and GitHub does not say who sees it: perhaps all',
      asked('private'),
      undefined,
      { from: 'all repositories', to: 'private repositories' },
    ],
    ['two, and these see it', asked('selected', 'team/API', 'team/web'), 'selected', undefined],
    [
      'two, one by the name that it had before',
      asked('selected', 'team/api', 'team/old-web'),
      'selected',
      undefined,
    ],
    [
      'one of the two',
      asked('selected', 'team/web'),
      'selected',
      { from: 'team/api, team/web', to: 'team/web' },
    ],
    [
      'others, told by the names of today',
      asked('selected', 'team/old-web', 'team/docs'),
      'selected',
      { from: 'team/api, team/web', to: 'team/docs, team/web' },
    ],
    [
      'two, and private ones see it',
      asked('selected', 'team/web'),
      'private',
      { from: 'private repositories', to: 'team/web' },
    ],
    ['nothing is asked for', { ...asked('private'), isExplicit: false }, 'all', undefined],
  ])('%s', async (_, wish, visibility, change) => {
    expect(await changeOf(wish, visibility)).toEqual(change);
  });
});

test('one that is asked for by two names is sent once', async () => {
  const wish = asked('selected', 'team/old-web', 'team/web');
  expect(await accessOf(wish, organization()).toSend()).toEqual({
    visibility: 'selected',
    selectedRepositories: [1],
  });
});

test('repositories are looked up once, and only when somebody needs them', async () => {
  const selections = organization();
  const access = accessOf(asked('selected', 'team/api', 'team/web'), selections);
  await access.changeOf(seen('selected'));
  expect(selections.calls).toEqual(['of A']);
  expect(await access.toSend()).toEqual({ visibility: 'selected', selectedRepositories: [2, 1] });
  await access.toSend();
  expect(selections.calls).toEqual(['of A', 'find team/api', 'find team/web']);
});
