import { expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { provideImage } from '../src/provide-image.ts';
import type { Placed } from '../src/result.ts';
import { standingWords } from '../src/stopped-push.ts';
import { imageOf } from './images.ts';
import { memoryWorld, request } from './memory-world.ts';

const image = imageOf(['hello']);
const { digest } = image.root;

/** A push that was stopped at the last of the tags. */
async function stopped(
  tags: readonly string[],
  missingTags: readonly string[],
  imageIsThere: boolean,
): Promise<Placed> {
  const refused = { [tags.at(-1) ?? '']: setupFailure({ code: 'registry-denied', what: 'No' }) };
  const result = await provideImage({ ...request, tags: [...tags] }, memoryWorld({ layout: image, refused }));
  if (result.kind !== 'placed' || result.ending.kind !== 'stopped')
    throw new Error('the push was not stopped');
  const { ending } = result;
  return {
    ...result,
    ending: { ...ending, result: { ...ending.result, imageIsThere }, by: { ...ending.by, missingTags } },
  };
}

test('an image that was put by its digest, for its signatures, is there when its first tag is refused', async () => {
  expect(standingWords(await stopped(['v1'], ['v1'], true))).toBe(`${digest} is in team/web; missing: v1`);
  expect(standingWords(await stopped(['v1'], ['v1'], false))).toBe(
    `${digest} is not in team/web; missing: v1`,
  );
});

test('nothing is missing when the last tag was put, and could not be confirmed', async () => {
  expect(standingWords(await stopped(['v1', 'v2'], [], true))).toBe(`${digest} is in team/web as v1, v2`);
});
