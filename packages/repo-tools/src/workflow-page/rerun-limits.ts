/**
 * Which jobs can be re-run without those before them. GitHub keeps the outputs of the others for that; artifacts it keeps
 * only as long as the job that uploads one says.
 */
import type { Node } from '../workflow-nodes.ts';
import { record } from '../workflow-nodes.ts';
import type { PlacedJob } from './all-jobs.ts';

/** @returns for the path of a job that takes an artifact, until when it can be re-run alone. */
export function rerunLimits(jobs: readonly PlacedJob[]): ReadonlyMap<string, string> {
  return new Map(
    jobs
      .filter(({ job }) => job.steps.some(isStep('download-artifact')))
      .map(({ path, needs }) => [path, until(needs, jobs)]),
  );
}

function until(needs: readonly string[], jobs: readonly PlacedJob[]): string {
  const sources = jobs.filter(
    ({ path, job }) => needs.includes(path) && job.steps.some(isStep('upload-artifact')),
  );
  const days = sources.flatMap(({ job }) => job.steps.filter(isStep('upload-artifact')).map(daysOf));
  const names = sources.map(({ path }) => `\`${path}\``).join(', ');
  const shortest = Math.min(...days);
  if (!Number.isFinite(shortest)) return 'as long as its artifact is kept';
  return `for ${shortest === 1 ? 'one day' : `${String(shortest)} days`}; later with ${names}`;
}

const isStep =
  (name: string) =>
  ({ uses }: Node): boolean =>
    typeof uses === 'string' && uses.startsWith(`actions/${name}@`);

/** GitHub's own answer where the step has none: 90. */
const daysOf = (step: Node): number => Number(record(step.with)['retention-days'] ?? 90);
