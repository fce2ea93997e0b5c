/** Jobs that never started: act says nothing of them, so they are looked for in the workflows of the run. */
import { jobsOf, rootOf } from '../rewriting/places.ts';
import type { Entered } from './job-paths.ts';

/** @param textOf the text of `owner/name/.github/workflows/x.yml`. @returns their paths. */
export function skippedJobs(
  entered: readonly Entered[],
  started: ReadonlySet<string>,
  textOf: (workflow: string) => string,
): readonly string[] {
  return entered.flatMap(({ path, workflow }) => {
    const root = rootOf(textOf(workflow), workflow);
    const all =
      root === undefined ? [] : jobsOf(root).map(({ name }) => (path === '' ? name : `${path}/${name}`));
    return all.filter((job) => ![...started].some((other) => isOrOf(other, job)));
  });
}

/** Itself, one of its matrix, or one of the workflow that it calls. */
const isOrOf = (path: string, job: string): boolean =>
  path === job || path.startsWith(`${job}/`) || path.startsWith(`${job} (`);
