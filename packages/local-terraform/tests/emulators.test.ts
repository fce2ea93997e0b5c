/** What the emulators can't do: one list, which every stack knows, and each name of which some stack asks about. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../src/harbour.ts';
import { stackNames } from '../src/modules.ts';

const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/"([a-z-]+)"/g)].map(([, name = '']) => name);

const switchedOff = quoted(
  readFileSync(join(root, 'terraform', 'emulators.tfvars'), 'utf8').replaceAll(/#.*/g, ''),
);

const codeOf = (stack: string): string => {
  const folder = join(root, 'terraform', 'stacks', stack);
  const files = readdirSync(folder).filter((file) => file.endsWith('.tf'));
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
};

test('the list has a reason for each', () => {
  const lines = readFileSync(join(root, 'terraform', 'emulators.tfvars'), 'utf8').split('\n');
  const named = lines.filter((line) => /^ *"/.test(line));
  expect(named).toHaveLength(switchedOff.length);
  expect(named.filter((line) => !/#.{15,}/.test(line))).toEqual([]);
});

test.each(stackNames(root))('the stack %s takes these, and no others', (stack) => {
  const [, allowed = ''] = /setsubtract\(var\.switched_off, \[([^\]]*)\]\)/.exec(codeOf(stack)) ?? [];
  expect([...quoted(allowed)].sort()).toEqual([...switchedOff].sort());
});

test('each of them switches something off', () => {
  const code = stackNames(root).map(codeOf).join('\n');
  const asked = [...code.matchAll(/contains\(var\.switched_off, "([a-z-]+)"\)/g)].map(([, name]) => name);
  expect([...new Set(asked)].sort()).toEqual([...switchedOff].sort());
});
