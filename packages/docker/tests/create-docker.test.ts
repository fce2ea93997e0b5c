/** The gateway with programs that are played: what it makes of their ends, and what it tells them. */
import { describe, expect, test } from '@jest/globals';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { recordingLog } from '@slipway/test-kit/recording-log';
import type { Command, Ending } from '../src/commands.ts';
import { createDocker } from '../src/create-docker.ts';
import type { Builder } from '../src/docker.ts';
import * as inspected from './inspected.ts';
import { plainPlan } from './plain-plan.ts';

interface Played {
  readonly ending?: Ending;
  readonly stdout?: string;
  readonly stderr?: string;
  /** What it leaves in its metadata file. */
  readonly metadata?: string;
}

const version = { stdout: 'github.com/docker/buildx v0.30.1 9e66234' };
const digest = `sha256:${'67'.repeat(32)}`;
const builder: Builder = {
  name: 'ci',
  driver: 'remote',
  platforms: ['linux/amd64'],
  buildkitVersion: 'v0.26.2',
  buildxVersion: '0.30.1',
};

/** @param played by the first words after `docker buildx`. */
function stage(
  played: Readonly<Record<string, Played>>,
  disk: Readonly<Record<string, string>> = { Dockerfile: 'FROM scratch AS web\n' },
) {
  const files = memoryFiles(disk);
  const log = recordingLog();
  const cancel = new AbortController();
  const commands: Command[] = [];
  const run = async (command: Command): Promise<Ending> => {
    commands.push(command);
    const { ending, stdout = '', stderr = '', metadata } = played[command.args[1] ?? ''] ?? {};
    for (const line of stdout.split('\n')) command.onLine(line, 'stdout');
    for (const line of stderr.split('\n')) command.onLine(line, 'stderr');
    const path = command.args.find((word) => word.startsWith('--metadata-file='))?.replace(/^[^=]*=/, '');
    if (path !== undefined && metadata !== undefined) await files.write(path, metadata);
    if (ending?.kind === 'killed') cancel.abort();
    return ending ?? { kind: 'exited', code: 0 };
  };
  const environment = { HOME: '/home/me', NPM_TOKEN: 'hunter2' };
  const world = { run, files, log, environment, workspace: '/workspace', cancelled: cancel.signal };
  return { docker: createDocker(world), files, log, commands };
}

const failed = (stderr: string, code = 1): Played => ({ ending: { kind: 'exited', code }, stderr });

describe('the builder', () => {
  test('is known by what buildx prints', async () => {
    const { docker, commands } = stage({ version, inspect: { stdout: inspected.remote } });
    expect(await docker.builder(true)).toMatchObject({ name: 'ci', buildxVersion: '0.30.1' });
    await docker.builder(false);
    expect(commands.map(({ args }) => args.join(' '))).toEqual([
      'buildx version',
      'buildx inspect --bootstrap',
      'buildx version',
      'buildx inspect',
    ]);
  });

  test.each<[string, Readonly<Record<string, Played>>, string]>([
    [
      'no docker',
      { version: { ending: { kind: 'missing' } } },
      'There is no docker on this runner: no program of that name is on the PATH. Choose a runner that has docker, such as ubuntu-latest; a layout or a promotion needs none.',
    ],
    [
      'no buildx',
      {
        version: failed("docker: unknown command: docker buildx\n\nRun 'docker --help' for more information"),
      },
      'docker has no buildx: docker: unknown command: docker buildx. Run docker/setup-buildx-action before this step.',
    ],
    [
      'no buildx, in the words of docker 20.10',
      { version: failed("docker: 'buildx' is not a docker command.\nSee 'docker --help'") },
      "docker has no buildx: docker: 'buildx' is not a docker command. Run docker/setup-buildx-action before this step.",
    ],
    [
      'a daemon that is down',
      { version, inspect: { stdout: inspected.daemonDown } },
      'The docker daemon does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? Start it before this step (`sudo systemctl start docker`), or choose a runner that has docker.',
    ],
    [
      'a daemon that refuses this user',
      {
        version,
        inspect: failed(
          'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: connect: permission denied',
        ),
      },
      'This user may not talk to the docker daemon: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: connect: permission denied. Add the user of the runner to the group docker: `sudo usermod -aG docker ‹user›`.',
    ],
    [
      'no such builder',
      { version, inspect: failed('ERROR: no builder "nope" found') },
      'The builder was not found: no builder "nope" found. Run docker/setup-buildx-action before this step. `docker buildx ls` lists those that there are.',
    ],
    [
      'a builder that does not start',
      {
        version,
        inspect: failed(
          '#1 [internal] booting buildkit\n#1 pulling image moby/buildkit:buildx-stable-1\n#1 ERROR: Error response from daemon\n------\nERROR: Error response from daemon: Get "https://registry-1.docker.io/v2/": no such host',
        ),
      },
      '`docker buildx inspect --bootstrap` failed: Error response from daemon: Get "https://registry-1.docker.io/v2/": no such host. Run docker/setup-buildx-action before this step.',
    ],
    [
      'a builder that does not answer',
      { version, inspect: failed('#1 [internal] waiting for connection\nERROR: context deadline exceeded') },
      'The builder does not answer: context deadline exceeded. Run docker/setup-buildx-action before this step. `docker buildx ls` shows the state of each builder.',
    ],
  ])('%s is a failure with the next thing to type', async (_, played, message) => {
    const { docker } = stage(played);
    const failure = docker.builder(true);
    await expect(failure).rejects.toHaveProperty('message', message);
    await expect(failure).rejects.toHaveProperty('kind', 'setup');
  });

  test('is not asked for in a workspace that is not there', async () => {
    const { docker } = stage({ version: { ending: { kind: 'missing' } } }, {});
    await expect(docker.builder(true)).rejects.toMatchObject({
      kind: 'setup',
      code: 'workspace-missing',
      what: 'There is no folder /workspace to run docker in',
    });
  });

  test('that is being looked at when the job is cancelled is no failure of its own', async () => {
    const { docker } = stage({ version: { ending: { kind: 'killed', signal: 'SIGINT' } } });
    await expect(docker.builder(true)).rejects.toThrow('Cancelled while looking at the builder.');
  });

  test('is shown while it starts', async () => {
    const stderr = '#1 [internal] booting buildkit';
    const { docker, log } = stage({ version, inspect: { stdout: inspected.remote, stderr } });
    await docker.builder(true);
    expect(log.lines).toContain(stderr);
  });
});

describe('a build', () => {
  const metadata = JSON.stringify({ 'containerimage.digest': digest });
  const stderr = '#4 [1/2] COPY a b\n#4 CACHED\n\n#5 [2/2] RUN make\n#5 DONE 1.0s';

  test('is told as it goes, and leaves nothing behind', async () => {
    const { docker, log, files } = stage({ build: { metadata, stderr } });
    expect(await docker.build(plainPlan, builder)).toEqual({
      digest,
      mediaType: undefined,
      steps: { cached: 1, executed: 1 },
      warnings: [],
    });
    expect(log.lines).toEqual(expect.arrayContaining(['#4 CACHED', '#5 DONE 1.0s']));
    expect([...files.contents.keys()]).toEqual(['/workspace/Dockerfile']);
  });

  test('runs in the workspace with the builder that was looked at, and the job’s environment', async () => {
    const { docker, commands } = stage({ build: { metadata } });
    await docker.logIn([{ hosts: ['one.test'], username: 'AWS', password: 'token' }], () => undefined);
    await docker.build(plainPlan, builder);
    expect(commands[0]).toMatchObject({
      program: 'docker',
      folder: '/workspace',
      environment: { NPM_TOKEN: 'hunter2', DOCKER_CONFIG: '/temporary/1', BUILDX_METADATA_WARNINGS: 'true' },
    });
    expect(commands[0]?.args).toContain('--builder=ci');
    // One folder is all that a post step has to remove when the job is killed.
    expect(commands[0]?.args).toContain('--metadata-file=/temporary/1/metadata.json');
    expect(JSON.stringify(commands[0])).not.toContain('token"');
  });

  test('is not begun where the builder can not do it', async () => {
    const { docker, commands } = stage({});
    await expect(docker.build(plainPlan, { ...builder, driver: 'docker' })).rejects.toMatchObject({
      code: 'builder-not-able',
    });
    expect(commands).toEqual([]);
  });

  test('that fails says why, and leaves nothing behind either', async () => {
    const { docker, files } = stage({
      build: failed('ERROR: failed to build: failed to solve: target stage "wob" could not be found'),
    });
    await expect(docker.build({ ...plainPlan, target: 'wob' }, builder)).rejects.toThrow(
      'The Dockerfile has no stage wob: there are web. Did you mean `target: web`?',
    );
    expect([...files.contents.keys()]).toEqual(['/workspace/Dockerfile']);
  });

  test('that is cancelled is cancelled, whatever it said', async () => {
    const { docker } = stage({
      build: { ending: { kind: 'killed', signal: 'SIGKILL' }, stderr: 'ERROR: no space left on device' },
    });
    await expect(docker.build(plainPlan, builder)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('without a digest is no success', async () => {
    const { docker } = stage({ build: {} });
    await expect(docker.build(plainPlan, builder)).rejects.toMatchObject({ code: 'digest-unknown' });
  });

  test('puts no annotations where docker would drop them', async () => {
    const { docker, commands } = stage({ build: { metadata } });
    const push = { kind: 'by-tag', reference: 'one.test/web:v1' } as const;
    const old = { ...builder, driver: 'docker' };
    await docker.build({ ...plainPlan, push, annotations: { a: 'b' } }, old);
    expect(commands[0]?.args.filter((word) => word.startsWith('--annotation'))).toEqual([]);
  });
});

test('a password is hidden in both of its forms before anything is written', async () => {
  const { docker, log } = stage({});
  const masksThen: number[] = [];
  await docker.logIn([{ hosts: ['one.test'], username: 'AWS', password: 'token' }], () =>
    masksThen.push(log.masks.length),
  );
  expect(log.masks).toEqual(['token', Buffer.from('AWS:token').toString('base64')]);
  expect(masksThen).toEqual([2]);
});
