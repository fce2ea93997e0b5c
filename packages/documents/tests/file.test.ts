import { describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action-kit/failures';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readChecked, readCheckedJson } from '../src/checked.ts';
import { fileContent } from '../src/file.ts';
import type { FileKind } from '../src/file-kind.ts';
import { isObject } from '../src/value.ts';
import { quoted, unknownKey } from '../src/words.ts';

const kind: FileKind = { noun: 'menu', code: 'menu', hint: 'Give a list of dishes.' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function failureOf(read: () => unknown): Promise<Failure> {
  try {
    await read();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('what the disk has instead of a file', () => {
  const files = memoryFiles({ 'folder/inside.yml': bytes('a') });

  test.each([
    [
      'none.yml',
      'there is no such file. Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.',
    ],
    ['folder', 'it is a folder. Give a list of dishes.'],
    [
      '../none.yml',
      'it is neither in the workspace nor in the temporary folder of the runner. Give a path inside the workspace; links that lead out of it are not followed.',
    ],
  ])('%s', async (path, words) => {
    expect(await failureOf(() => fileContent(kind, path, files))).toMatchObject({
      kind: 'input',
      code: 'menu-unreadable',
      message: `The menu ${path} can't be used: ${words}`,
    });
  });

  test('an error that no disk gives stays what it is', async () => {
    const broken = new Error('broken');
    const read = fileContent(kind, 'a.yml', { isOwn: async () => true, read: () => Promise.reject(broken) });
    await expect(read).rejects.toBe(broken);
  });
});

describe('a file that is checked', () => {
  const check = readChecked<string>;

  test('is what the check makes of it', async () => {
    expect(await check(kind, bytes('a: 1'), 'menu.yml', (value) => JSON.stringify(value))).toBe('{"a":1}');
  });

  test('is refused with every complaint, in the order of the lines', async () => {
    const failure = await failureOf(() =>
      readChecked(kind, bytes('a: 1\nb:\n  c: 2\n'), 'menu.yml', (_, complain) => {
        complain(['b', 'c'], 'too salty');
        complain(['a'], 'did you mean `b`?');
        complain([], 'too short');
      }),
    );
    expect(failure).toMatchObject({
      kind: 'input',
      code: 'menu-invalid',
      message:
        'The menu menu.yml has 3 mistakes: line 1: did you mean `b`?; and 2 more. Give a list of dishes.',
      details: [
        {
          level: 'error',
          title: 'menu-invalid',
          message: 'menu.yml:1: did you mean `b`?',
          file: 'menu.yml',
          line: 1,
        },
        { message: 'menu.yml:1: too short.', line: 1 },
        { message: 'menu.yml:3: too salty.', line: 3 },
      ],
    });
  });

  test('with one mistake is refused at its line, and says it once', async () => {
    const failure = await failureOf(() =>
      readChecked(kind, bytes('a: 1\nb: 2\n'), 'menu.yml', (_, complain) => complain(['b'], 'too salty')),
    );
    expect(failure).toMatchObject({
      message: 'The menu menu.yml has a mistake: line 2: too salty. Give a list of dishes.',
      at: { file: 'menu.yml', line: 2 },
      details: [],
    });
  });

  test('is broken when its grammar is', async () => {
    expect(await failureOf(() => check(kind, bytes('a: [1'), 'menu.yml', () => ''))).toMatchObject({
      code: 'menu-invalid',
      at: { file: 'menu.yml', line: 1 },
    });
  });

  test('stays a defect when the check is one', async () => {
    const broken = new Error('broken');
    const read = readChecked(kind, bytes('a: 1'), 'menu.yml', () => {
      throw broken;
    });
    await expect(read).rejects.toBe(broken);
  });

  test('is JSON by its grammar, whatever its name', async () => {
    const read = (text: string) => readCheckedJson(kind, bytes(text), 'menu.yml', (value) => isObject(value));
    expect(read('{"a": 1}')).toBe(true);
    expect((await failureOf(() => read('a: 1'))).message).toBe(
      'The menu menu.yml:1:1 can\'t be used: expected a value, but found "a". Give a list of dishes.',
    );
  });

  test('has the size that its kind allows', async () => {
    const small = { ...kind, limit: { bytes: 3, words: 'and three bytes are enough' } };
    expect((await failureOf(() => check(small, bytes('a: 1'), 'menu.yml', () => ''))).message).toBe(
      "The menu menu.yml can't be used: it has 0.0 MB, and three bytes are enough. Give a list of dishes.",
    );
  });
});

test.each([
  ['fihs', 'there is no key `fihs`; did you mean `fish`?'],
  ['meat', 'there is no key `meat`; the keys are fish, salad'],
  ['a`b\nc', "there is no key `a'b c`; the keys are fish, salad"],
])('the key %j', (name, words) => {
  expect(unknownKey(name, ['fish', 'salad'])).toBe(words);
});

test('a long text is quoted in part', () => {
  expect(quoted('x'.repeat(1_000_000)).length).toBe(122);
});
