/** An image leaves its repository, with its tags; what refers to it follows within the day. */
import { tagsOf } from './image-lookup.ts';
import type { Repository } from './repositories.ts';

export function removeImage(repository: Repository, digest: string): void {
  for (const tag of tagsOf(repository, digest)) repository.tags.delete(tag);
  repository.images.delete(digest);
  repository.gone.add(digest);
}
