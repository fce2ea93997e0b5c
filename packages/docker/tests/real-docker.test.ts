/**
 * The gateway with the builder inside of a real docker daemon, which pushes under a tag.
 * @needs docker
 * @needs buildx
 */
import { mkdtemp, mkdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pathOfPart, pathsOfPart } from '@slipway/test-kit/real-parts';
import { openRealStage, type RealStage } from './real-stage.ts';

let config: string;
let stage: RealStage;

beforeAll(async () => {
  config = await mkdtemp(join(tmpdir(), 'slipway-docker-config-'));
  await mkdir(join(config, 'cli-plugins'));
  await symlink(pathOfPart('buildx'), join(config, 'cli-plugins/docker-buildx'));
  // An empty one means docker's own socket.
  const { DOCKER_HOST = '' } = process.env;
  stage = await openRealStage({ DOCKER_CONFIG: config, BUILDX_BUILDER: 'default', DOCKER_HOST });
  await stage.dockerfile('FROM scratch\nCOPY Dockerfile /\n');
});

afterAll(async () => {
  await stage.close();
  await rm(config, { recursive: true });
});

test.each(pathsOfPart('docker'))('the digest is what the tag holds then, with %s', async (client) => {
  const push = { kind: 'by-tag', reference: `${stage.host}/team/web:v1` } as const;
  const plan = { push, annotations: { a: 'b' } };
  const { builder, built, lines } = await stage.build({ client, plan });
  expect(builder.driver).toBe('docker');
  const held = await stage.ask('manifests/v1');
  expect(held.headers.get('docker-content-digest')).toBe(built.digest);
  if (builder.usesContainerd === true) return;
  expect(lines).toContain('The builder default puts no annotations on images; their labels say the same.');
});

test('what it can not do is told before anything is built', async () => {
  await expect(stage.build()).rejects.toMatchObject({
    message:
      "The builder default can't push without a tag: it is the one inside of the docker daemon. Run docker/setup-buildx-action before this step.",
  });
});
