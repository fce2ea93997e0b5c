/**
 * What stands in for actions of others, under act: artifacts between jobs, also of called workflows, and what is told
 * where the real ones would fail.
 * @needs act
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EndedRun } from '../src/local-repository.ts';
import { makeCaller, root } from './caller.ts';

const job = (name: string, keys: string, ...steps: readonly string[]): string =>
  `  ${name}:\n    runs-on: ubuntu-latest\n${keys}    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`;
const keep = (name: string, path: string, more = ''): string =>
  `{ uses: actions/upload-artifact@v7, with: { name: ${name}, path: '${path}'${more} } }`;
const bring = (inputs: string): string => `{ uses: actions/download-artifact@v8, with: { ${inputs} } }`;
const program = `{ id: p, run: 'echo "mode=$(test -x got/c && echo program || echo file)" >> "$GITHUB_OUTPUT"' }`;
const list = `{ id: s, run: 'echo "found=$(cd got && find . -type f | sort | tr "\\n" " ")" >> "$GITHUB_OUTPUT"' }`;

const caller = makeCaller({
  '.github/workflows/ship.yml': `on: push
jobs:
${job(
  'make',
  '',
  `run: mkdir -p out/deep && echo 1 > 'out/deep/a b' && echo 2 > out/c && chmod +x out/c && echo 3 > single`,
  keep('folder', 'out'),
  keep('file', 'single'),
)}${job('twice', '    needs: make\n', 'run: echo 1 > x', keep('file', 'x'))}${job('again', '    needs: twice\n    if: always()\n', 'run: echo 9 > single', keep('file', 'single', ', overwrite: true'))}${job('none', '', keep('nothing', 'not-there', ', if-no-files-found: error'))}${job('wrong', '    needs: make\n', bring('name: other'))}${job('all', '    needs: [make, again]\n    if: always()\n', bring('path: got'), list.replace('sort', 'grep -E "^./(file|folder)" | sort'))}${job(
    'shapes',
    '',
    `run: mkdir -p web/a web/b .h && touch web/a/1 web/b/2 web/b/.x web/b/3.txt .h/4`,
    keep('common', 'web/a/1'.concat('\\n', 'web/b')).replaceAll("'", '"'),
    keep('pattern', 'web/**/*.txt'),
    keep('hidden', 'web/b', ', include-hidden-files: true'),
  )}${job('shown', '    needs: shapes\n', bring('path: got'), list.replace('sort', 'grep -E "common|pattern|hidden" | sort'))}${job('slash', '', 'run: touch x', keep('a/b', 'x'))}${job('merged', '', bring('path: got, merge-multiple: true'))}  called:
    needs: make
    uses: ./.github/workflows/called.yml
`,
  '.github/workflows/called.yml': `on: workflow_call
jobs:
${job('one', '', 'run: mkdir got && touch got/before', bring('name: folder, path: got'), list, program)}`,
});

let run: EndedRun;
beforeAll(async () => {
  const repository = await caller.open();
  const [only] = await repository.push();
  if (only === undefined) throw new Error('Nothing ran.');
  run = only;
});
afterAll(async () => caller[Symbol.asyncDispose]());

const errorOf = (name: string): string | undefined =>
  run.annotations.find(({ job, level }) => job === name && level === 'error')?.message;

test('a called workflow gets what a job of its caller has kept, beside what is there', () => {
  expect(run.outputs['called/one.s.found']).toBe('./before ./c ./deep/a b ');
});

test('a program comes back as a file: GitHub keeps no modes', () => {
  expect(run.outputs['called/one.p.mode']).toBe('file');
});

test('without a name each artifact comes in a folder of its name', () => {
  expect(run.outputs['all.s.found']).toBe('./file/single ./folder/c ./folder/deep/a b ');
});

test('both know the same of the store', () => {
  const text = (name: string): string =>
    readFileSync(join(root, 'packages/local-workflows/src/stand-ins/actions', name, 'store.mjs'), 'utf8');
  expect(text('upload-artifact')).toBe(text('download-artifact'));
});

test('files stay below the folder that they have in common, and hidden ones are left out', () => {
  expect(run.outputs['shown.s.found']?.trim().split(' ')).toEqual([
    './common/a/1',
    ...['./common/b/2', './common/b/3.txt', './hidden/.x', './hidden/2', './hidden/3.txt'],
    './pattern/b/3.txt',
  ]);
});

test('a name that no file can have, and an input that is not understood, are refused', () => {
  expect(errorOf('slash')).toBe('The artifact name is not valid: a/b. Contains the following character: /');
  expect(errorOf('merged')).toBe(
    "The local run keeps artifacts in a folder of the run, and can't do what `merge-multiple: true` asks for. Leave it out, or try this step on GitHub.",
  );
});

test('a name that is taken, files that are not there, and an artifact that nobody kept are told', () => {
  expect(run.jobs).toMatchObject({ twice: 'failure', again: 'success', none: 'failure', wrong: 'failure' });
  expect(errorOf('twice')).toContain('(409) Conflict: an artifact with this name already exists');
  expect(errorOf('none')).toContain('No files were found with the provided path: not-there.');
  expect(errorOf('wrong')).toBe('Unable to download artifact(s): Artifact not found for name: other');
});
