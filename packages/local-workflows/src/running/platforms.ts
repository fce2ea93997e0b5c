/** The labels that jobs run on. act leaves a job out without a word whose label it was not told of. */
import { jobsOf, rootOf, valuesBelow } from '../rewriting/places.ts';

/** GitHub's own that are Linux; an expression most often comes to one of them. */
const usual = [
  'ubuntu-latest',
  'ubuntu-26.04',
  'ubuntu-24.04',
  'ubuntu-22.04',
  'ubuntu-slim',
  'ubuntu-24.04-arm',
];

/** @param texts of workflows. @returns also those that no job has. */
export function platformsOf(texts: Iterable<string>): readonly string[] {
  const named = [...texts].flatMap((text) => {
    const root = rootOf(text, 'a workflow');
    const jobs = root === undefined ? [] : jobsOf(root);
    return jobs.flatMap(({ map }) => [
      ...valuesBelow(map.get('runs-on', true)),
      ...valuesBelow(map.getIn(['strategy', 'matrix'], true)),
      // What a caller has release.yml and pull-request.yml build on.
      ...valuesBelow(map.getIn(['with', 'build-runner'], true)),
    ]);
  });
  const labels = named.map(({ value }) => String(value)).filter((label) => /^[\w.-]+$/.test(label));
  return [...new Set([...usual, ...labels])];
}
