/** By which plan an image was built: a label that it carries, so that a re-run knows it again. */
import { posix } from 'node:path';
import type { Job } from '@slipway/action-kit/environment';
import type { BuildPlan } from '@slipway/docker/build-plan';
import { sha256 } from '@slipway/oci/digest';

export const revisionLabel = 'org.opencontainers.image.revision';
export const planLabel = 'dev.slipway.plan';

/** What of a plan makes another image of the same revision. */
export type PlanFacts = Pick<
  BuildPlan,
  'context' | 'file' | 'target' | 'platforms' | 'buildArgs' | 'buildContexts' | 'provenance' | 'sbom'
>;

export interface PlanPlace {
  readonly job: Pick<Job, 'workspace' | 'temporary'>;
  /** The value of an environment variable. */
  readonly variable: (name: string) => string | undefined;
}

/** The digest of the facts, the same in whatever order they were written, and on whatever runner. */
export function planOf(plan: PlanFacts, { job, variable }: PlanPlace): string {
  const { context, file, target, platforms, buildArgs, buildContexts, provenance, sbom } = plan;
  const place = (path: string): string => placeOf(path, job);
  const args = buildArgs.map(({ name, value }) => [name, value ?? variable(name) ?? null]);
  const contexts = buildContexts.map(({ name, location }) => [name, place(location)]);
  const facts = {
    context: place(context),
    file: file === undefined ? null : place(file),
    target: target ?? null,
    // Without any, the builder takes its own, which as a rule is the runner's.
    platforms: platforms.length > 0 ? platforms.toSorted() : [variable('RUNNER_ARCH') ?? null],
    args: args.toSorted(byName),
    contexts: contexts.toSorted(byName),
    provenance,
    sbom,
  };
  return sha256(JSON.stringify(facts));
}

/** Where a path leads, without the folders that differ from runner to runner; an address is what it is. */
export function placeOf(path: string, { workspace, temporary }: PlanPlace['job']): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^git@/.test(path)) return path;
  for (const [folder, name] of [
    [workspace, '.'],
    [temporary, '{temporary}'],
  ] as const) {
    if (path === folder) return name;
    if (path.startsWith(`${folder}/`)) return normal(`${name}/${path.slice(folder.length + 1)}`);
  }
  return normal(path);
}

const normal = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, '');

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);
