/** What a summary says of the layers of an image and of the image before it. */
import { expect, test } from '@jest/globals';
import { compareLayers } from '../src/new-layers.ts';
import { hold, imageOf } from './images.ts';
import { emptyRegistry, memoryRegistry } from './memory-registry.ts';

const before = imageOf(['base', 'old app']);
const image = imageOf(['base', 'new app']);

test('layers that the image before does not have are new', async () => {
  const state = emptyRegistry('registry');
  await hold(state, before, 'v1');
  const newest = { digest: before.root.digest, archived: false };
  const place = { repository: 'team/web', newest };
  expect(await compareLayers(image, place, memoryRegistry(state))).toMatchObject({
    previous: before.root.digest,
    platforms: [
      {
        platform: 'linux/amd64',
        layers: [
          { size: 4, isNew: false },
          { size: 7, isNew: true },
        ],
      },
    ],
  });
});

test.each([
  ['there is none', undefined, 'There is no image before it in the repository.'],
  [
    'it is the image itself',
    { digest: image.root.digest, archived: false },
    'It is the newest image of the repository.',
  ],
  ['it is archived', { digest: before.root.digest, archived: true }, 'The image before it is archived.'],
  [
    'it is gone',
    { digest: before.root.digest, archived: false },
    /^The image before it could not be read\. The image registry\/team\/web@sha256:\w+ was not found/,
  ],
])(
  'without an image before, because %s, no layer is called new, and that is said',
  async (_, newest, gap) => {
    const place = { repository: 'team/web', newest };
    const compared = await compareLayers(image, place, memoryRegistry(emptyRegistry('registry')));
    expect(compared.previous).toBeUndefined();
    expect(compared.gap).toMatch(gap);
    expect(compared.platforms[0]?.layers.map(({ isNew }) => isNew)).toEqual([false, false]);
  },
);
