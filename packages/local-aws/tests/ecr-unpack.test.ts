import { describe, expect, test } from '@jest/globals';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pushImage, pushLayers, type TarEntry } from './ecr-images.ts';
import { onStage } from './ecr-stage.ts';

/** Unpacks an image of these layers; `outside` is a file beside the root that nothing may touch. */
async function unpacked(
  layers: readonly (readonly TarEntry[])[],
  look: (root: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-unpack-'));
  const root = join(folder, 'root');
  await mkdir(root);
  await writeFile(join(folder, 'outside'), 'untouched');
  try {
    await onStage(async (stage) => {
      const digest = await pushLayers(stage, 'team/web', layers);
      await stage.ecr.images.unpack({ repository: 'team/web', digest, tags: [] }, root);
    });
    await look(root);
  } finally {
    expect(await readFile(join(folder, 'outside'), 'utf8')).toBe('untouched');
    expect(await readdir(folder)).toEqual(['outside', 'root']);
    await rm(folder, { recursive: true });
  }
}

const file = (name: string, content = name): TarEntry => ({ name, content, mode: 0o644 });
const link = (name: string, linkname: string): TarEntry => ({ name, linkname, type: 'symlink' });
const hardLink = (name: string, linkname: string): TarEntry => ({ name, linkname, type: 'link' });

const names = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true })).sort();

describe('unpacking an image', () => {
  test('writes files with their modes and makes the folders above them', () =>
    unpacked([[{ ...file('app/run.sh', '#!'), mode: 0o755 }]], async (root) => {
      expect(await readFile(join(root, 'app/run.sh'), 'utf8')).toBe('#!');
      expect((await lstat(join(root, 'app/run.sh'))).mode & 0o777).toBe(0o755);
    }));

  test('lets a higher layer replace and remove what lower ones did', () =>
    unpacked(
      [
        [file('a', 'old'), file('gone'), file('dir/gone'), file('dir/kept')],
        [file('a', 'new'), file('.wh.gone', ''), file('dir/.wh.gone', '')],
      ],
      async (root) => {
        expect(await readFile(join(root, 'a'), 'utf8')).toBe('new');
        expect(await names(root)).toEqual(['a', 'dir', 'dir/kept']);
      },
    ));

  test('lets an opaque folder hide the lower layers only, wherever the mark stands', () =>
    unpacked(
      [
        [file('dir/lower'), file('dir/sub/lower')],
        [file('dir/sub/own'), file('dir/.wh..wh..opq', ''), file('dir/own')],
      ],
      async (root) => {
        expect(await names(root)).toEqual(['dir', 'dir/own', 'dir/sub', 'dir/sub/own']);
      },
    ));

  test('lets a folder replace a file and a file replace a folder', () =>
    unpacked(
      [
        [file('a'), file('b/c')],
        [file('a/x'), file('b')],
      ],
      async (root) => {
        expect(await names(root)).toEqual(['a', 'a/x', 'b']);
      },
    ));

  test('makes links mean inside the root what they mean inside the image', () =>
    unpacked(
      [[file('usr/bin/node', 'node'), link('bin', '/usr/bin'), link('deep/up', '../../../usr/bin/node')]],
      async (root) => {
        expect(await readlink(join(root, 'bin'))).toBe('usr/bin');
        expect(await readFile(join(root, 'bin/node'), 'utf8')).toBe('node');
        expect(await readFile(join(root, 'deep/up'), 'utf8')).toBe('node');
      },
    ));

  test('follows a link inside the root when it writes below it', () =>
    unpacked([[file('usr/bin/a'), link('bin', 'usr/bin')], [file('bin/b')]], async (root) => {
      expect((await lstat(join(root, 'bin'))).isSymbolicLink()).toBe(true);
      expect(await readdir(join(root, 'usr/bin'))).toEqual(['a', 'b']);
    }));

  test('makes a hard link to a file of the image', () =>
    unpacked([[file('a', 'same'), hardLink('b', 'a')]], async (root) => {
      expect((await lstat(join(root, 'b'))).ino).toBe((await lstat(join(root, 'a'))).ino);
    }));

  test.each<[string, string, string, string]>([
    ['to the root', 'a/b/c/l', '/', '.'],
    ['to a path from the root', 'a/b/c/l', '/usr/bin', 'usr/bin'],
    ['to a path from its own folder', 'a/b/c/l', '../../x', 'x'],
  ])('lets a hard link to a link %s mean what it means where it stands', (_, name, means, reached) =>
    unpacked([[file('usr/bin/a'), link(name, means)], [hardLink('l2', name)]], async (root) => {
      expect(await readlink(join(root, 'l2'))).toBe(reached);
    }),
  );

  test('keeps what is written below a hard link to a link of the root inside', () =>
    unpacked([[link('a/b/c/l', '/'), hardLink('l2', 'a/b/c/l')], [file('l2/made')]], async (root) => {
      expect(await readdir(root)).toEqual(['a', 'l2', 'made']);
    }));

  test('takes a hard link below a file for no folder, and leaves the file', () =>
    expect(unpacked([[file('a')], [hardLink('b', 'a/c')]], async () => undefined)).rejects.toThrow(
      /^The image has a file where a folder is wanted: .*\/root\/a$/,
    ));

  test('replaces a link by a file instead of writing through it', () =>
    unpacked([[link('out', '/../outside')], [file('out', 'inside')]], async (root) => {
      expect(await readFile(join(root, 'out'), 'utf8')).toBe('inside');
    }));
});

describe('an image that reaches outside its root', () => {
  test.each<[string, readonly TarEntry[]]>([
    ['with a path', [file('../outside', 'overwritten')]],
    ['with a path in the middle', [file('a/../../outside', 'overwritten')]],
    ['with a hard link', [hardLink('b', '../outside')]],
    ['with a whiteout', [file('.wh...', '')]],
  ])('%s is refused', async (_, layer) => {
    await expect(unpacked([layer], async () => undefined)).rejects.toThrow(/outside its root/);
  });
});

describe('an image that is looked up', () => {
  test('is found by tag and by digest under the address of the registry alone', () =>
    onStage(async (stage) => {
      const host = new URL(stage.endpoint).host;
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'] });
      const image = { repository: 'team/web', digest, tags: ['v1'] };
      expect(stage.ecr.images.find(`${host}/team/web:v1`)).toEqual(image);
      expect(stage.ecr.images.find(`${host}/team/web@${digest}`)).toEqual(image);
      expect(stage.ecr.images.find(`${host}/team/web:v2`)).toBeUndefined();
      expect(stage.ecr.images.find(`elsewhere.example/team/web:v1`)).toBeUndefined();
    }));

  test('has the configuration that it was built with', () =>
    onStage(async (stage) => {
      const config = {
        env: { PORT: '8080' },
        entrypoint: ['node'],
        cmd: ['server.js'],
        workingDir: '/app',
        labels: { a: 'b' },
      };
      const { digest } = await pushImage(stage, { repository: 'team/web', tags: ['v1'], config });
      expect(await stage.ecr.images.config({ repository: 'team/web', digest, tags: [] })).toEqual({
        env: ['PORT=8080'],
        entryPoint: ['node'],
        command: ['server.js'],
        workingDirectory: '/app',
        labels: { a: 'b' },
      });
    }));
});
