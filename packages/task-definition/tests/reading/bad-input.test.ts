/** Whatever a path may lead to instead of a task definition: each is told in one sentence, with its place where it has one. */
import { expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { readTemplate } from '../../src/reading/read.ts';

const aFile = 'Give a JSON or YAML file with what `aws ecs register-task-definition` takes.';
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const contents: Readonly<Record<string, Uint8Array>> = {
  'folder/inside.json': text('{}'),
  'empty.json': bytes(),
  'white.yaml': text(' \r\n\t\n'),
  'binary.json': text('{"a": 1,\n"b\0": 2}'),
  'utf-16.json': bytes(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
  'latin-1.json': Uint8Array.from([...text('{\n  "a": "'), 0xe9, ...text('"}')]),
  'large.json': new Uint8Array(100 * 1024 * 1024),
  'deep.json': text(`{"a": ${'['.repeat(101)}`),
  'deep.yaml': text(`a: ${'['.repeat(200)}${']'.repeat(200)}`),
  'self.yaml': text('a: &a [*a]'),
  'two.yaml': text('family: a\n---\nfamily: b\n'),
  'tag.yaml': text('family: !Ref Family\n'),
  'twice.json': text('{\n  "family": "a",\n  "family": "b"\n}'),
  'twice.yaml': text('family: a\ncpu: 1\nfamily: b\n'),
  'password.yaml': text('family: a\nenvironment:\n  - name: A\n    value: *hunter2\n'),
  'wrapped.json': text('{\n  "taskDefinition": {"family": "a"}\n}'),
  'list.json': text('[{"family": "a"}]'),
  'text.yaml': text('family\n'),
  'windows.json': text('{\r\n  "a": 1,\r\n  "b"\r\n}\r\n'),
  'script.js': text('module.exports = process.exit(7);\n'),
};

test.each([
  [
    '../other/web.json',
    'it is neither in the workspace nor in the temporary folder of the runner. Give a path inside the workspace; links that lead out of it are not followed.',
  ],
  [
    '/etc/passwd',
    'it is neither in the workspace nor in the temporary folder of the runner. Give a path inside the workspace; links that lead out of it are not followed.',
  ],
  [
    'none.json',
    'there is no such file. Check the path, which is relative to the workspace, and that actions/checkout or another step before this one puts the file there.',
  ],
  ['folder', `it is a folder. ${aFile}`],
  ['empty.json', `it is empty. ${aFile}`],
  ['white.yaml', `it is empty. ${aFile}`],
  ['binary.json', `it is binary: it holds a zero byte. ${aFile}`, ':2:3'],
  ['utf-16.json', `it is UTF-16, and UTF-8 is needed. ${aFile}`],
  ['latin-1.json', `it is not UTF-8 here. ${aFile}`, ':2:9'],
  ['large.json', `it has 100.0 MB, and ECS takes 64 KB. ${aFile}`],
  ['deep.json', `nested more than 100 levels deep. ${aFile}`, ':1:106'],
  ['deep.yaml', `nested more than 100 levels deep. ${aFile}`, ':1:103'],
  ['self.yaml', `nested more than 100 levels deep. ${aFile}`],
  ['two.yaml', `it holds several documents. ${aFile}`, ':2:1'],
  [
    'tag.yaml',
    `tags such as \`!Sub\` mean nothing here: write the value; if it is text, put the value in quotes. ${aFile}`,
    ':1:9',
  ],
  ['twice.json', `this member stands twice. ${aFile}`, ':3:3'],
  ['twice.yaml', `this member stands twice. ${aFile}`, ':3:1'],
  [
    'password.yaml',
    `a bare \`*\` stands for an anchor, and there is none of this name before it; if it is text, put the value in quotes. ${aFile}`,
    ':4:12',
  ],
  [
    'wrapped.json',
    'its task definition stands one level down. Save only what stands under `taskDefinition`: `aws ecs describe-task-definition --query taskDefinition`.',
    ':2:3',
  ],
  ['list.json', `it holds a list instead of an object. ${aFile}`, ':1:1'],
  ['text.yaml', `it holds text instead of an object. ${aFile}`, ':1:1'],
  ['windows.json', `expected ":" after the name of a member, but found "}". ${aFile}`, ':4:1'],
  // Read as any other text, never run.
  ['script.js', `it holds text instead of an object. ${aFile}`, ':1:1'],
])('%s: %s', async (path, words, place = '') => {
  await expect(readTemplate(path, memoryFiles(contents))).rejects.toMatchObject({
    kind: 'input',
    code: 'task-definition-unreadable',
    message: `The task definition ${path}${place} can't be used: ${words}`,
  });
});
