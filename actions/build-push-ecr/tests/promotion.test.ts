/** The third source: an image of the same registry or of another one, read by its manifests. */
import { describe, expect, test } from '@jest/globals';
import { provideImage } from '../src/provide-image.ts';
import type { Placed, Result } from '../src/result.ts';
import { reportOf } from '../src/report.ts';
import { hold, imageOf, indexOf } from './images.ts';
import { emptyRegistry } from './memory-registry.ts';
import { host, memoryWorld, request } from './memory-world.ts';

const elsewhere = '444455556666.dkr.ecr.us-east-1.amazonaws.com';

const promotion = (digest: string, registry?: string) => ({
  ...request,
  source: { kind: 'promotion', from: { registry, repository: 'team/web', digest } } as const,
  tags: ['production'],
});

function placed(result: Result): Placed {
  if (result.kind !== 'placed') throw new Error(`the image is ${result.kind}`);
  return result;
}

describe('an image of the same repository', () => {
  test('gets the tag, and no blob moves', async () => {
    const world = memoryWorld();
    const image = imageOf(['hello']);
    await hold(world.state, image, 'staging');
    const result = await provideImage(promotion(image.root.digest), world);
    expect(world.state.changes).toEqual(['manifest production']);
    expect(world.state.tags.get('production')).toBe(image.root.digest);
    expect(reportOf(result).outputs).toMatchObject({ digest: image.root.digest, reused: 'true' });
  });

  test('is done when the tag holds it already', async () => {
    const world = memoryWorld();
    const image = imageOf(['hello']);
    await hold(world.state, image, 'production');
    const result = await provideImage(promotion(image.root.digest), world);
    expect([world.state.changes, placed(result).ending.kind]).toEqual([[], 'reused']);
  });

  test('is refused when the tag holds another one', async () => {
    const world = memoryWorld();
    const image = imageOf(['hello']);
    await hold(world.state, imageOf(['other']), 'production');
    await hold(world.state, image);
    await expect(provideImage(promotion(image.root.digest), world)).rejects.toMatchObject({
      code: 'tag-holds-other',
    });
    expect(world.state.changes).toEqual([]);
  });

  test('is refused when there is none', async () => {
    const missing = `sha256:${'0'.repeat(64)}`;
    await expect(provideImage(promotion(missing), memoryWorld())).rejects.toMatchObject({
      kind: 'input',
      code: 'source-not-found',
    });
  });
});

describe('an image of another registry', () => {
  test('comes with all images of its index, under the same digest', async () => {
    const world = memoryWorld();
    const theirs = emptyRegistry(elsewhere);
    world.others.set(elsewhere, theirs);
    const index = indexOf('amd', 'arm');
    await hold(theirs, index, 'v1');
    const result = placed(await provideImage(promotion(index.root.digest, elsewhere), world));
    expect(world.state.tags.get('production')).toBe(index.root.digest);
    expect([...world.state.manifests.keys()].sort()).toEqual([...theirs.manifests.keys()].sort());
    expect(result.image.digest).toBe(index.root.digest);
    expect(theirs.changes).toEqual([]);
  });

  test('is read with the login of its region', async () => {
    const world = memoryWorld();
    world.others.set(elsewhere, emptyRegistry(elsewhere));
    const image = imageOf(['hello']);
    await hold(world.others.get(elsewhere) ?? world.state, image);
    await provideImage(promotion(image.root.digest, elsewhere), world);
    expect(world.secrets.filter((each) => each.startsWith('login'))).toEqual([
      `login at http://${host} as AWS:pw`,
      `login at https://${elsewhere} as AWS:pw-us-east-1`,
    ]);
  });
});
