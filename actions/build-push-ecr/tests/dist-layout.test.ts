/** What a user of the committed bundle sees of layouts that are no good, or not what they seem. */
import { execFile } from 'node:child_process';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';
import { play, withoutCalls } from './dist-scene.ts';
import { attestedIndex, blobPath, image, writeLayoutOf } from '@slipway/test-kit/layouts-on-disk';

const world = `
region: eu-west-1
throttling: 'off'
repositories:
  - { name: team/web, immutable: true }
  - { name: team/api, immutable: true }
`;

const web = image('version 1');
const api = image('version 1 of the api');
const [, layer] = web.needs;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
});
afterAll(() => stage.close());

const at = (name: string): string => join(stage.workspace, name);

/** The same layout as an archive, with its files in the order of their names. */
async function pack(folder: string, archive: string): Promise<void> {
  const files = ['-C', at(folder), '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '.'];
  await promisify(execFile)('tar', ['-cf', at(archive), ...files]);
}

test('an index in a tar archive is pushed as it lies there, and once', async () => {
  const index = attestedIndex(image('version 2'), image('version 2', 'arm64'));
  await writeLayoutOf(at('index'), [index]);
  await pack('index', 'index.tar');
  const inputs = { repository: 'team/web', 'oci-layout': 'index.tar', tags: 'v2' };
  const first = await play(stage, inputs);
  expect([first.run.exitCode, first.run.outputs.digest]).toEqual([0, index.digest]);
  expect(first.transcript).toMatchSnapshot();
  const second = await play(stage, inputs);
  expect([second.run.outputs.reused, second.changes]).toEqual(['true', []]);
});

test('one of several images is chosen by its name', async () => {
  await writeLayoutOf(at('several'), [web, api], ['web', 'api']);
  const inputs = { repository: 'team/web', 'oci-layout': 'several:api', tags: 'api' };
  expect((await play(stage, inputs)).run.outputs.digest).toBe(api.digest);
});

describe('nothing is pushed of a layout', () => {
  test.each<[string, string, () => Promise<void>]>([
    ['that is not there', 'nowhere', () => Promise.resolve()],
    [
      'without index.json',
      'no-index',
      async () => {
        await writeLayoutOf(at('no-index'), [web]);
        await rm(at('no-index/index.json'));
      },
    ],
    ['whose index.json lists nothing', 'empty', () => writeLayoutOf(at('empty'), [])],
    [
      'with several images of which none is chosen',
      'two',
      () => writeLayoutOf(at('two'), [web, api], ['web', 'api']),
    ],
    [
      'that has no image of the name',
      'other:wbe',
      () => writeLayoutOf(at('other'), [web, api], ['web', 'api']),
    ],
    [
      'of which a blob is missing',
      'incomplete',
      async () => {
        await writeLayoutOf(at('incomplete'), [web]);
        await rm(blobPath(at('incomplete'), layer?.digest ?? ''));
      },
    ],
    [
      'of which a blob is cut off',
      'cut',
      async () => {
        await writeLayoutOf(at('cut'), [web]);
        await truncate(blobPath(at('cut'), layer?.digest ?? ''), 10);
      },
    ],
    [
      'that is a tar archive cut off in the middle',
      'cut.tar',
      async () => {
        await writeLayoutOf(at('whole'), [web]);
        await pack('whole', 'cut.tar');
        await truncate(at('cut.tar'), 3000);
      },
    ],
    ['that is a file of another kind', 'notes.txt', () => writeFile(at('notes.txt'), 'Buy milk.\n')],
  ])('%s', async (_, source, make) => {
    await make();
    const refused = await play(stage, { repository: 'team/web', 'oci-layout': source, tags: 'v1' });
    expect([refused.run.exitCode, refused.changes]).toEqual([1, []]);
    expect(refused.transcript).toMatchSnapshot();
  });
});

test('no tag is put on an image with a layer that is not what its digest promises', async () => {
  await writeLayoutOf(at('corrupt'), [web]);
  const { digest = '', bytes = new Uint8Array() } = layer ?? {};
  await writeFile(blobPath(at('corrupt'), digest), Buffer.alloc(bytes.byteLength, 'x'));
  const refused = await play(stage, { repository: 'team/api', 'oci-layout': 'corrupt', tags: 'v1' });
  expect(refused.run.exitCode).toBe(1);
  expect(refused.changes.filter((call) => call.includes('/manifests/'))).toEqual([]);
  expect(withoutCalls(refused)).toMatchSnapshot();
});
