/**
 * `node packages/repo-tools/src/github-api/generate-slice.ts FILE`: writes the slice of GitHub's OpenAPI description
 * that the local GitHub has. FILE is `generated/api.github.com.json` of the package @octokit/openapi, which is too
 * large to be depended on: `npm pack @octokit/openapi@23.0.2` brings it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repository.ts';
import type { Json } from './json.ts';
import { servedOperations } from './served-operations.ts';
import { sliceOf, type Slice } from './slice.ts';

export const slicePath = 'packages/local-github/src/description/api-slice.json';

/** One operation or schema a line, so that a change can be read. */
export function sliceText({ source, operations, definitions, newer }: Slice): string {
  const lines = (values: readonly unknown[]): string =>
    values.map((each) => JSON.stringify(each)).join(',\n');
  const members = (values: object): string =>
    Object.entries(values)
      .map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`)
      .join(',\n');
  const sliced = (part: Pick<Slice, 'operations' | 'definitions'>): string =>
    `"operations":[\n${lines(part.operations)}\n],\n"definitions":{\n${members(part.definitions)}\n}`;
  const newerText = `"newer":{"version":"${newer.version}",\n${sliced(newer)}\n}`;
  return `{"source":${JSON.stringify(source)},\n${sliced({ operations, definitions })},\n${newerText}}\n`;
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined)
    throw new Error('Name the file: generated/api.github.com.json of @octokit/openapi.');
  const description = JSON.parse(readFileSync(file, 'utf8')) as Json;
  writeFileSync(join(root, slicePath), sliceText(sliceOf(description, servedOperations)));
}
