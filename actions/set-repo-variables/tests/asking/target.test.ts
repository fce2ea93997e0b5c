import { describe, expect, test } from '@jest/globals';
import { targetName, targetOf, type Target } from '../../src/asking/target.ts';
import { given } from '../given.ts';

const job = { repository: 'team/web', repositoryOwner: 'team' };

test.each<[Readonly<Record<string, string>>, Target, string]>([
  [{}, { scope: 'repository', repository: 'team/web' }, 'team/web'],
  [{ repository: 'other/api' }, { scope: 'repository', repository: 'other/api' }, 'other/api'],
  [
    { scope: 'environment', environment: 'prod/eu', 'create-environment': 'true' },
    { scope: 'environment', repository: 'team/web', environment: 'prod/eu', create: true },
    'environment prod/eu of team/web',
  ],
  [
    { scope: 'organization' },
    {
      scope: 'organization',
      organization: 'team',
      access: { visibility: 'private', repositories: [], isExplicit: false },
    },
    'organization team',
  ],
  [
    {
      scope: 'organization',
      organization: 'Octo',
      visibility: 'selected',
      'selected-repositories': 'octo/a\nOcto/b',
    },
    {
      scope: 'organization',
      organization: 'Octo',
      access: { visibility: 'selected', repositories: ['octo/a', 'Octo/b'], isExplicit: true },
    },
    'organization Octo',
  ],
])('%j', (values, target, name) => {
  expect(targetOf(given(values), job)).toEqual(target);
  expect(targetName(target)).toBe(name);
});

describe('what does not fit together is refused', () => {
  test.each<[Readonly<Record<string, string>>, string]>([
    [{ environment: 'prod' }, '`environment` belongs to the scope environment, and `scope` is `repository`'],
    [{ scope: 'environment' }, '`environment` must be set with `scope: environment`'],
    [
      { scope: 'organization', repository: 'team/web', 'create-environment': 'true' },
      '`repository` belongs to the scope repository or environment, and `scope` is `organization`; `create-environment` belongs to the scope environment, and `scope` is `organization`',
    ],
    [{ visibility: 'all' }, '`visibility` belongs to the scope organization, and `scope` is `repository`'],
    [
      { organization: 'team' },
      '`organization` belongs to the scope organization, and `scope` is `repository`',
    ],
    [
      { scope: 'organization', visibility: 'selected' },
      '`selected-repositories` must name at least one with `visibility: selected`',
    ],
    [
      { scope: 'organization', 'selected-repositories': 'team/a' },
      '`selected-repositories` needs `visibility: selected`',
    ],
    [
      { scope: 'organization', visibility: 'selected', 'selected-repositories': 'team/a\nother/b' },
      '`selected-repositories` names `other/b`, which is not of team',
    ],
  ])('%j', (values, problem) => {
    expect(() => targetOf(given(values), job)).toThrow(`: ${problem}. Correct it under \`with:\``);
  });
});

test('a job that says nothing of itself must be told', () => {
  const nobody = { repository: undefined, repositoryOwner: undefined };
  expect(() => targetOf(given(), nobody)).toThrow('No repository is known');
  expect(() => targetOf(given({ scope: 'organization' }), nobody)).toThrow(
    'No organization is known: neither the input `organization` nor GITHUB_REPOSITORY_OWNER is set. Set `organization:` to its name.',
  );
});
