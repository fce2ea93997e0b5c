/** What holds of every lifecycle policy, over random policies and images. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expiries, type Candidate } from '../src/ecr/lifecycle/evaluate.ts';
import type { LifecycleRule, TagSelection } from '../src/ecr/lifecycle/policy.ts';
import { matchesPattern } from '../src/patterns.ts';

const day = 24 * 3_600_000;

const selection: fc.Arbitrary<TagSelection> = fc.oneof(
  fc.constant<TagSelection>({ kind: 'any' }),
  fc.constant<TagSelection>({ kind: 'untagged' }),
  fc
    .uniqueArray(fc.constantFrom('v*', 'deployed-*', '*1', 'v2'), { minLength: 1, maxLength: 2 })
    .map((patterns): TagSelection => ({ kind: 'tagged', patterns })),
);

const limit: fc.Arbitrary<LifecycleRule['limit']> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((images) => ({ kind: 'count' as const, images })),
  fc.integer({ min: 1, max: 9 }).map((days) => ({ kind: 'age' as const, days, since: 'pushed' as const })),
);

const policy: fc.Arbitrary<readonly LifecycleRule[]> = fc
  .array(fc.record({ tags: selection, limit }), { minLength: 1, maxLength: 4 })
  .map((rules) => rules.map((rule, at) => ({ ...rule, priority: (at + 1) * 10 })));

const repository: fc.Arbitrary<readonly Candidate[]> = fc
  .array(
    fc.record({
      tags: fc.uniqueArray(fc.constantFrom('v1', 'v2', 'deployed-1', 'latest'), { maxLength: 3 }),
      daysAgo: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 12 },
  )
  .map((images) =>
    images.map(({ tags, daysAgo }, at) => ({
      digest: `image ${at}`,
      tags,
      pushedAt: -daysAgo * day,
      pulledAt: undefined,
    })),
  );

const fits = ({ tags: selected }: LifecycleRule, { tags }: Candidate): boolean =>
  selected.kind === 'any' ||
  (selected.kind === 'untagged'
    ? tags.length === 0
    : selected.patterns.every((pattern) => tags.some((tag) => matchesPattern(pattern, tag))));

const always = (holds: (rules: readonly LifecycleRule[], images: readonly Candidate[]) => void): void =>
  fc.assert(fc.property(policy, repository, holds), { seed: 6, numRuns: 500 });

test('an image expires at most once, and by the first rule that its tags fit', () =>
  always((rules, images) => {
    const expired = expiries(rules, images, 0);
    expect(new Set(expired.map(({ image }) => image.digest)).size).toBe(expired.length);
    for (const { image, priority } of expired) {
      expect(rules.find((rule) => fits(rule, image))?.priority).toBe(priority);
    }
  }));

test('no image expires while an older one of the same rule, with the same claim, stays', () =>
  always((rules, images) => {
    const expired = new Map(
      expiries(rules, images, 0).map(({ image, priority }) => [image.digest, priority]),
    );
    for (const rule of rules) {
      const own = images.filter((image) => rules.find((each) => fits(each, image)) === rule);
      const kept = own.filter(({ digest }) => !expired.has(digest)).map(({ pushedAt }) => pushedAt);
      const gone = own.filter(({ digest }) => expired.has(digest)).map(({ pushedAt }) => pushedAt);
      expect(Math.max(-Infinity, ...gone)).toBeLessThanOrEqual(Math.min(Infinity, ...kept));
    }
  }));

test('a rule by count leaves as many as it says, when there are so many', () =>
  always((rules, images) => {
    const gone = new Set(expiries(rules, images, 0).map(({ image }) => image.digest));
    for (const rule of rules.filter((each) => each.limit.kind === 'count')) {
      const meant = images.filter((image) => fits(rule, image));
      const lost = meant.filter(
        (image) => gone.has(image.digest) && rules.find((each) => fits(each, image)) === rule,
      );
      const most = rule.limit.kind === 'count' ? rule.limit.images : 0;
      expect(lost.length).toBeLessThanOrEqual(Math.max(0, meant.length - most));
    }
  }));
