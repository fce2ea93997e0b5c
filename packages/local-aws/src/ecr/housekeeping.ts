/**
 * What ECR does once a day by itself: lifecycle policies are applied, what referred to a deleted image goes, and so do
 * layers that no image needs and uploads that nobody finished. It is caught up on with the next request, before that is
 * answered: nobody can see the difference, and a cloud that nobody asks has nothing to wake up for.
 */
import { children } from '@slipway/oci/manifest';
import type { BlobStore } from './blob-store.ts';
import { expireImages } from './lifecycle/expiry.ts';
import { removeImage } from './remove-image.ts';
import type { Repositories, Repository } from './repositories.ts';
import type { UploadSessions } from './upload-sessions.ts';

export interface House {
  readonly repositories: Repositories;
  readonly blobs: BlobStore;
  readonly sessions: UploadSessions;
  /** Cloud time in milliseconds. */
  readonly now: () => number;
}

const day = 24 * 60 * 60 * 1000;

/** @returns what is called before each request. */
export function createHousekeeping(house: House): () => void {
  let last = house.now();
  return () => {
    const days = Math.floor((house.now() - last) / day);
    if (days < 1) return;
    last += days * day;
    for (const repository of house.repositories.list()) keepRepository(repository, days, last);
    house.sessions.sweep();
    removeUnheld(house);
  };
}

/** Each day may expire what only the day before set free: the images of an index that is gone. */
function keepRepository(repository: Repository, days: number, at: number): void {
  for (let count = 0; count < days; count += 1) {
    const gone = expireImages(repository, at) + dropOrphans(repository);
    if (repository.policies.lifecycle !== undefined) repository.evaluatedAt = at;
    if (gone === 0) break;
  }
  dropUnneeded(repository, at);
}

/** What refers to an image that was here and is no more. */
function dropOrphans(repository: Repository): number {
  const orphans = [...repository.images.values()].filter(({ artifact }) =>
    repository.gone.has(artifact.subject ?? ''),
  );
  for (const { digest } of orphans) removeImage(repository, digest);
  return orphans.length;
}

/** A layer that was pushed within the day may belong to an image that is still to come. */
function dropUnneeded({ images, blobs }: Repository, at: number): void {
  const needed = new Set(
    [...images.values()].flatMap(({ manifest }) => children(manifest)).map(({ digest }) => digest),
  );
  for (const [digest, { since }] of blobs) {
    if (!needed.has(digest) && at - since >= day) blobs.delete(digest);
  }
}

function removeUnheld({ repositories, blobs }: House): void {
  const held = new Set(repositories.list().flatMap((repository) => [...repository.blobs.keys()]));
  for (const digest of blobs.digests()) if (!held.has(digest)) blobs.remove(digest);
}
