/**
 * A builder of two machines, each for a platform of its own: buildx itself puts the index together.
 * @needs buildx
 * @needs buildkitd
 */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBuildkit, type Buildkit } from '@slipway/test-kit/buildkit';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { openRealStage, type RealStage } from './real-stage.ts';

let machines: readonly Buildkit[];
let stage: RealStage;

beforeAll(async () => {
  const [first, second] = await Promise.all([startBuildkit(), startBuildkit()]);
  machines = [first, second];
  const { BUILDX_BUILDER = '' } = first.environment;
  const append = [
    'create',
    '--append',
    '--name',
    BUILDX_BUILDER,
    '--platform',
    'linux/arm64',
    second.address,
  ];
  const { stderr, status } = spawnSync(pathOfPart('buildx'), append, {
    env: { ...process.env, ...first.environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  stage = await openRealStage(first.environment);
  await stage.dockerfile('FROM scratch\nCOPY Dockerfile /\n');
}, 60_000);

afterAll(async () => {
  await stage.close();
  await Promise.all(machines.map((each) => each.stop()));
});

const platforms = ['linux/amd64', 'linux/arm64'];
const tags = async (): Promise<unknown> => (await stage.ask('tags/list')).json();

test('the image of one platform comes without a tag', async () => {
  const { builder, built } = await stage.build({ plan: { platforms: ['linux/arm64'] } });
  expect(builder.nodeCount).toBe(2);
  expect((await stage.manifest(built.digest)).manifests?.[0]?.platform.architecture).toBe('arm64');
  expect(await tags()).toMatchObject({ tags: [] });
});

test('the index of two has the tag that was asked for, and no other', async () => {
  const push = { kind: 'by-tag', reference: `${stage.host}/team/web:v1` } as const;
  const { built } = await stage.build({ plan: { platforms, push, annotations: { a: 'b' } } });
  expect(await stage.manifest(built.digest)).toMatchObject({ annotations: { a: 'b' } });
  expect((await stage.ask('manifests/v1')).headers.get('docker-content-digest')).toBe(built.digest);
  expect(await tags()).toMatchObject({ tags: ['v1'] });
});

test('a tag that can not be moved is refused in a sentence', async () => {
  const push = { kind: 'by-tag', reference: `${stage.host}/team/frozen:v1` } as const;
  await stage.build({ plan: { platforms, push } });
  const other = stage.build({ plan: { platforms, push, annotations: { a: 'b' } } });
  await expect(other).rejects.toMatchObject({
    kind: 'input',
    code: 'tag-immutable',
    what: 'The registry refused the push to team/frozen',
    why: expect.stringMatching(/^it answered 400 Bad Request unknown: The image tag 'v1' already exists/),
  });
});
