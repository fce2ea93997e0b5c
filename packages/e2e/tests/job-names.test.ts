/** Jobs are told as GitHub's page shows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { jobNames, shownJob } from '../src/job-names.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly name?: string }>>;
}

test('the names are those of the callable workflows', () => {
  const folder = join(import.meta.dirname, '../../../.github/workflows');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yml') && !file.startsWith('ci-'));
  const named = files
    .map((file) => parse(readFileSync(join(folder, file), 'utf8')) as Workflow)
    .flatMap(({ jobs }) => Object.entries(jobs))
    .flatMap(([id, { name }]) => (name === undefined ? [] : [[id, name] as const]));
  expect(Object.fromEntries(named)).toEqual(jobNames);
});

test.each([
  ['infrastructure/start', 'infrastructure / First release'],
  ['release/deploy/gate', 'release / deploy / gate'],
])('%s', (path, shown) => {
  expect(shownJob(path)).toBe(shown);
});
