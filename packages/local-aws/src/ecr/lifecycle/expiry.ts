/** The policy of a repository against its images: what it would expire, and the images gone. */
import { indexesOf, tagsOf } from '../image-lookup.ts';
import { removeImage } from '../remove-image.ts';
import type { Image, Repository } from '../repositories.ts';
import { expiries, type Candidate, type Expiry } from './evaluate.ts';
import { parsePolicy } from './policy.ts';

interface ImageCandidate extends Candidate {
  readonly image: Image;
}

/**
 * What an index lists goes with nothing but the index, and what refers to an image with nothing but that image.
 * @param text of the policy; checked already.
 * @param now cloud time in milliseconds.
 */
export function expiriesOf(
  repository: Repository,
  text: string,
  now: number,
): readonly Expiry<ImageCandidate>[] {
  const { images } = repository;
  const free = [...images.values()].filter(
    ({ digest, artifact, archived }) =>
      !archived && !images.has(artifact.subject ?? '') && indexesOf(repository, digest).length === 0,
  );
  const candidates = free.map((image) => ({
    image,
    digest: image.digest,
    tags: tagsOf(repository, image.digest),
    pushedAt: image.pushedAt.getTime(),
    pulledAt: image.pulledAt,
  }));
  return expiries(parsePolicy(text), candidates, now);
}

/** @returns how many images are gone; another look may find more, which they had held. */
export function expireImages(repository: Repository, now: number): number {
  const text = repository.policies.lifecycle;
  if (text === undefined) return 0;
  const expired = expiriesOf(repository, text, now);
  for (const { image } of expired) removeImage(repository, image.digest);
  return expired.length;
}
