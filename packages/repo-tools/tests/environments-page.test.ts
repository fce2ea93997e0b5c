/** The files of values on the page of staging and production name nothing that the stacks don't know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { blocksOf } from '../src/markdown-blocks.ts';
import { root } from '../src/repository.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = read('docs/environments-and-services.md');

/** Name of the file → content: in blocks of their own, and one that a command writes. */
const files: readonly (readonly [file: string, content: string])[] = [
  ...blocksOf(page, 'hcl').map(({ content }) => {
    const [first = '', ...lines] = content.split('\n');
    return [first.replace('# ', ''), lines.join('\n')] as const;
  }),
  ...[...page.matchAll(/^cat > staging\/(\S+) <<'END'\n([^]*?)^END$/gm)].map(
    ([, file = '', content = '']) => [file, content] as const,
  ),
];

const stackOf = (file: string): string => {
  if (file.endsWith('.registry.tfvars')) return 'registry';
  const name = file.replace('.tfvars', '');
  return ['bootstrap', 'platform'].includes(name) ? name : 'service';
};

const namesIn = (pattern: RegExp, text: string): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

test('all files are there', () => {
  expect(files.map(([file]) => file)).toEqual([
    'bootstrap.tfvars',
    'platform.tfvars',
    'web.tfvars',
    'web.registry.tfvars',
    'api.tfvars',
    'api.registry.tfvars',
    'platform.tfvars',
  ]);
});

test.each(files)('%s', (file, content) => {
  const known = namesIn(/^variable "(\w+)"/gm, read(`terraform/stacks/${stackOf(file)}/variables.tf`));
  const given = namesIn(/^(\w+) *=/gm, content);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((name) => !known.includes(name))).toEqual([]);
});
