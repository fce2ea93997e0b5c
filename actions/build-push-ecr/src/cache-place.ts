/** Whether a build's cache can be written where it is to be: a failed export is only a warning, and would be one for ever. */
import { inputFailure, setupFailure } from '@slipway/action-kit/failures';
import { cacheTag } from './cache-name.ts';
import type { Place } from './place.ts';
import type { Ecr } from './ports.ts';
import type { BuildInputs } from './request.ts';

/** @throws Failure when the cache's repository is missing, or its tag can be written only once. */
export async function requireCachePlace(
  {
    inputs: { cache, cacheRepository },
    cacheName,
  }: {
    readonly inputs: Pick<BuildInputs, 'cache' | 'cacheRepository'>;
    readonly cacheName: string;
  },
  { repository, isImmutable }: Pick<Place, 'repository' | 'isImmutable'>,
  ecr: Pick<Ecr, 'findRepository'>,
): Promise<void> {
  if (cache !== 'registry') return;
  const tag = cacheTag(cacheName);
  if (cacheRepository === undefined) {
    if (isImmutable(tag))
      throw writtenOnce(repository, tag, 'Set `cache-repository` to one with mutable tags');
    return;
  }
  const found = await ecr.findRepository(cacheRepository);
  if (found === undefined) throw missing(cacheRepository);
  if (found.isImmutable(tag)) throw writtenOnce(cacheRepository, tag, 'Make its tags mutable');
}

const writtenOnce = (repository: string, tag: string, todo: string): Error =>
  inputFailure({
    code: 'cache-immutable',
    what: `The cache can't be kept in ${repository}`,
    why: `its tags are immutable, so ${tag} could be written only once`,
    hint: `${todo}, or exclude \`cache-*\` from immutability. Nothing was built.`,
  });

const missing = (repository: string): Error =>
  setupFailure({
    code: 'repository-not-found',
    what: `There is no ECR repository ${repository} for the cache`,
    hint: 'Create it with mutable tags, or correct `cache-repository`. Nothing was built.',
  });
