/**
 * A value that several stacks read is declared in each, since Terraform shares no variables: its words and its refusals
 * are the same everywhere.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../src/harbour.ts';
import { stackNames } from '../src/modules.ts';

/** What says something else of each: its destroy, and whose trust it is. */
const own = ['deletion_protection', 'destroying', 'github_environment'];

/** By name, each declaration there is, with the stacks that have it. */
function declarations(): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Map<string, readonly string[]>>();
  for (const stack of stackNames(root)) {
    const folder = join(root, 'terraform', 'stacks', stack);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.tf'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [block, name = ''] of text.matchAll(/^variable "(\w+)" \{$[^]*?^\}$/gm)) {
        const all = found.get(name) ?? new Map<string, readonly string[]>();
        found.set(name, all.set(block, [...(all.get(block) ?? []), stack]));
      }
    }
  }
  return found;
}

test('what several stacks read they declare in the same words', () => {
  const apart = [...declarations()].filter(([name, texts]) => texts.size > 1 && !own.includes(name));
  expect(apart.map(([name, texts]) => `${name}: ${[...texts.values()].join(' | ')}`)).toEqual([]);
});

test('there are such', () => {
  const shared = [...declarations()].filter(([, texts]) =>
    [...texts.values()].some(({ length }) => length > 1),
  );
  expect(shared.map(([name]) => name)).toEqual(
    expect.arrayContaining(['github', 'job_workflow_refs', 'region', 'switched_off']),
  );
});
