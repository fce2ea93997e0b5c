/**
 * The gateway at work with the real docker client, buildx and buildkitd, and the local cloud's registry.
 * @needs buildx
 * @needs buildkitd
 */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startBuildkit, type Buildkit } from '@slipway/test-kit/buildkit';
import { pathsOfPart } from '@slipway/test-kit/real-parts';
import type { BuildPlan } from '../src/build-plan.ts';
import { openRealStage, type RealStage } from './real-stage.ts';

let buildkit: Buildkit;
let stage: RealStage;

beforeAll(async () => {
  buildkit = await startBuildkit();
  stage = await openRealStage(buildkit.environment);
}, 60_000);

afterAll(async () => {
  await stage.close();
  await buildkit.stop();
});

beforeEach(() => stage.dockerfile('FROM scratch\nCOPY Dockerfile /first\nCOPY Dockerfile /second\n'));

const build = (plan: Partial<BuildPlan>, environment: Readonly<Record<string, string>> = {}) =>
  stage.build({ plan, environment });

describe('an image of two platforms with provenance', () => {
  test('is pushed without a tag, and the digest is that of its index', async () => {
    const { built, lines } = await build(
      {
        platforms: ['linux/amd64', 'linux/arm64'],
        provenance: 'mode=max',
        annotations: { 'org.opencontainers.image.revision': '1f0c' },
        secrets: [{ id: 'npm', from: { kind: 'variable', name: 'NPM_TOKEN' } }],
      },
      { NPM_TOKEN: 'hunter2' },
    );
    expect(built).toMatchObject({
      mediaType: 'application/vnd.oci.image.index.v1+json',
      steps: { cached: 0, executed: 2 },
      warnings: [],
    });
    const index = await stage.manifest(built.digest);
    expect(index.manifests?.map(({ platform }) => `${platform.os}/${platform.architecture}`)).toEqual([
      'linux/amd64',
      'linux/arm64',
      'unknown/unknown',
      'unknown/unknown',
    ]);
    const first = await stage.manifest(index.manifests?.[0]?.digest ?? '');
    const annotations = { 'org.opencontainers.image.revision': '1f0c' };
    expect([index.annotations, first.annotations]).toEqual([annotations, annotations]);
    expect(await (await stage.ask('tags/list')).json()).toMatchObject({ tags: [] });
    expect(lines).toContain(
      "The builder slipway-test can't run programs of linux/arm64. Instructions that run some need docker/setup-qemu-action before this step.",
    );
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

test('an image alone carries its annotations itself', async () => {
  const { built } = await build({ provenance: 'false', annotations: { a: 'b' } });
  expect(built.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
  expect(await stage.manifest(built.digest)).toMatchObject({ annotations: { a: 'b' } });
});

test('equal sources make an equal image when the time is given', async () => {
  const plan = { provenance: 'false', noCache: true, sourceDateEpoch: 1_700_000_000 };
  const [one, other] = [await build(plan), await build(plan)];
  expect(other.built.digest).toBe(one.built.digest);
});

test('a cache in the registry is read by the next builder, and one that can not be written is told', async () => {
  const cache = { kind: 'registry', reference: `${stage.host}/cache:web` } as const;
  expect((await build({ cache })).built.warnings).toEqual([]);
  expect((await build({ cache })).built.steps).toEqual({ cached: 2, executed: 0 });
  const nowhere = await build({ cache: { kind: 'registry', reference: `${stage.host}/nowhere:web` } });
  expect(nowhere.built.warnings.map(({ title }) => title)).toEqual([
    'The cache of the build was not written',
  ]);
});

test('what the checks of the build find is told at its line', async () => {
  await stage.dockerfile('FROM scratch\nCOPY Dockerfile /\nworkdir app\n');
  const { built } = await build({});
  expect(built.warnings).toContainEqual(
    expect.objectContaining({
      title: expect.stringMatching(/^WorkdirRelativePath: /),
      file: 'Dockerfile',
      line: 3,
    }),
  );
});

test('a helper of the user does not shadow the login, and nothing of the configuration is for others', async () => {
  const own = join(stage.root, 'own');
  await mkdir(own);
  const { DOCKER_CONFIG: before = '' } = buildkit.environment;
  await writeFile(
    join(own, 'config.json'),
    JSON.stringify({
      credsStore: 'not-there',
      cliPluginsExtraDirs: [join(before, 'cli-plugins')],
      auths: { 'other.test': { auth: 'b3RoZXI6b3RoZXI=' } },
    }),
  );
  const shadow = { auths: { [stage.host]: { auth: 'eDp5' } } };
  const { built, folder } = await build(
    {},
    { DOCKER_CONFIG: own, BUILDX_CONFIG: join(before, 'buildx'), DOCKER_AUTH_CONFIG: JSON.stringify(shadow) },
  );
  expect((await stage.manifest(built.digest)).manifests).toHaveLength(2);
  const modes = [folder, join(folder, 'config.json')].map(async (path) => (await stat(path)).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  expect(JSON.parse(await readFile(join(own, 'config.json'), 'utf8'))).not.toHaveProperty([
    'auths',
    stage.host,
  ]);
});

test('an instruction that fails is the headline', async () => {
  await stage.dockerfile('FROM scratch AS base\nFROM base AS web\nCOPY nowhere /\n');
  await expect(build({})).rejects.toMatchObject({
    kind: 'outcome',
    what: 'The build failed at `COPY nowhere /` (Dockerfile:3, stage web)',
    why: 'nowhere is not in the context',
    at: { file: 'Dockerfile', line: 3 },
  });
});

test.each<[string, Partial<BuildPlan>, string]>([
  [
    'an unknown stage',
    { target: 'wob' },
    'The Dockerfile has no stage wob: there are web. Did you mean `target: web`?',
  ],
  [
    'an unknown repository',
    { push: { kind: 'by-digest', name: 'HOST/none' } },
    "The repository none was not found in HOST: unknown: The repository with name 'none' does not exist in the registry with id '123456789012'. Create it first, or correct its name.",
  ],
  [
    'an unknown builder',
    {},
    'The builder was not found: no builder "nobody" found. Run docker/setup-buildx-action before this step. `docker buildx ls` lists those that there are.',
  ],
])('%s is told in a sentence', async (name, plan, message) => {
  await stage.dockerfile('FROM scratch AS web\nCOPY Dockerfile /\n');
  const push =
    plan.push?.kind === 'by-digest'
      ? { push: { kind: 'by-digest', name: `${stage.host}/none` } as const }
      : {};
  const environment: Record<string, string> =
    name === 'an unknown builder' ? { BUILDX_BUILDER: 'nobody' } : {};
  await expect(build({ ...plan, ...push }, environment)).rejects.toThrow(
    message.replaceAll('HOST', stage.host),
  );
});

test.each(pathsOfPart('docker'))('a cancel ends the build at once, with %s', async (client) => {
  // Whoever asks it waits for ever.
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await stage.dockerfile(`FROM scratch\nADD http://127.0.0.1:${String(port)}/${client} /\n`);
  const cancel = new AbortController();
  const asked = once(silent, 'request').then(() => cancel.abort());
  await expect(stage.build({ client, cancelled: cancel.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  await asked;
  silent.closeAllConnections();
  silent.close();
});
