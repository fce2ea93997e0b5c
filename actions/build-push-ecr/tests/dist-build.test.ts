/**
 * The committed bundle builds with the real buildkit: several platforms, with provenance, pushed to the local cloud. The
 * digest that it gives out is the one that skopeo sees.
 * @needs docker
 * @needs buildx
 * @needs buildkitd
 * @needs skopeo
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sha256 } from '@slipway/oci/digest';
import { startBuildkit, type Buildkit } from '@slipway/test-kit/buildkit';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';
import { registryPassword } from '@slipway/test-kit/pushed-image';
import { pathOfPart } from '@slipway/test-kit/real-parts';

const world = `
region: eu-west-1
# ECR takes ten manifests a second, and on a fast machine some builds push more.
throttling: 'off'
repositories:
  - { name: team/web, immutable: true }
  - { name: team/cache, immutable: false }
`;

const dockerfile = `
FROM scratch AS base
ARG GREETING=hello
LABEL greeting=$GREETING
COPY hello.txt /
FROM base AS web
COPY world.txt /
`;

let stage: HarbourStage;
let buildkit: Buildkit;
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'slipway-step-'));
  [stage, buildkit] = await Promise.all([openStage({ world, temporary }), startBuildkit()]);
  await mkdir(join(stage.workspace, 'app'), { recursive: true });
  await writeFile(join(stage.workspace, 'app', 'Dockerfile'), dockerfile);
  for (const name of ['hello', 'world']) await writeFile(join(stage.workspace, 'app', `${name}.txt`), name);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await buildkit.stop();
  await rm(temporary, { recursive: true, force: true });
});

const play = (
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Played> =>
  stage.play(
    'build-push-ecr',
    { repository: 'team/web', context: 'app', ...inputs },
    { ...buildkit.environment, ...env },
  );

const login = async (): Promise<string> => `AWS:${await registryPassword(stage.aws.endpoint)}`;

/** The digest of the very bytes that the registry gives for a tag. The cloud answers in this process: nothing may wait for it. */
async function seenBySkopeo(reference: string, creds: string): Promise<string> {
  const args = ['inspect', '--tls-verify=false', '--raw', `--creds=${creds}`, `docker://${reference}`];
  const { stdout } = await promisify(execFile)(pathOfPart('skopeo'), args, { encoding: 'buffer' });
  return sha256(stdout);
}

test('an index of two platforms with provenance is in the repository under the digest that is given out', async () => {
  const inputs = { platforms: 'linux/amd64\nlinux/arm64', provenance: 'mode=max', tags: 'v1\nv2' };
  const first = await play(inputs);
  expect([first.run.exitCode, first.run.outputs.reused]).toEqual([0, 'false']);
  const { digest = '', registry = '', platforms = '' } = first.run.outputs;
  const creds = await login();
  expect(await seenBySkopeo(`${registry}/team/web:v1`, creds)).toBe(digest);
  expect(await seenBySkopeo(`${registry}/team/web:v2`, creds)).toBe(digest);
  expect(Object.keys(JSON.parse(platforms) as object)).toEqual(['linux/amd64', 'linux/arm64']);
  expect(first.run.outputs['media-type']).toBe('application/vnd.oci.image.index.v1+json');

  const second = await play(inputs);
  expect([second.run.exitCode, second.changes]).toEqual([0, []]);
  expect(second.run.outputs).toMatchObject({ digest, reused: 'true' });
}, 120_000);

test('nothing of the login is left on the disk, and nothing in the log had to be masked', async () => {
  const { run } = await play({ tags: 'v3', target: 'base' });
  expect(run.exitCode).toBe(0);
  expect(run.masks.length).toBeGreaterThan(2);
  expect(
    [...run.log, run.summary, ...Object.values(run.outputs)].filter((text) => text.includes('***')),
  ).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
}, 60_000);

test('a second build with a cache in the registry has its steps from there', async () => {
  const inputs = { cache: 'registry', 'cache-repository': 'team/cache', provenance: 'false' };
  expect((await play({ ...inputs, tags: 'c1' })).run.exitCode).toBe(0);
  const { run } = await play({ ...inputs, tags: 'c2', 'if-tag-exists': 'overwrite' });
  expect(run.log.at(-1)).toMatch(/^Built \(2 steps, 2 of them cached\)/);
}, 60_000);

test('equal sources make equal images when SOURCE_DATE_EPOCH is set', async () => {
  const again = async (tags: string): Promise<string | undefined> => {
    for (const name of ['hello', 'world']) await writeFile(join(stage.workspace, 'app', `${name}.txt`), name);
    const inputs = { provenance: 'false', 'no-cache': 'true', tags };
    return (await play(inputs, { SOURCE_DATE_EPOCH: '1700000000' })).run.outputs.digest;
  };
  const first = await again('epoch-1');
  expect(first).toMatch(/^sha256:/);
  expect(await again('epoch-2')).toBe(first);
}, 60_000);

test('a tar file that buildx wrote is pushed under the digest that it has there', async () => {
  const dest = join(stage.workspace, 'app.tar');
  const args = ['build', '--output', `type=oci,dest=${dest}`, '--metadata-file', `${dest}.json`];
  await promisify(execFile)(pathOfPart('buildx'), [...args, join(stage.workspace, 'app')], {
    env: { ...process.env, ...buildkit.environment },
  });
  const { run } = await stage.play('build-push-ecr', {
    repository: 'team/web',
    'oci-layout': 'app.tar',
    tags: 'tar',
  });
  const metadata = JSON.parse(await readFile(`${dest}.json`, 'utf8')) as Record<string, unknown>;
  expect([run.exitCode, run.outputs.digest]).toEqual([0, metadata['containerimage.digest']]);
}, 60_000);

test('a failing instruction is the headline', async () => {
  await writeFile(join(stage.workspace, 'app', 'broken.Dockerfile'), 'FROM scratch\nCOPY missing.txt /\n');
  const { run } = await play({ file: 'app/broken.Dockerfile', tags: 'broken' });
  expect(run.exitCode).toBe(1);
  expect(run.log.at(-1)).toContain('COPY missing.txt /');
}, 60_000);
