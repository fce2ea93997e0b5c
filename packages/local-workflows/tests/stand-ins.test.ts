/**
 * What stands in for actions of others, under act: artifacts between jobs, also of called workflows, and what is told
 * where the real ones would fail.
 * @needs act
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { EndedRun } from '../src/local-repository.ts';
import { makeCaller } from './caller.ts';

const job = (name: string, keys: string, ...steps: readonly string[]): string =>
  `  ${name}:\n    runs-on: ubuntu-latest\n${keys}    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`;
const keep = (name: string, path: string, more = ''): string =>
  `{ uses: actions/upload-artifact@v7, with: { name: ${name}, path: '${path}'${more} } }`;
const bring = (inputs: string): string => `{ uses: actions/download-artifact@v8, with: { ${inputs} } }`;
const list = `{ id: s, run: 'echo "found=$(cd got && find . -type f | sort | tr "\\n" " ")" >> "$GITHUB_OUTPUT"' }`;

const caller = makeCaller({
  '.github/workflows/ship.yml': `on: push
jobs:
${job(
  'make',
  '',
  `run: mkdir -p out/deep && echo 1 > 'out/deep/a b' && echo 2 > out/c && echo 3 > single`,
  keep('folder', 'out'),
  keep('file', 'single'),
)}${job('twice', '    needs: make\n', 'run: echo 1 > x', keep('file', 'x'))}${job('again', '    needs: twice\n    if: always()\n', 'run: echo 9 > single', keep('file', 'single', ', overwrite: true'))}${job('none', '', keep('nothing', 'not-there', ', if-no-files-found: error'))}${job('wrong', '    needs: make\n', bring('name: other'))}${job('all', '    needs: [make, again]\n    if: always()\n', bring('path: got'), list)}  called:
    needs: make
    uses: ./.github/workflows/called.yml
`,
  '.github/workflows/called.yml': `on: workflow_call
jobs:
${job('one', '', 'run: mkdir got && touch got/before', bring('name: folder, path: got'), list)}`,
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

test('without a name each artifact comes in a folder of its name', () => {
  expect(run.outputs['all.s.found']).toBe('./file/single ./folder/c ./folder/deep/a b ');
});

test('a name that is taken, files that are not there, and an artifact that nobody kept are told', () => {
  expect(run.jobs).toMatchObject({ twice: 'failure', again: 'success', none: 'failure', wrong: 'failure' });
  expect(errorOf('twice')).toContain('(409) Conflict: an artifact with this name already exists');
  expect(errorOf('none')).toContain('No files were found with the provided path: not-there.');
  expect(errorOf('wrong')).toBe('Unable to download artifact(s): Artifact not found for name: other');
});
