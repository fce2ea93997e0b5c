/** The policy of a repository that is made: what is deployed is claimed before any rule that expires. */
import { expect, test } from '@jest/globals';
import { cacheTag } from '../src/wanted-build.ts';
import { lifecyclePolicy } from '../src/lifecycle-policy.ts';

interface Rule {
  readonly rulePriority: number;
  readonly selection: { readonly tagStatus: string; readonly tagPrefixList?: readonly string[] };
}

const { rules } = JSON.parse(lifecyclePolicy) as { readonly rules: readonly Rule[] };

test('what is deployed is claimed first, and all others last', () => {
  expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2, 3, 4]);
  expect(rules[0]?.selection.tagPrefixList).toEqual(['deployed-']);
  expect(rules.at(-1)?.selection.tagStatus).toBe('any');
});

test('caches expire under the beginning that their tags have', () => {
  const [prefix = ''] = rules[1]?.selection.tagPrefixList ?? [];
  expect(cacheTag('web')).toMatch(new RegExp(`^${prefix}`));
  expect(cacheTag(undefined)).toMatch(new RegExp(`^${prefix}`));
});
