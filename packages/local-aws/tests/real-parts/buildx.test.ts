/**
 * buildx with buildkitd against the local registry: pushes by tag and by digest, for several platforms, with
 * provenance; and the registry as their cache.
 * @needs buildx
 * @needs buildkitd
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ListImagesCommand } from '@aws-sdk/client-ecr';
import { mediaTypes } from '@slipway/oci/media-types';
import { startBuildkit, type Buildkit } from '@slipway/test-kit/buildkit';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { registryOf } from '../ecr-images.ts';
import { onStage, type EcrStage } from '../ecr-stage.ts';
import { inFolder, ran, run, type Ran } from './part.ts';

let buildkit: Buildkit;
beforeAll(async () => {
  buildkit = await startBuildkit();
}, 60_000);
afterAll(() => buildkit.stop());

interface Scene {
  readonly stage: EcrStage;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Builds an image of one file that holds this text. */
  readonly build: (content: string, ...args: readonly string[]) => Promise<Ran>;
  /** `containerimage.digest` of the last build. */
  readonly digest: () => Promise<string>;
}

const onScene = (scene: (scene: Scene) => Promise<void>): Promise<void> =>
  onStage((stage) =>
    inFolder(async (folder) => {
      const host = new URL(stage.endpoint).host;
      await logIn(stage, host);
      const metadata = join(folder, 'metadata.json');
      const build: Scene['build'] = async (content, ...args) => {
        await mkdir(join(folder, 'context'), { recursive: true });
        await writeFile(join(folder, 'context', 'hello'), content);
        await writeFile(
          join(folder, 'context', 'Dockerfile'),
          'FROM scratch\nCOPY hello /one\nCOPY hello /two\n',
        );
        const flags = ['--progress', 'plain', '--metadata-file', metadata, ...args];
        return run(pathOfPart('buildx'), ['build', ...flags, join(folder, 'context')], {
          environment: buildkit.environment,
        });
      };
      const digest = async (): Promise<string> => {
        const told = JSON.parse(await readFile(metadata, 'utf8')) as Record<string, unknown>;
        return String(told['containerimage.digest']);
      };
      await scene({ stage, host, build, digest });
    }),
  );

const logIn = ({ login }: EcrStage, host: string): Promise<void> =>
  writeFile(
    join(buildkit.environment.DOCKER_CONFIG ?? '', 'config.json'),
    JSON.stringify({ auths: { [host]: { auth: login.slice('Basic '.length) } } }),
  );

test('an image for two platforms with provenance is pushed as the index whose digest it tells', () =>
  onScene(async ({ stage, host, build, digest }) => {
    const platforms = '--platform=linux/amd64,linux/arm64';
    const built = await build(
      'one',
      platforms,
      '--provenance=mode=max',
      '--push',
      '--tag',
      `${host}/team/web:v1`,
    );
    expect([built.status, built.status === 0 ? '' : built.stderr]).toEqual([0, '']);
    const found = await registryOf(stage).readManifest('team/web', 'v1');
    expect(found).toMatchObject({ digest: await digest(), mediaType: mediaTypes.ociIndex });
    const index = JSON.parse(Buffer.from(found?.bytes ?? []).toString()) as {
      manifests: { platform: object }[];
    };
    expect(index.manifests.map(({ platform }) => platform)).toEqual([
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux' },
      { architecture: 'unknown', os: 'unknown' },
      { architecture: 'unknown', os: 'unknown' },
    ]);
  }));

test('an image that is pushed by digest has no tag', () =>
  onScene(async ({ stage, host, build, digest }) => {
    const output = `type=image,name=${host}/team/web,push-by-digest=true,push=true`;
    const built = await build('two', '--provenance=false', '--output', output);
    expect([built.status, built.status === 0 ? '' : built.stderr]).toEqual([0, '']);
    const { imageIds } = await stage.client.send(new ListImagesCommand({ repositoryName: 'team/web' }));
    expect(imageIds).toEqual([{ imageDigest: await digest() }]);
  }));

test('a tag that may not move is refused in the words of ECR', () =>
  onScene(async ({ host, build }) => {
    await build('one', '--push', '--tag', `${host}/fixed:v1`);
    const { status, stderr } = await build('other', '--push', '--tag', `${host}/fixed:v1`);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the repository is immutable",
    );
  }));

test('a second build takes every step from the cache in the registry', () =>
  onScene(async ({ host, build }) => {
    const ref = `type=registry,ref=${host}/team/web:cache`;
    const to = `${ref},mode=max,image-manifest=true,oci-mediatypes=true`;
    const both = ['--cache-from', ref, '--cache-to', to, '--push', '--tag', `${host}/team/web:v1`];
    expect(await build('cached', ...both)).toMatchObject({ status: 0 });
    await ran(pathOfPart('buildx'), ['prune', '--all', '--force'], { environment: buildkit.environment });
    const { status, stderr } = await build('cached', ...both);
    expect(status).toBe(0);
    const steps = [...stderr.matchAll(/^#(\d+) \[\d\/2\] COPY/gm)].map(([, step]) => step);
    const cached = [...stderr.matchAll(/^#(\d+) CACHED$/gm)].map(([, step]) => step);
    expect(steps).toHaveLength(2);
    expect(cached.toSorted()).toEqual(steps.toSorted());
  }));
