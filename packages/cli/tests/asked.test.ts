/** What is asked of act by a .actrc and by what is typed: images of the first are not taken, those of the second are. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readAsked } from '../src/act/asked.ts';
import { valuesOf } from '../src/act/words.ts';
import { acting } from './acting.ts';

const top = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-asked-test-')));
afterAll(() => rmSync(top, { recursive: true }));
const written = (path: string, text: string): string => {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), text);
  return join(top, path);
};

const asked = (...typed: readonly string[]) => {
  const never = new Promise<void>(() => undefined);
  const interrupts = { listen: () => ({ stop: () => undefined }), count: () => 0, first: never };
  const shell = { PATH: acting(join(top, 'bin'), 'exit 1'), HOME: join(top, 'home'), LEVEL: 'debug' };
  const folder = join(top, 'app');
  return readAsked(typed, { say: () => undefined, interrupts, shell, folder, slipwayFolder: '/nowhere' });
};

test('images of a .actrc are left out, which is told; machines of it and what is typed stay', () => {
  const path = written('home/.config/act/actrc', '-P ubuntu-latest=catthehacker/ubuntu:act-latest\n');
  written('app/.actrc', '--platform=large-8=-self-hosted\n--var LEVEL=$LEVEL\n');
  const { words, notTaken } = asked('push', '-P', 'ubuntu-22.04=node:24');
  expect(valuesOf(words, 'platform')).toEqual(['large-8=-self-hosted', 'ubuntu-22.04=node:24']);
  expect(valuesOf(words, 'var')).toEqual(['LEVEL=debug']);
  expect(notTaken).toEqual([
    `the \`-P\` of ${path} are not taken: jobs run on this machine. Type \`-P ubuntu-latest=‹image›\` behind \`act\` to run them in containers all the same`,
  ]);
});
