/** What the README says of VEX: its document is read, and a product suppresses exactly where the tables say so. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';
import { readVexFile } from '../src/suppressing/vex-file.ts';
import { vexFor } from '../src/suppressing/vex.ts';
import { finding } from './findings.ts';
import { bytes } from './refusals.ts';
import { now, statement, vexDocument } from './suppressing/vex-documents.ts';

const registry = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const hex = 'b'.repeat(64);
const image = {
  registry,
  repository: 'team/web',
  digest: `sha256:${hex}`,
  parts: [{ platform: 'linux/arm64', digest: `sha256:${'c'.repeat(64)}` }],
};

const openssl = finding({ version: '3.0.11-1', distribution: 'DEBIAN_12', platform: 'linux/arm64' });
const lodash = finding({
  package: 'lodash',
  version: '4.17.20',
  packageManager: 'NODEPKG',
  platform: 'linux/arm64',
});

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, section = ''] = readme.split('\n## VEX\n');
const [ours = '', others = ''] = (section.split('\n## ')[0] ?? '').split('These match nothing');

const productsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\| `([^`]+)`(?:,| \|)/gm)].map(([, id = '']) =>
    id.replace('‹registry›', registry).replace('‹digest›', hex),
  );

const suppresses = (id: string): boolean => {
  const { statementFor } = vexFor([vexDocument([statement({ products: [{ '@id': id }] })])], image);
  return [openssl, lodash].some((each) => statementFor(each) !== undefined);
};

test.each(productsIn(ours))('%s suppresses', (id) => {
  expect(suppresses(id)).toBe(true);
});

test.each(productsIn(others))('%s suppresses nothing', (id) => {
  expect(suppresses(id)).toBe(false);
});

test('there are enough forms to choose from', () => {
  expect([productsIn(ours).length, productsIn(others).length]).toEqual([6, 4]);
});

test('the document suppresses a finding in the image, and one in a package of the operating system', () => {
  const [{ content } = { content: '' }] = blocksOf(readme, 'json').filter((block) =>
    block.content.includes('openvex'),
  );
  const { statementFor } = vexFor([readVexFile(bytes(content), 'vex.json', now)], image);
  expect(statementFor(openssl)?.status).toBe('not_affected');
  expect(statementFor({ ...openssl, id: 'CVE-2026-0002' })?.status).toBe('fixed');
  expect(statementFor({ ...openssl, id: 'CVE-2026-0002', version: '3.0.11-2' })).toBeUndefined();
});
