/**
 * The workflows of the example app: the starters as a person has them who copied them, with the name of the default
 * branch in. They are generated, so that the example is what is shipped, word for word.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../generated-file.ts';
import { starterFolder, startersOf } from './starters.ts';

export const exampleFolder = 'example-app/.github/workflows';

/** Those that take the place of release.yml, for a repository that is laid out in another way. */
const others = ['environments.yml', 'services.yml'];

export const exampleWorkflows = (repository: string): readonly string[] =>
  startersOf(repository)
    .map(({ file }) => file)
    .filter((file) => !others.includes(file));

/** As GitHub fills a starter in. */
export const filledIn = (starter: string, branch: string): string =>
  starter.replaceAll('$default-branch', branch);

export const exampleWorkflow = (repository: string, file: string): GeneratedFile => ({
  path: `${exampleFolder}/${file}`,
  content: filledIn(readFileSync(join(repository, starterFolder, file), 'utf8'), 'main'),
});
