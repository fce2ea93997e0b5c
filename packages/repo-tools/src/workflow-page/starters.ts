/**
 * The starters in workflows-templates, in the form in which GitHub takes them for an organization: a workflow, its
 * properties, and an icon in the same folder.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { GeneratedFile } from '../generated-file.ts';
import { cell, replaceBetween, table } from '../readme-tables.ts';
import { filesBelow } from '../repository.ts';
import { jobsOf, record, targetOf } from '../workflow-nodes.ts';

export const starterFolder = 'workflows-templates';

export interface Starter {
  /** `release.yml` */
  readonly file: string;
  readonly text: string;
  /** As parsed from its `.properties.json`; undefined when there is none. */
  readonly properties: unknown;
}

export function startersOf(repository: string): readonly Starter[] {
  const folder = join(repository, starterFolder);
  return filesBelow(folder)
    .filter((file) => /^[^/]+\.yml$/.test(file))
    .map((file) => {
      const path = join(folder, file.replace(/\.yml$/, '.properties.json'));
      const properties = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined;
      return { file, text: readFileSync(join(folder, file), 'utf8'), properties };
    });
}

/** The table of the starters in their README. */
export function starterIndex(repository: string): GeneratedFile {
  const path = `${starterFolder}/README.md`;
  const rows = startersOf(repository).map(({ file, text, properties }) => [
    `[${file}](#${file.replace('.', '')})`,
    cell(String(record(properties).description)),
    triggersOf(text).join(', '),
    calledBy(text)
      .map((name) => `[${name}](../docs/workflows/${name.replace('.yml', '.md')})`)
      .join(', '),
  ]);
  const body = table(['starter', 'does', 'on', 'calls'], rows).join('\n');
  return {
    path,
    content: replaceBetween(path, readFileSync(join(repository, path), 'utf8'), 'starters', body),
  };
}

const words: Readonly<Record<string, string>> = {
  workflow_dispatch: 'by hand',
  pull_request: 'pull request',
};

const triggersOf = (text: string): readonly string[] =>
  Object.entries(record(record(parse(text)).on)).map(([event, filter]) =>
    event === 'push' && record(filter).tags !== undefined ? 'tag' : (words[event] ?? event),
  );

const calledBy = (text: string): readonly string[] => [
  ...new Set(
    [...jobsOf(parse(text)).values()].flatMap(({ uses }) => {
      const target = typeof uses === 'string' ? targetOf(uses) : undefined;
      return target?.kind === 'workflow' ? [target.name] : [];
    }),
  ),
];
