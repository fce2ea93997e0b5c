/** What belongs to the job, on a real disk: a link is what it leads to. */
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { realFiles, realFileStreams } from '../src/files.ts';
import type { ByteRange } from '../src/ports.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-files-'));
  for (const folder of ['workspace/deploy', 'workspace-of-others', 'temporary'])
    await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'workspace/deploy/web.json'), '{}');
  await writeFile(join(root, 'workspace-of-others/web.json'), '{}');
  const links = {
    'workspace/inward': 'deploy/web.json',
    'workspace/outward': '../workspace-of-others/web.json',
    'workspace/folder': '../workspace-of-others',
    'workspace/dangling': '../workspace-of-others/none.json',
    'workspace/ring': 'ring',
  };
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const files = () => realFiles({ workspace: join(root, 'workspace'), temporary: join(root, 'temporary') });

test.each([
  ['deploy/web.json', true],
  ['deploy/../deploy/web.json', true],
  ['deploy/not-yet/web.json', true],
  ['inward', true],
  ['../temporary/web.json', true],
  ['../workspace-of-others/web.json', false],
  ['deploy/../../workspace-of-others/web.json', false],
  ['outward', false],
  ['folder/web.json', false],
  ['folder/not-yet.json', false],
  ['dangling', false],
  ['ring', true],
  ['/etc/passwd', false],
])('%s is the job’s own: %s', async (path, isOwn) => {
  expect(await files().isOwn(path)).toBe(isOwn);
});

test.each<[string, string | undefined]>([
  ['deploy/web.json', undefined],
  ['deploy/none.json', undefined],
  ['not-yet/deeper/none.json', undefined],
  ['deploy', 'EISDIR'],
  ['deploy/web.json/none.json', 'ENOTDIR'],
])('whether %s can be written is told before: %s', async (path, code) => {
  const refused = await files()
    .checkWritable(path)
    .then(
      () => undefined,
      (error: unknown) => (error as { readonly code?: string }).code,
    );
  expect(refused).toBe(code);
});

test('what a disk answers has the code of node:fs', async () => {
  await expect(files().read('deploy')).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(files().read('none')).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(files().read('deploy/web.json/x')).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(files().read('ring')).rejects.toMatchObject({ code: 'ELOOP' });
});

test('what is private is read by nobody else, the folder that was made for it neither', async () => {
  await files().writePrivate('../temporary/private/config.json', '{}');
  const mode = async (path: string) => ((await stat(join(root, path))).mode & 0o777).toString(8);
  expect(await mode('temporary/private')).toBe('700');
  expect(await mode('temporary/private/config.json')).toBe('600');
});

test('a linked folder is read through the link', async () => {
  await files().linkFolder('../temporary/linked', 'deploy');
  expect(await readFile(join(root, 'temporary/linked/web.json'), 'utf8')).toBe('{}');
});

describe('a large file', () => {
  const content = Buffer.alloc(
    700_000,
    Array.from({ length: 251 }, (_, at) => String.fromCharCode(at)).join(''),
  );
  const streams = () => realFileStreams(join(root, 'workspace'));
  const read = async (range?: ByteRange): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    for await (const piece of streams().stream('large', range)) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  };
  beforeAll(() => writeFile(join(root, 'workspace/large'), content));

  test('has a size, which a folder and what is not there have not', async () => {
    const sizes = await Promise.all(['large', 'deploy', 'none'].map((path) => streams().size(path)));
    expect(sizes).toEqual([content.length, undefined, undefined]);
  });

  test.each([
    ['the whole', undefined],
    ['a part over several pieces', { from: 100, until: 600_001 }],
    ['its first byte', { from: 0, until: 1 }],
    ['nothing', { from: 5, until: 5 }],
    ['what there is of a part behind its end', { from: 699_999, until: 900_000 }],
  ])('is read in pieces: %s', async (_, range) => {
    expect((await read(range)).equals(content.subarray(range?.from, range?.until))).toBe(true);
  });

  test('is read in two buffers that take turns, so that a piece outlives the one after it', async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of streams().stream('large')) {
      pieces.push(piece);
      const [before, now] = pieces.slice(-2);
      expect(now === undefined || before?.buffer !== now.buffer).toBe(true);
    }
    expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(2);
  });

  test('that is not there is said with the code of node:fs', async () => {
    const [gone] = await Promise.allSettled([streams().stream('none')[Symbol.asyncIterator]().next()]);
    expect(gone).toMatchObject({ status: 'rejected', reason: { code: 'ENOENT' } });
  });
});

test('what is written in pieces is one file', async () => {
  const pieces = function* (): Generator<string> {
    yield 'one, ';
    yield 'two';
  };
  await files().write('pieces/file.txt', pieces());
  expect(await readFile(join(root, 'workspace/pieces/file.txt'), 'utf8')).toBe('one, two');
});
