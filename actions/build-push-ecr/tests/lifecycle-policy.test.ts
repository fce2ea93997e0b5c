/** The policy of a repository that is made, applied as ECR applies it: what is deployed outlives everything else. */
import { expect, test } from '@jest/globals';
import { expiries } from '../../../packages/local-aws/src/ecr/lifecycle/evaluate.ts';
import { parsePolicy } from '../../../packages/local-aws/src/ecr/lifecycle/policy.ts';
import { cachePrefix, lifecyclePolicy } from '../src/lifecycle-policy.ts';
import { cacheTag } from '../src/cache-name.ts';

const rules = parsePolicy(lifecyclePolicy);
const day = 24 * 60 * 60 * 1000;
const now = 10_000 * day;

interface Pushed {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: number;
  readonly pulledAt: undefined;
}

const pushed = (digest: string, daysAgo: number, ...tags: readonly string[]): Pushed => ({
  digest,
  tags,
  pushedAt: now - daysAgo * day,
  pulledAt: undefined,
});

const expired = (...images: readonly Pushed[]): readonly string[] =>
  expiries(rules, images, now).map(({ image }) => image.digest);

test('what one environment runs for years outlives thousands of deployments to another', () => {
  const production = pushed('production', 2000, 'c0ffee', 'deployed-production-1');
  const staging = Array.from({ length: 5000 }, (_, index) =>
    pushed(`staging-${String(index)}`, index / 20, `deployed-staging-${String(index)}`),
  );
  expect(expired(production, ...staging)).toEqual([]);
});

test('of images that were never deployed the last 500 stay', () => {
  const images = Array.from({ length: 502 }, (_, index) =>
    pushed(`image-${String(index)}`, index, `tag-${String(index)}`),
  );
  expect(expired(...images)).toEqual(['image-501', 'image-500']);
});

test('caches and untagged images go by their age', () => {
  expect(
    expired(
      pushed('old cache', 15, 'cache-web'),
      pushed('cache', 13, 'cache-api'),
      pushed('old and untagged', 8),
      pushed('untagged', 6),
    ),
  ).toEqual(['old cache', 'old and untagged']);
});

test('caches have the beginning that the policy knows', () => {
  expect(cacheTag('web').startsWith(cachePrefix)).toBe(true);
});
