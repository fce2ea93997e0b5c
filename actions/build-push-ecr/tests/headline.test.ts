/** What moved for a promotion, in the one line that says how a run ended. */
import { expect, test } from '@jest/globals';
import { headline } from '../src/headline.ts';
import { provideImage } from '../src/provide-image.ts';
import type { Placed } from '../src/result.ts';
import { hold, imageOf } from './images.ts';
import { memoryWorld, request } from './memory-world.ts';

async function promoted(): Promise<Placed> {
  const world = memoryWorld();
  const image = imageOf(['hello']);
  await hold(world.state, image, 'staging');
  const from = { registry: undefined, repository: 'team/web', digest: image.root.digest };
  return (await provideImage({ ...request, source: { kind: 'promotion', from } }, world)) as Placed;
}

test.each([
  [0, 0, 'no blob had to move'],
  [3, 0, '3 blobs (12 MB) copied'],
  [0, 1, '1 blob taken over inside the registry'],
  [1, 2, '1 blob (12 MB) copied and 2 blobs taken over inside the registry'],
])('%d copied and %d taken over', async (pushedBlobs, mountedBlobs, words) => {
  const placed = await promoted();
  if (placed.ending.kind !== 'pushed') throw new Error(`it ended as ${placed.ending.kind}`);
  const result = { ...placed.ending.result, pushedBlobs, mountedBlobs, pushedBytes: 12_000_000 };
  expect(headline({ ...placed, ending: { kind: 'pushed', result } })).toMatch(`, ${words}: sha256:`);
});
