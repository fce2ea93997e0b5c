import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { hexOf, sha256 } from '../src/digest.ts';
import { writtenLayout, webFiles } from './layout-fixture.ts';

describe('a layout that is written from files', () => {
  test('is the same byte for byte when it is written again, whatever the order of the files', async () => {
    const first = await writtenLayout();
    const second = await writtenLayout({ files: webFiles.toReversed() });
    expect(second.digest).toBe(first.digest);
    expect(second.files.contents).toEqual(first.files.contents);
  });

  test.each([
    ['a file has other content', { files: [{ path: 'app/server.js', content: 'other' }] }],
    ['a mode differs', { files: webFiles.map((file) => ({ ...file, mode: 0o600 })) }],
    ['the configuration differs', { config: { env: { PORT: '9090' } } }],
    ['the platform differs', { platform: 'linux/arm64' }],
    ['another time is asked for', { sourceDateEpoch: 1_700_000_000 }],
  ])('has another digest when %s', async (_, options) => {
    expect((await writtenLayout(options)).digest).not.toBe((await writtenLayout()).digest);
  });

  test('names every blob by its digest and lists the manifest in index.json', async () => {
    const { digest, files } = await writtenLayout({ name: 'v1' });
    for (const [path, bytes] of files.contents) {
      if (path.includes('/blobs/')) expect(path).toBe(`image/blobs/sha256/${hexOf(sha256(bytes))}`);
    }
    const index = JSON.parse(String(files.contents.get('image/index.json'))) as { manifests: object[] };
    expect(index.manifests).toEqual([
      expect.objectContaining({ digest, annotations: { 'org.opencontainers.image.ref.name': 'v1' } }),
    ]);
  });

  test('keeps neither time nor system in the header of the compressed layer', async () => {
    const { files } = await writtenLayout();
    const layer = [...files.contents.values()].find((bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b);
    expect([...(layer ?? new Uint8Array()).subarray(4, 10)]).toEqual([0, 0, 0, 0, 0, 0xff]);
    expect(gunzipSync(layer ?? new Uint8Array()).includes('app/lib/run.sh')).toBe(true);
  });
});
