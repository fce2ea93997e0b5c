/**
 * The gateway at work with the real docker client, buildx and buildkitd, and the local cloud's registry.
 * @needs buildx
 * @needs buildkitd
 */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { realClock } from '@slipway/action-kit/clock';
import { realFiles } from '@slipway/action-kit/files';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { startBuildkit, type Buildkit } from '@slipway/test-kit/buildkit';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { recordingLog } from '@slipway/test-kit/recording-log';
import type { BuildPlan } from '../src/build-plan.ts';
import { commandRunner } from '../src/commands.ts';
import { createDocker } from '../src/create-docker.ts';
import type { Built } from '../src/docker.ts';
import { plainPlan } from './plain-plan.ts';

let buildkit: Buildkit;
let cloud: LocalAws;
let host: string;
let token: string;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-docker-'));
  await mkdir(join(root, 'workspace'));
  await mkdir(join(root, 'temporary'));
  buildkit = await startBuildkit();
  cloud = await startLocalAws({
    world: readWorld('repositories: [{ name: team/web }, { name: cache }]', 'test.yaml'),
  });
  host = new URL(cloud.endpoint).host;
  token = await tokenOf(cloud.endpoint);
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await buildkit.stop();
  await rm(root, { recursive: true });
});

async function tokenOf(endpoint: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
    },
    body: '{}',
  });
  const answer = (await response.json()) as {
    readonly authorizationData: readonly { readonly authorizationToken: string }[];
  };
  return answer.authorizationData[0]?.authorizationToken ?? '';
}

const dockerfile = (text: string): Promise<void> => writeFile(join(root, 'workspace/Dockerfile'), text);

beforeEach(() => dockerfile('FROM scratch\nCOPY Dockerfile /first\nCOPY Dockerfile /second\n'));

interface BuiltHere {
  readonly built: Built;
  readonly lines: readonly string[];
  readonly folder: string;
}

async function build(
  more: Partial<BuildPlan>,
  environment: Readonly<Record<string, string>> = {},
): Promise<BuiltHere> {
  const log = recordingLog();
  const workspace = join(root, 'workspace');
  const docker = createDocker({
    run: commandRunner(realClock),
    files: realFiles({ workspace, temporary: join(root, 'temporary') }),
    log,
    environment: {
      PATH: `${dirname(pathOfPart('docker'))}:/usr/bin:/bin`,
      HOME: root,
      ...buildkit.environment,
      ...environment,
    },
    workspace,
    cancelled: new AbortController().signal,
  });
  const plan: BuildPlan = { ...plainPlan, push: { kind: 'by-digest', name: `${host}/team/web` }, ...more };
  await docker.look(plan);
  const builder = await docker.builder(true);
  expect(builder).toMatchObject({ driver: 'remote', platforms: expect.arrayContaining(['linux/amd64']) });
  const password = Buffer.from(token, 'base64').toString().replace('AWS:', '');
  let folder = '';
  await docker.logIn([{ hosts: [host], username: 'AWS', password }], (path) => (folder = path));
  return { built: await docker.build(plan, builder), lines: log.lines, folder };
}

interface Manifest {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform: { readonly os: string; readonly architecture: string };
  }[];
}

const ask = (path: string): Promise<Response> =>
  fetch(`${cloud.endpoint}/v2/team/web/${path}`, { headers: { authorization: `Basic ${token}` } });

const manifest = async (digest: string): Promise<Manifest> =>
  (await (await ask(`manifests/${digest}`)).json()) as Manifest;

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
    const index = await manifest(built.digest);
    expect(index.manifests?.map(({ platform }) => `${platform.os}/${platform.architecture}`)).toEqual([
      'linux/amd64',
      'linux/arm64',
      'unknown/unknown',
      'unknown/unknown',
    ]);
    const first = await manifest(index.manifests?.[0]?.digest ?? '');
    const annotations = { 'org.opencontainers.image.revision': '1f0c' };
    expect([index.annotations, first.annotations]).toEqual([annotations, annotations]);
    expect(await (await ask('tags/list')).json()).toMatchObject({ tags: [] });
    expect(lines).toContain(
      "The builder slipway-test can't run programs of linux/arm64. Instructions that run some need docker/setup-qemu-action before this step.",
    );
    expect(lines.join('\n')).not.toContain('hunter2');
  });
});

test('an image alone carries its annotations itself', async () => {
  const { built } = await build({ provenance: 'false', annotations: { a: 'b' } });
  expect(built.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
  expect(await manifest(built.digest)).toMatchObject({ annotations: { a: 'b' } });
});

test('equal sources make an equal image when the time is given', async () => {
  const plan = { provenance: 'false', noCache: true, sourceDateEpoch: 1_700_000_000 };
  const [one, other] = [await build(plan), await build(plan)];
  expect(other.built.digest).toBe(one.built.digest);
});

test('a cache in the registry is read by the next builder, and one that can not be written is told', async () => {
  const cache = { kind: 'registry', reference: `${host}/cache:web` } as const;
  expect((await build({ cache })).built.warnings).toEqual([]);
  expect((await build({ cache })).built.steps).toEqual({ cached: 2, executed: 0 });
  const nowhere = await build({ cache: { kind: 'registry', reference: `${host}/nowhere:web` } });
  expect(nowhere.built.warnings.map(({ title }) => title)).toEqual([
    'The cache of the build was not written',
  ]);
});

test('what the checks of the build find is told at its line', async () => {
  await dockerfile('FROM scratch\nCOPY Dockerfile /\nworkdir app\n');
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
  const own = join(root, 'own');
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
  const shadow = { auths: { [host]: { auth: 'eDp5' } } };
  const { built, folder } = await build(
    {},
    { DOCKER_CONFIG: own, BUILDX_CONFIG: join(before, 'buildx'), DOCKER_AUTH_CONFIG: JSON.stringify(shadow) },
  );
  expect((await manifest(built.digest)).manifests).toHaveLength(2);
  const modes = [folder, join(folder, 'config.json')].map(async (path) => (await stat(path)).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  expect(JSON.parse(await readFile(join(own, 'config.json'), 'utf8'))).not.toHaveProperty(['auths', host]);
});

test('an instruction that fails is the headline', async () => {
  await dockerfile('FROM scratch AS base\nFROM base AS web\nCOPY nowhere /\n');
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
    "The repository none was not found in HOST: unknown: The repository with name 'none' does not exist in the registry with id '123456789012'. Create it first, or correct `repository`.",
  ],
  [
    'an unknown builder',
    {},
    'The builder was not found: no builder "nobody" found. Run docker/setup-buildx-action before this step. `docker buildx ls` lists those that there are.',
  ],
])('%s is told in a sentence', async (name, plan, message) => {
  await dockerfile('FROM scratch AS web\nCOPY Dockerfile /\n');
  const push =
    plan.push?.kind === 'by-digest' ? { push: { kind: 'by-digest', name: `${host}/none` } as const } : {};
  const environment: Record<string, string> =
    name === 'an unknown builder' ? { BUILDX_BUILDER: 'nobody' } : {};
  await expect(build({ ...plan, ...push }, environment)).rejects.toThrow(message.replaceAll('HOST', host));
});
