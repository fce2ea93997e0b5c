import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { realFiles } from '@slipway/action-kit/files';
import type { Files } from '@slipway/action-kit/ports';
import { fixedRandom } from '../src/fixed-random.ts';
import { memoryFiles } from '../src/memory-files.ts';

const workspace = await mkdtemp(join(tmpdir(), 'slipway-files-'));
afterAll(() => rm(workspace, { recursive: true }));

describe.each<[string, () => Files]>([
  ['in memory', () => memoryFiles()],
  ['on disk', () => realFiles({ workspace, temporary: join(workspace, 'temporary') })],
])('files %s', (_, make) => {
  // The disk's errors come from outside the realm of the tests, where `instanceof Error` does not know them.
  const code = (error: { readonly code?: string }): string | undefined => error.code;

  test('are read as they were written, below folders that were not there', async () => {
    const files = make();
    await files.write('a/b.txt', 'one');
    expect(new TextDecoder().decode(await files.read('a/b.txt'))).toBe('one');
    expect(await files.exists(files.resolve('a/b.txt'))).toBe(true);
    expect(await files.exists('a')).toBe(true);
    await files.remove('a');
    expect(await files.exists('a/b.txt')).toBe(false);
  });

  test('that are missing or folders fail with the code of the disk', async () => {
    const files = make();
    await files.write('c/d.txt', '');
    expect(await files.read('nowhere').catch(code)).toBe('ENOENT');
    expect(await files.read('c').catch(code)).toBe('EISDIR');
    expect(await files.write('c', 'x').catch(code)).toBe('EISDIR');
  });

  test('are linked to, and a link that is removed leaves them alone', async () => {
    const files = make();
    await files.write('e/f.txt', 'one');
    await files.writePrivate('g/h.txt', 'two');
    await files.linkFolder('g/e', 'e');
    expect(await files.exists('g/e')).toBe(true);
    await files.remove('g');
    expect(await files.exists('g')).toBe(false);
    expect(new TextDecoder().decode(await files.read('e/f.txt'))).toBe('one');
  });

  test('are given temporary paths that differ, and nothing is made there', async () => {
    const files = make();
    const path = files.temporary('x.json');
    expect(path.endsWith('/x.json')).toBe(true);
    expect(files.temporary('x.json')).not.toBe(path);
    expect(await files.exists(path)).toBe(false);
  });
});

test('fixed dice show their faces over and over, and the middle without any', () => {
  const random = fixedRandom(0.1, 0.9);
  expect([random.next(), random.next(), random.next(), fixedRandom().next()]).toEqual([0.1, 0.9, 0.1, 0.5]);
});
