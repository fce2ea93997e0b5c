import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { provideImage } from '../src/provide-image.ts';
import type { Placed, Result } from '../src/result.ts';
import { imageOf, indexOf } from './images.ts';
import { memoryWorld, request } from './memory-world.ts';

const layout = imageOf(['hello']);
const { digest } = layout.root;
const other = `sha256:${'0'.repeat(64)}`;

function placed(result: Result): Placed {
  if (result.kind !== 'placed') throw new Error(`the image is ${result.kind}`);
  return result;
}

describe('the first run', () => {
  test('pushes blobs, then the manifest under every tag', async () => {
    const world = memoryWorld({ layout });
    const result = await provideImage({ ...request, tags: ['v1', 'latest'] }, world);
    // The largest first.
    const blobs = layout.blobs.map((blob) => `blob ${blob.digest}`);
    expect(world.state.changes).toEqual([...blobs, 'manifest v1', 'manifest latest']);
    expect(placed(result).ending).toMatchObject({
      kind: 'pushed',
      result: { pushedBlobs: 2, pushedTags: ['v1', 'latest'] },
    });
  });

  test('pushes the images of an index before the index', async () => {
    const index = indexOf('amd', 'arm');
    const world = memoryWorld({ layout: index });
    await provideImage(request, world);
    const images = index.manifests.slice(0, 2).map((each) => `manifest ${each.digest}`);
    expect(world.state.changes.slice(-3)).toEqual([...images, 'manifest v1']);
    expect(world.state.tags.get('v1')).toBe(index.root.digest);
  });

  test('pushes only the blobs that are missing', async () => {
    const world = memoryWorld({ layout });
    const [config, layer] = layout.blobs;
    world.state.blobs.set(config?.digest ?? '', new Uint8Array());
    await provideImage(request, world);
    expect(world.state.changes).toEqual([`blob ${layer?.digest ?? ''}`, 'manifest v1']);
  });

  test('masks the password before it is used', async () => {
    const world = memoryWorld();
    await provideImage(request, world);
    expect(world.secrets).toEqual(['mask pw', 'mask QVdTOnB3', 'login at http://127.0.0.1:5000 as AWS:pw']);
  });

  test('logs the plan before anything is pushed', async () => {
    const world = memoryWorld({ layout });
    await provideImage({ ...request, dryRun: true }, world);
    expect(world.lines).toEqual([
      'Plan for team/web in 127.0.0.1:5000',
      `  image  ${digest}, 1.5 kB, linux/amd64`,
      '  from   an OCI layout',
      '  blobs  2 to push (65 B), 0 already there',
      '  tag    v1: new',
    ]);
  });
});

describe('a later run', () => {
  test.each([false, true])('pushes nothing and reuses the image (immutable: %s)', async (immutable) => {
    const world = memoryWorld({ layout, immutable });
    await provideImage(request, world);
    world.state.changes.length = 0;
    const again = await provideImage(request, world);
    expect(placed(again).ending).toEqual({ kind: 'reused' });
    expect(world.state.changes).toEqual([]);
  });

  test('puts a new tag on the image that is there, without its blobs', async () => {
    const world = memoryWorld({ layout });
    await provideImage(request, world);
    world.state.changes.length = 0;
    const again = await provideImage({ ...request, tags: ['v1', 'v2'] }, world);
    expect(world.state.changes).toEqual(['manifest v2']);
    expect(placed(again).ending).toMatchObject({
      kind: 'pushed',
      result: { pushedBlobs: 0, pushedTags: ['v2'] },
    });
  });

  test('takes an immutable tag that somebody else has just pushed with this digest as done', async () => {
    const world = memoryWorld({ layout, immutable: true });
    await provideImage(request, world);
    const blind = { ...world, ecr: { ...world.ecr, findImage: async () => undefined } };
    expect(placed(await provideImage(request, blind)).ending).toEqual({ kind: 'reused' });
  });

  test('moves a tag when it is told to', async () => {
    const world = memoryWorld({ layout });
    world.state.tags.set('v1', other);
    await provideImage({ ...request, ifTagExists: 'overwrite' }, world);
    expect(world.state.tags.get('v1')).toBe(digest);
    expect(world.lines.at(-1)).toBe('  tag    v1: moves from sha256:000000000000');
  });
});

test('a dry run compares every blob with its digest', async () => {
  const corrupt = setupFailure({ code: 'layout-corrupt', what: 'A blob is corrupt' });
  const world = memoryWorld({ layout: { ...layout, verify: async () => Promise.reject(corrupt) } });
  await expect(provideImage({ ...request, dryRun: true }, world)).rejects.toBe(corrupt);
});

test('a dry run pushes nothing', async () => {
  const world = memoryWorld({ layout });
  const result = await provideImage({ ...request, dryRun: true }, world);
  expect(placed(result).ending).toEqual({ kind: 'planned' });
  expect(world.state.changes).toEqual([]);
});

describe('a tag that exists is refused before anything is pushed', () => {
  test.each([
    [
      'it holds another image',
      { ifTagExists: 'reuse', immutable: false, holds: other },
      'tag-holds-other',
      `The tag v1 of team/web holds another image: it holds ${other}, and this image is ${digest}. Use another tag, or \`if-tag-exists: overwrite\` when it may be moved. Nothing was pushed.`,
    ],
    [
      'it holds another image and can not be moved',
      { ifTagExists: 'reuse', immutable: true, holds: other },
      'tag-holds-other',
      `The tag v1 of team/web holds another image: it holds ${other}, and this image is ${digest}. Use another tag: this one is immutable. Nothing was pushed.`,
    ],
    [
      'it must not exist, and holds another image',
      { ifTagExists: 'fail', immutable: false, holds: other },
      'tag-exists',
      `The tag v1 exists already in team/web: it holds ${other}. Use another tag, or \`if-tag-exists: reuse\`. Nothing was pushed.`,
    ],
    [
      'it must not exist, and holds this image',
      { ifTagExists: 'fail', immutable: false, holds: digest },
      'tag-exists',
      `The tag v1 exists already in team/web: it holds this very image, ${digest}. Use another tag, or \`if-tag-exists: reuse\`. Nothing was pushed.`,
    ],
    [
      'it can not be moved',
      { ifTagExists: 'overwrite', immutable: true, holds: other },
      'tag-immutable',
      `The tag v1 of team/web can't be moved to ${digest}: it is immutable in this repository, and it holds ${other}. Use another tag. Nothing was pushed.`,
    ],
  ] as const)('%s', async (_, { ifTagExists, immutable, holds }, code, message) => {
    const world = memoryWorld({ layout, immutable });
    world.state.tags.set('v1', holds);
    const pushed = provideImage({ ...request, tags: ['v0', 'v1'], ifTagExists }, world);
    await expect(pushed).rejects.toMatchObject({ kind: 'input', code, message });
    expect(world.state.changes).toEqual([]);
  });
});

describe('a tag that somebody else makes while the image is uploaded', () => {
  const meanwhile = (holds: string) => (tags: Map<string, string>) => void tags.set('v1', holds);

  test.each([
    [
      'is left alone when it holds another image',
      'reuse',
      other,
      'tag-holds-other',
      `it holds ${other}, and this image is ${digest}. Use another tag, or \`if-tag-exists: overwrite\` when it may be moved.`,
    ],
    [
      'is left alone when it must not exist',
      'fail',
      other,
      'tag-exists',
      `it holds ${other}, and this image is ${digest}. Use another tag, or \`if-tag-exists: reuse\`.`,
    ],
    [
      'is a failure when it must not exist, even with this image',
      'fail',
      digest,
      'tag-exists',
      `it holds this very image, ${digest}. Use another tag, or \`if-tag-exists: reuse\`.`,
    ],
  ] as const)('%s', async (_, ifTagExists, holds, code, words) => {
    const world = memoryWorld({ layout, meanwhile: meanwhile(holds) });
    const { ending } = placed(await provideImage({ ...request, tags: ['v1', 'v2'], ifTagExists }, world));
    expect(ending).toMatchObject({
      kind: 'stopped',
      result: { pushedTags: [], presentTags: [] },
      by: {
        missingTags: ['v1', 'v2'],
        failure: {
          kind: 'input',
          code,
          message: `The tag v1 of team/web was made by somebody else while this image was pushed: ${words}`,
        },
      },
    });
    expect([...world.state.tags]).toEqual([['v1', holds]]);
    expect(world.state.changes.filter((change) => change.startsWith('manifest'))).toEqual([]);
  });

  test('is reused when it holds this image by now', async () => {
    const world = memoryWorld({ layout, meanwhile: meanwhile(digest) });
    const { ending } = placed(await provideImage(request, world));
    expect(ending).toMatchObject({ kind: 'pushed', result: { pushedTags: [], presentTags: ['v1'] } });
    expect(world.state.changes.filter((change) => change.startsWith('manifest'))).toEqual([]);
  });

  test('is moved when it may be', async () => {
    const world = memoryWorld({ layout, meanwhile: meanwhile(other) });
    await provideImage({ ...request, ifTagExists: 'overwrite' }, world);
    expect(world.state.tags.get('v1')).toBe(digest);
  });
});

test('a tag that the registry does not take leaves those after it as they are', async () => {
  const refused = { v2: setupFailure({ code: 'registry-denied', what: 'No' }) };
  const world = memoryWorld({ layout, refused });
  const { ending } = placed(await provideImage({ ...request, tags: ['v1', 'v2', 'latest'] }, world));
  expect(ending).toMatchObject({
    kind: 'stopped',
    result: { pushedBlobs: 2, pushedTags: ['v1'] },
    by: { failure: refused.v2, missingTags: ['v2', 'latest'] },
  });
  expect([...world.state.tags.keys()]).toEqual(['v1']);
});

test('a tag that can not be made is refused before the layout is opened', async () => {
  const world = {
    ...memoryWorld(),
    layouts: { open: () => Promise.reject(new Error('the layout was opened')) },
  };
  await expect(provideImage({ ...request, tags: ['{pr}'] }, world)).rejects.toMatchObject({
    code: 'input-invalid',
  });
});
