/**
 * Eventual consistency of images: for a while after a push, readers do not find the image, and find under its tag what
 * was there before. Whoever pushes is answered from what is really there.
 */

/** What one push did to a tag. */
export interface TagMove {
  readonly tag: string;
  /** The digest that it held. */
  readonly before: string | undefined;
  /** Cloud time in milliseconds. */
  readonly at: number;
}

/** What of a repository lags. */
interface Pushed {
  /** By digest. */
  readonly images: ReadonlyMap<string, { readonly pushedAt: Date }>;
  /** Tag → digest. */
  readonly tags: ReadonlyMap<string, string>;
  /** Oldest first. */
  readonly moves: readonly TagMove[];
}

/** @param lag milliseconds; 0: the repository itself. */
export function asItIsSeen<Repository extends Pushed>(
  repository: Repository,
  lag: number,
  now: number,
): Repository {
  if (lag === 0) return repository;
  const isRecent = (at: number): boolean => now - at < lag;
  const images = [...repository.images].filter(([, { pushedAt }]) => !isRecent(pushedAt.getTime()));
  const recent = repository.moves.filter(({ at }) => isRecent(at));
  return { ...repository, images: new Map(images), tags: tagsBefore(repository.tags, recent) };
}

function tagsBefore(tags: ReadonlyMap<string, string>, moves: readonly TagMove[]): Map<string, string> {
  const seen = new Map(tags);
  for (const { tag, before } of moves.toReversed()) {
    if (before === undefined) seen.delete(tag);
    else if (tags.has(tag)) seen.set(tag, before);
  }
  return seen;
}
