/** What a build's cache is called: builds that have no steps in common must not overwrite each other's. */
import { hexOf, sha256 } from '@slipway/oci/digest';
import { placeOf, type PlanFacts, type PlanPlace } from './plan-label.ts';

/** @returns the target, for people, and of the rest a hash: the same from run to run, whatever the revision. */
export function cacheName(
  { context, file, target, platforms }: Pick<PlanFacts, 'context' | 'file' | 'target' | 'platforms'>,
  { job, variable }: PlanPlace,
): string {
  const facts = [
    lasting(placeOf(context, job)),
    file === undefined ? null : placeOf(file, job),
    platforms.length > 0 ? platforms.toSorted() : [variable('RUNNER_ARCH') ?? null],
  ];
  // A tag has 128 characters at most.
  return `${(target ?? 'default').slice(0, 100)}-${hexOf(sha256(JSON.stringify(facts))).slice(0, 8)}`;
}

/** An address without what may be another one in each run: a login, a query, a ref. */
const lasting = (context: string): string =>
  context
    .replace(/\/\/[^/@]*@/, '//')
    .replace(/\?[^#]*/, '')
    .replace(/#[^:]*/, '#');

/** The tag under which it is kept in a registry; the lifecycle policy that this action writes knows its beginning. */
export const cacheTag = (name: string): string => `cache-${name}`;
