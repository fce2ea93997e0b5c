/** By which plan an image was built: a label that it carries, so that a re-run knows it again. */
import type { BuildPlan } from '@slipway/docker/build-plan';
import { sha256 } from '@slipway/oci/digest';

export const revisionLabel = 'org.opencontainers.image.revision';
export const planLabel = 'dev.slipway.plan';

/** What of a plan makes another image of the same source. */
export type PlanFacts = Pick<BuildPlan, 'target' | 'platforms' | 'buildArgs'>;

/**
 * The digest of the facts, the same in whatever order they were written.
 * @param variable the value of an environment variable, for build arguments that take theirs from there.
 */
export function planOf(
  { target, platforms, buildArgs }: PlanFacts,
  variable: (name: string) => string | undefined,
): string {
  const args = buildArgs.map(({ name, value }) => [name, value ?? variable(name) ?? null]);
  const facts = { target: target ?? null, platforms: platforms.toSorted(), args: args.toSorted(byName) };
  return sha256(JSON.stringify(facts));
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);
