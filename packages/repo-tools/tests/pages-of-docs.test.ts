/** The map of the repository names every page of docs, and a table of a page is one table. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../src/repository.ts';
import { pagesOf } from '../src/workflows/workflow-texts.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

test('docs/architecture.md names each page beside it', () => {
  const map = read('docs/architecture.md');
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  expect(pages.filter((name) => name !== 'architecture.md' && !map.includes(name))).toEqual([]);
});

/** Rows that a blank line has cut off from their table, which Markdown shows as text. */
function cutRows(page: string): readonly string[] {
  const lines = page.replace(/^( *)```[\s\S]*?^\1```$/gm, '').split('\n');
  const isRow = (line: string | undefined): boolean => line?.startsWith('|') ?? false;
  return lines.filter(
    (line, at) => isRow(line) && !isRow(lines[at - 1]) && !/^\|[-:| ]+\|$/.test(lines[at + 1] ?? ''),
  );
}

test.each(pagesOf().map((path) => ({ path })))('$path has no rows without a head', ({ path }) => {
  expect(cutRows(read(path))).toEqual([]);
});

test('a blank line in a table is found', () => {
  expect(cutRows('| a |\n|---|\n| 1 |\n\n| 2 |\n')).toEqual(['| 2 |']);
});
