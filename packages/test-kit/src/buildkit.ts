/**
 * A real buildkitd on a loopback port, and what a docker command needs in its environment to build with it: a
 * configuration of its own with the pinned buildx as plugin, and a builder of the driver `remote`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, symlink } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOfPart } from './real-parts.ts';

export interface Buildkit {
  /** `tcp://127.0.0.1:PORT` */
  readonly address: string;
  /** DOCKER_CONFIG and BUILDX_BUILDER. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** @throws Error with what it printed when it does not come up within half a minute. */
export async function startBuildkit(): Promise<Buildkit> {
  const home = await mkdtemp(join(tmpdir(), 'slipway-buildkit-'));
  const port = await freePort();
  const address = `tcp://127.0.0.1:${String(port)}`;
  const [program = '', ...args] = asRoot(
    pathOfPart('buildkitd'),
    '--addr',
    address,
    '--root',
    join(home, 'state'),
  );
  const daemon = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(daemon, 'close');
  const printed: Buffer[] = [];
  daemon.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await ended;
    const [remove = '', ...what] = asRoot('rm', '-rf', home);
    spawnSync(remove, what);
  };
  try {
    await listening(port, () => daemon.exitCode !== null);
    return { address, environment: await createBuilder(home, address), stop };
  } catch (error) {
    await stop();
    throw new Error(`buildkitd did not come up:\n${Buffer.concat(printed).toString()}`, { cause: error });
  }
}

/** buildkitd mounts what it builds; on GitHub's runners it takes sudo, which asks for no password there. */
const asRoot = (...command: readonly string[]): readonly string[] =>
  process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];

async function createBuilder(home: string, address: string): Promise<Buildkit['environment']> {
  const config = join(home, 'docker');
  await mkdir(join(config, 'cli-plugins'), { recursive: true });
  await symlink(pathOfPart('buildx'), join(config, 'cli-plugins', 'docker-buildx'));
  const environment = { DOCKER_CONFIG: config, BUILDX_BUILDER: 'slipway-test' };
  const args = ['create', '--name', environment.BUILDX_BUILDER, '--driver', 'remote', address];
  const { status, stderr } = spawnSync(pathOfPart('buildx'), args, {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return environment;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

async function listening(port: number, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (hasEnded()) throw new Error('it ended');
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('nothing listens');
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
