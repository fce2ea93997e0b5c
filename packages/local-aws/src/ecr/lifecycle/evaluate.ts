/**
 * Which images a policy expires, and by which rule. All rules look at all images, as if nothing had been expired; an
 * image belongs to the first rule that its tags fit, whether or not that one expires it, and no later rule can. Pure.
 */
import { matchesPattern } from '../../patterns.ts';
import type { LifecycleRule, Limit, TagSelection } from './policy.ts';

export interface Candidate {
  readonly digest: string;
  readonly tags: readonly string[];
  /** Milliseconds. */
  readonly pushedAt: number;
  /** Milliseconds; undefined when it was never pulled. */
  readonly pulledAt: number | undefined;
}

export interface Expiry<C extends Candidate> {
  readonly image: C;
  readonly priority: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * @param rules by priority
 * @param images those that may be expired on their own; none that an index lists
 * @returns oldest image first
 */
export function expiries<C extends Candidate>(
  rules: readonly LifecycleRule[],
  images: readonly C[],
  now: number,
): readonly Expiry<C>[] {
  const newestFirst = images.toSorted((one, other) => other.pushedAt - one.pushedAt);
  const owner = new Map(
    images.map((image) => [image.digest, rules.find(({ tags }) => isMeant(tags, image))?.priority]),
  );
  const expired = rules.flatMap(({ priority, tags, limit }) =>
    beyond(
      limit,
      newestFirst.filter((image) => isMeant(tags, image)),
      now,
    )
      .filter(({ digest }) => owner.get(digest) === priority)
      .map((image) => ({ image, priority })),
  );
  return expired.toSorted((one, other) => one.image.pushedAt - other.image.pushedAt);
}

function isMeant(selection: TagSelection, { tags }: Candidate): boolean {
  switch (selection.kind) {
    case 'any':
      return true;
    case 'untagged':
      return tags.length === 0;
    case 'tagged':
      return selection.patterns.every((pattern) => tags.some((tag) => matchesPattern(pattern, tag)));
  }
}

function beyond<C extends Candidate>(limit: Limit, newestFirst: readonly C[], now: number): readonly C[] {
  if (limit.kind === 'count') return newestFirst.slice(limit.images);
  return newestFirst.filter(({ pushedAt, pulledAt }) => {
    const since = limit.since === 'pulled' ? (pulledAt ?? pushedAt) : pushedAt;
    return now - since > limit.days * day;
  });
}
