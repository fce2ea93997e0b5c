import { expect, test } from '@jest/globals';
import { tokenKindOf, type TokenKind } from '../src/token-kind.ts';
import { adviceAt, type VariablesPlace } from '../src/variables-place.ts';

test.each<[string, TokenKind]>([
  ['ghs_abc', 'installation'],
  ['github_pat_abc', 'fine-grained'],
  ['ghp_abc', 'classic'],
  ['gho_abc', 'classic'],
  ['0123456789abcdef', 'unknown'],
])('%s is %s', (token, kind) => {
  expect(tokenKindOf(token)).toBe(kind);
});

const web = { owner: 'team', repo: 'web' };

test.each<[TokenKind, VariablesPlace, string]>([
  [
    'installation',
    { kind: 'repository', ...web },
    'Set `token:` to a fine-grained token or one of a GitHub App with the repository permission `Variables: write` for this repository: the token of a job can never have it.',
  ],
  [
    'fine-grained',
    { kind: 'environment', environment: 'prod', ...web },
    'Give the fine-grained token the repository permissions `Variables: write` and `Environments: write` for this repository.',
  ],
  [
    'classic',
    { kind: 'organization', org: 'team' },
    'Give the classic token the scope `admin:org`, or use a fine-grained one with the organization permission `Variables: write` in this organization.',
  ],
  [
    'unknown',
    { kind: 'organization', org: 'team' },
    'Give the token the organization permission `Variables: write` in this organization.',
  ],
])('a token of kind %s is advised for where it is used', (kind, place, advice) => {
  expect(adviceAt(place, kind)).toBe(advice);
});
