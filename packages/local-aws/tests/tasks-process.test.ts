import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ContainerSpec, ImageConfig } from '../src/ports.ts';
import { container, registry, stage, task, type Stage } from './tasks-stage.ts';
import { trafficClock } from './traffic-clock.ts';

const server = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => response.writeHead(204).end());
  server.listen(Number(process.env.PORT), process.env.HOST, () => console.log('ready ' + process.env.GREETING));
  process.on('SIGTERM', () => { console.error('bye'); process.exit(0); });
`;
const stubborn = `process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1000); console.log('ready');`;
/** Starts a child that holds a connection to the test for as long as it lives; the test's end ends both. */
const parent = `
  import { spawn } from 'node:child_process';
  const child = "require('node:net').connect(Number(process.env.WATCH), '127.0.0.1').resume()" +
    ".on('close', () => process.kill(process.ppid))";
  spawn(process.execPath, ['-e', child], { stdio: 'ignore' });
  setInterval(() => {}, 1000);
`;
const probe = { container: 'web', port: 8080, path: '/', timeout: 5000 };
let open: Stage | undefined;
const watched: Socket[] = [];
afterEach(async () => {
  await open?.close();
  for (const socket of watched.splice(0)) socket.destroy();
});

async function run(source: string, spec: Partial<ContainerSpec> = {}, config: Partial<ImageConfig> = {}) {
  const clock = trafficClock();
  const images = registry({ 'server.mjs': source }, { workingDirectory: '/', ...config });
  open = await stage(clock, images);
  const running = open.runtime.start(task(container(spec)), open.events);
  return { ...open, clock, images, running };
}

/** Tells when a process that was given `environment` has connected, and when it is gone. */
async function watch(): Promise<{
  readonly environment: Readonly<Record<string, string>>;
  readonly arrived: Promise<{ readonly gone: Promise<unknown> }>;
}> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const arrived = new Promise<{ gone: Promise<unknown> }>((resolve) => {
    server.once('connection', (socket: Socket) => {
      // A killed process may reset its connection instead of closing it.
      socket.on('error', () => undefined).resume();
      watched.push(socket);
      server.close();
      resolve({ gone: new Promise((closed) => socket.once('close', closed)) });
    });
  });
  return { environment: { WATCH: String(port) }, arrived };
}

describe('a container as a process', () => {
  test('starts from its image, answers on its port, and ends with its own code', async () => {
    const { running, until, said, hostPorts } = await run(server, {}, { env: ['GREETING=hello'] });
    await until('health log ready');
    expect(said).toEqual(['started web', 'health log ready hello']);
    expect(hostPorts[0]).toBeGreaterThan(0);
    expect(await running.probe(probe)).toEqual({ kind: 'answer', status: 204 });
    expect(await running.probe({ ...probe, port: 9090 })).toEqual({ kind: 'refused' });
    running.stop();
    await until('exited');
    expect(said.slice(2)).toEqual(['health log bye', 'exited web 0']);
    expect(await running.probe(probe)).toEqual({ kind: 'refused' });
  });

  test('which listens on a fixed port is told by its health check what it was meant to listen on', async () => {
    const { running, until } = await run(server.replace('Number(process.env.PORT)', '0'));
    await until('health log ready');
    expect(await running.probe(probe)).toEqual({
      kind: 'refused',
      why: 'nothing listens on the port that this task finds in PORT',
    });
  });

  test('sees nothing of this process’s environment but PATH', async () => {
    process.env.SLIPWAY_TEST_SECRET = 'hidden';
    const { until, said } = await run('console.log(Object.keys(process.env).sort().join())');
    delete process.env.SLIPWAY_TEST_SECRET;
    await until('exited');
    expect(said[1]).toBe('health log HOST,PATH,PORT');
  });

  test('has all its lines told before its end, the last without line end included', async () => {
    const { until, said } = await run(`process.stdout.write('one\\ntwo'); process.exitCode = 7;`);
    await until('exited');
    expect(said).toEqual(['started web', 'health log one', 'health log two', 'exited web 7']);
  });

  test('that ignores SIGTERM is killed when its stop timeout has passed', async () => {
    const { clock, running, until, said } = await run(stubborn, { stopTimeout: 2 });
    await until('health log ready');
    running.stop();
    await until('health log no');
    clock.advance(1999);
    expect(said).not.toContain('exited web 137');
    clock.advance(1);
    await until('exited');
    expect(said).toContain('exited web 137');
  });

  test('takes what it started with it', async () => {
    const { environment, arrived } = await watch();
    const { running, until } = await run(parent, { environment });
    const { gone } = await arrived;
    running.stop();
    await until('exited web 143');
    await gone;
  });

  test('stopped before it could start ends as terminated, without having started', async () => {
    const { running, until, said } = await run(server);
    running.stop();
    await until('exited');
    expect(said).toEqual(['exited web 143']);
  });

  test('that can’t be executed fails to start', async () => {
    const { until, said } = await run(server, { entryPoint: ['no-such-program'] });
    await until('failed');
    expect(said).toEqual([
      'failed web CannotStartContainerError: failed to create container process: ' +
        'exec: "no-such-program": executable file not found in $PATH',
    ]);
  });

  test('of an image without a command fails to start', async () => {
    const { until, said } = await run(server, {}, { entryPoint: [], command: [] });
    await until('failed');
    expect(said).toEqual(['failed web CannotStartContainerError: no command specified in image']);
  });
});

describe('the working directory of a container', () => {
  const printed = 'console.log(process.cwd())';
  /** Runs an image with this working directory, in whose root `lay` puts what stands there. */
  async function runIn(workingDirectory: string, lay: (root: string) => Promise<void>): Promise<Stage> {
    const images = registry({ 'server.mjs': printed }, { workingDirectory, command: ['/server.mjs'] });
    const unpack: typeof images.unpack = async (image, root) => {
      await images.unpack(image, root);
      await lay(root);
    };
    open = await stage(trafficClock(), { ...images, unpack });
    open.runtime.start(task(container()), open.events);
    return open;
  }

  test.each([
    ['is made where the image lacks it', '/app/data', '/app/data'],
    ['never lies above the root', '/app/../../etc', '/etc'],
    ['is followed through a link of the image', '/link/data', '/srv/data'],
  ])('%s', async (_, workingDirectory, reached) => {
    const { until, said, storage } = await runIn(workingDirectory, async (root) => {
      await mkdir(join(root, 'srv'));
      await symlink('srv', join(root, 'link'));
    });
    await until('exited');
    const [folder = ''] = await readdir(storage);
    expect(said[1]).toBe(`health log ${join(storage, folder, reached)}`);
  });

  test('is not made outside of the image, wherever a link leads', async () => {
    const { until, said, storage } = await runIn('/out/made-outside', (root) =>
      symlink('../..', join(root, 'out')),
    );
    await until('failed');
    const [folder = ''] = await readdir(storage);
    expect(said).toEqual([
      "failed web CannotStartContainerError: the working directory /out/made-outside can't be used: " +
        `The image has a link that leaves its root: ${join(storage, folder, 'out')}`,
    ]);
    expect(await readdir(dirname(storage))).toEqual(['images']);
  });

  test('does not take the place of a file of the image', async () => {
    const { until, said, storage } = await runIn('/server.mjs', async () => undefined);
    await until('failed');
    const [folder = ''] = await readdir(storage);
    expect(said).toEqual([
      "failed web CannotStartContainerError: the working directory /server.mjs can't be used: " +
        `The image has a file where a folder is wanted: ${join(storage, folder, 'server.mjs')}`,
    ]);
  });
});

describe('the runtime', () => {
  test('unpacks an image once for all its tasks, and removes it when it closes', async () => {
    const { runtime, events, until, images, storage, said } = await run(stubborn);
    runtime.start(task(container({ name: 'other' })), events);
    await Promise.all([until('started web'), until('started other')]);
    expect(images.unpacked).toHaveLength(1);
    expect(await readdir(storage)).toHaveLength(1);
    await runtime.close();
    expect(await readdir(storage)).toEqual([]);
    expect(said.filter((line) => line.startsWith('exited'))).toEqual([]);
  });

  test('leaves no process behind when it closes', async () => {
    const { environment, arrived } = await watch();
    const { runtime } = await run(parent, { environment });
    const { gone } = await arrived;
    await runtime.close();
    await gone;
  });

  test('gives two tasks two ports', async () => {
    const { runtime, events, until, hostPorts } = await run(server);
    runtime.start(task(container({ name: 'other' })), events);
    await Promise.all([until('started web'), until('started other')]);
    expect(new Set(hostPorts).size).toBe(2);
  });

  test('tells nothing more of a task once one of its containers failed to start', async () => {
    const clock = trafficClock();
    open = await stage(clock, registry({ 'server.mjs': stubborn }, { workingDirectory: '/' }));
    const broken = container({ name: 'broken', entryPoint: ['no-such-program'] });
    open.runtime.start(task(container(), broken), open.events);
    await open.until('failed broken');
    const said = open.said.length;
    await open.runtime.close();
    expect(open.said).toHaveLength(said);
  });

  test('leaves no process behind when this process ends without closing it', async () => {
    const { environment, arrived } = await watch();
    const module = new URL('../src/tasks/process-runtime.ts', import.meta.url).href;
    const folder = await mkdtemp(join(tmpdir(), 'slipway-exit-'));
    const config = {
      env: [],
      entryPoint: ['node', '--input-type=module', '-e', parent],
      command: [],
      workingDirectory: '/',
    };
    const program = `
      const { createProcessRuntime } = await import(${JSON.stringify(module)});
      const images = { config: async () => (${JSON.stringify(config)}), unpack: async () => {} };
      const clock = { after: () => () => {} };
      const runtime = createProcessRuntime({ clock, images, storage: ${JSON.stringify(folder)} });
      runtime.start({
        spec: { environment: ${JSON.stringify(environment)}, ports: [] },
        image: { digest: 'd' },
        events: { started() {}, line() {}, exited() {}, failedToStart(why) { throw new Error(why); } },
      });
      process.stdin.once('end', () => process.exit(0)).resume();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const { gone } = await arrived;
    child.stdin.end();
    await gone;
    await rm(folder, { recursive: true });
  });
});
