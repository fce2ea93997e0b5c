/** Which of the world's `images` entries is about the scans of an image: the first one that fits. */
import { fitsImage } from '../../tasks/image-choice.ts';
import type { ImageWorld } from '../../world.ts';
import { indexesOf, tagsAbove } from '../image-lookup.ts';
import type { Image, Repository } from '../repositories.ts';

export function entryOf(
  entries: readonly ImageWorld[],
  repository: Repository,
  { digest }: Image,
  platform: string | undefined,
): ImageWorld | undefined {
  const digests = [digest, ...indexesOf(repository, digest).map((index) => index.digest)];
  const image = { repository: repository.name, digests, tags: tagsAbove(repository, digest), platform };
  return entries.find((entry) => fitsImage(entry, image));
}
