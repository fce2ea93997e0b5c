import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { sha256 } from '../src/digest.ts';
import type { Image } from '../src/image.ts';
import { openLayout } from '../src/layout.ts';
import { readWhole } from '../src/layout-store.ts';
import { imageOf, layoutOf } from './layout-fixture.ts';
import { memoryFiles, type MemoryFiles } from './memory-files.ts';

type Entry = Partial<Header> & { readonly name: string; readonly content?: Uint8Array };

const { manifest, blobs } = imageOf('layer');
const layer = sha256('layer');
const layout = [...layoutOf([manifest], blobs).contents].map(([path, content]): Entry => ({
  name: path.slice('image/'.length),
  content,
}));

async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) archive.entry(header, Buffer.from(content ?? []));
  archive.finalize();
  return Buffer.from(await readWhole(archive as AsyncIterable<Uint8Array>));
}

const fileOf = (bytes: Uint8Array): MemoryFiles => memoryFiles(new Map([['image.tar', bytes]]));
const opened = async (entries: readonly Entry[]): Promise<Image> =>
  openLayout('image.tar', fileOf(await tarOf(entries)));

async function layerOf(image: Image): Promise<string> {
  const size = image.blobs.find(({ digest }) => digest === layer)?.size ?? 0;
  return Buffer.from(await readWhole(image.open(layer, { from: 1, until: size }))).toString();
}

describe('an image in an archive', () => {
  test('is read where it lies', async () => {
    const image = await opened(layout);
    expect(image.root.digest).toBe(sha256(manifest.bytes));
    expect(await layerOf(image)).toBe('ayer');
    await image.verify();
  });

  test('is found under names that begin with a dot, beside what no layout has', async () => {
    const image = await opened([
      { name: './', type: 'directory' },
      { name: '../blobs/sha256/evil', content: Buffer.from('x') },
      { name: '/etc/passwd', content: Buffer.from('x') },
      { name: 'manifest.json', content: Buffer.from('[]') },
      { name: 'index.json', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'dev', type: 'character-device' },
      ...layout.map((entry) => ({ ...entry, name: `./${entry.name}` })),
    ]);
    expect(await layerOf(image)).toBe('ayer');
  });

  test.each([
    ['an earlier blob', `blobs/sha256/${'0'.repeat(64)}`],
    ['a file that no layout has', './kept/layer'],
    ['a file with a long name', `kept/${'long/'.repeat(40)}layer`],
  ])('is found where it is a hard link to %s', async (_, linkname) => {
    const linked = layout.map((entry) =>
      entry.name.endsWith(layer.slice(7)) ? { name: entry.name, type: 'link' as const, linkname } : entry,
    );
    const kept: Entry = { name: linkname.replace('./', ''), content: Buffer.from('layer') };
    const image = await opened([kept, ...linked]);
    expect(await layerOf(image)).toBe('ayer');
    await image.verify();
  });

  test('is incomplete where a hard link leads to nothing in the archive', async () => {
    const linked = layout.map((entry) =>
      entry.name.endsWith(layer.slice(7))
        ? { name: entry.name, type: 'link' as const, linkname: '/etc/passwd' }
        : entry,
    );
    await expect(opened(linked)).rejects.toMatchObject({ code: 'layout-incomplete' });
  });

  test('takes the last of several files with one name', async () => {
    const old: Entry = { name: 'index.json', content: Buffer.from('{"manifests":[]}') };
    expect((await opened([old, ...layout])).root.digest).toBe(sha256(manifest.bytes));
  });

  test('is read with the extended headers that pax writes before an entry', async () => {
    const image = await opened(
      layout.map((entry) => ({ ...entry, pax: { comment: 'x'.repeat(700), path: entry.name } })),
    );
    expect(await layerOf(image)).toBe('ayer');
  });

  test.each(['gnu', 'pax', 'ustar', 'v7'])('is read as tar writes it in the format %s', async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-tar-'));
    try {
      for (const { name, content } of layout) {
        await mkdir(dirname(join(folder, 'in', name)), { recursive: true });
        await writeFile(join(folder, 'in', name), content ?? '');
      }
      // tar writes whichever of the two it comes to later as a hard link to the other.
      await link(join(folder, 'in/blobs/sha256', layer.slice(7)), join(folder, 'in/blobs/kept'));
      execFileSync('tar', [
        `--format=${format}`,
        '-cf',
        join(folder, 'image.tar'),
        '-C',
        join(folder, 'in'),
        '.',
      ]);
      const image = await openLayout('image.tar', fileOf(await readFile(join(folder, 'image.tar'))));
      expect(await layerOf(image)).toBe('ayer');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is chosen by the name after the colon', async () => {
    const image = await openLayout('image.tar', fileOf(await tarOf(layout)));
    expect(image.source).toBe('The OCI layout image.tar');
    await expect(openLayout('image.tar:v1', fileOf(await tarOf(layout)))).rejects.toThrow(
      'The OCI layout image.tar has no image named `v1`',
    );
  });
});

describe('an archive that can not be used is refused in one sentence', () => {
  const rebuild = 'Build it again; nothing was pushed.';
  const refused = async (bytes: Uint8Array, why: string): Promise<void> => {
    await expect(openLayout('image.tar', fileOf(bytes))).rejects.toMatchObject({
      kind: 'input',
      message: `The OCI layout image.tar can't be read: ${why}. ${rebuild}`,
    });
  };

  test('when it is compressed', async () => {
    await refused(gzipSync(await tarOf(layout)), 'it is compressed with gzip, which `gunzip` undoes');
  });

  test('when it is no archive', () => refused(Buffer.from('x'.repeat(600)), 'a header in it is damaged'));

  test('when it is empty', () => refused(Buffer.alloc(0), 'the file oci-layout is missing'));

  test('when it ends in the middle of a layer', async () => {
    const last = layout.find(({ name }) => name.endsWith(layer.slice(7)));
    if (last === undefined) throw new Error('the fixture has its layer');
    const bytes = await tarOf([...layout.filter((each) => each !== last), last]);
    // Without the two blocks of zeros, what fills up the last block, and two bytes of the layer.
    await refused(
      bytes.subarray(0, bytes.length - 1024 - 507 - 2),
      `it ends in the middle of blobs/sha256/${layer.slice(7)}`,
    );
  });

  test('when a blob lies outside of where blobs lie', async () => {
    const moved = layout.map((entry) =>
      entry.name.endsWith(layer.slice(7)) ? { ...entry, name: `../${entry.name}` } : entry,
    );
    await expect(opened(moved)).rejects.toThrow(
      `The OCI layout image.tar is incomplete: the blob ${layer} is missing. ${rebuild}`,
    );
  });
});
