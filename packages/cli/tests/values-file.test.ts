/** Files of names with values are read as act reads them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { valuesGiven } from '../src/act/given-values.ts';
import { valuesInText } from '../src/act/values-file.ts';
import { fileText } from '../src/file-text.ts';
import { environmentFiles, environmentsIn } from '../src/stage/environment-files.ts';

describe('a value', () => {
  test.each([
    ['A=1', '1'],
    ['A: 1', '1'],
    ['export A = a b # comment', 'a b'],
    ['A=https://x/#y', 'https://x/#y'],
    ['A="a # b" # c', 'a # b'],
    ["A='a $B'", 'a $B'],
    ['A="a\\nb\\"c"', 'a\nb"c'],
    ['A="two\nlines"', 'two\nlines'],
    ['A=', ''],
    ['B=x\nA=$B-${B}$NONE', 'x-x'],
    ['A=pa\\$\\$', 'pa$$'],
    ['\uFEFF# mine\r\n\r\nA=1\r\nB=2\r\n', '1'],
  ])('%j is %j', (text, value) => {
    expect(valuesInText(text).get('A')).toBe(value);
  });

  test('what is none of it is told with its line', () => {
    expect(() => valuesInText('A=1\n\n- no\n')).toThrow('line 3 is no `NAME=value`');
  });
});

const standing = (files: Readonly<Record<string, string>>) => ({
  folder: '/app',
  textOf: (path: string) => files[path.slice('/app/'.length)],
});
const words = { flags: [], others: [] };

test('names of the environment keep their case, those of variables and secrets have none', () => {
  const files = standing({ '.env': 'http_proxy=x', '.vars': 'level: debug', '.secrets': '{' });
  expect(valuesGiven('env', words, files)).toEqual({ http_proxy: 'x' });
  expect(valuesGiven('variables', words, files)).toEqual({ LEVEL: 'debug' });
  expect(() => valuesGiven('secrets', words, files)).toThrow(
    ".secrets can't be read: line 1 is no `NAME=value`. Correct it, then type the same again.",
  );
});

test('every .vars.‹environment› is taken, and what is for people to copy is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-vars-test-'));
  for (const name of ['eu.production', 'staging', 'example', 'production.sample', 'staging~', 'x.swp'])
    writeFileSync(join(folder, `.vars.${name}`), 'A=1\n');
  mkdirSync(join(folder, '.vars.folder'));
  const here = { folder, textOf: fileText };
  expect(environmentFiles(here)).toEqual(['.vars.eu.production', '.vars.staging']);
  expect(environmentsIn(here, { B: '2' })).toMatchObject({ 'eu.production': { A: '1', B: '2' } });
  rmSync(folder, { recursive: true });
});
