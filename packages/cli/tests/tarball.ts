/**
 * The package as somebody gets it: packed by npm, installed from its tarball into an empty folder without the network,
 * and started from a repository of theirs.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pathOfPart } from '@slipway/test-kit/real-parts';

const root = resolve(import.meta.dirname, '../../..');

export interface Installed {
  /** Of all that is made; removed by `remove`. */
  readonly top: string;
  /** Of the tarball, in bytes. */
  readonly size: number;
  /** The environment that the program is started with: no home of a person, no registry. */
  readonly env: Readonly<Record<string, string>>;
  readonly program: string;
  remove(): Promise<void>;
}

export async function packAndInstall(): Promise<Installed> {
  // By its real path: so git tells the folder of a repository.
  const top = await realpath(await mkdtemp(join(tmpdir(), 'slipway-package-test-')));
  const [home, user, temporary] = ['home', 'user', 'tmp'].map((name) => join(top, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, user, temporary]) await mkdir(folder);
  const path = [dirname(process.execPath), dirname(pathOfPart('act')), '/usr/local/bin', '/usr/bin', '/bin'];
  // Where a docker answers it would build, and fetch the base image.
  const docker = 'unix:///nowhere/docker.sock';
  const env = {
    DOCKER_HOST: docker,
    HOME: home,
    PATH: path.join(delimiter),
    TMPDIR: temporary,
    npm_config_offline: 'true',
  };
  // Into the home, where the guide has it.
  const packed = ['pack', '--json', '--pack-destination', home];
  // As a maintainer does it, who has the network; whoever installs it has none here.
  const { stdout } = await npm(packed, join(root, 'packages/cli'), process.env);
  const [{ filename, size }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [
    { filename: string; size: number },
  ];
  await npm(['install', '--no-audit', '--no-fund', join(home, filename)], user, env);
  const program = join(user, 'node_modules/.bin/slipway');
  return { top, size, env, program, remove: () => rm(top, { recursive: true, force: true }) };
}

const npm = (words: readonly string[], cwd: string, env: NodeJS.ProcessEnv) =>
  promisify(execFile)('npm', words, { cwd, env: { ...env }, maxBuffer: 2 ** 26 });

/** An empty repository with a starter and the example app, as a person copies them. @returns its folder */
export async function consumer({ top }: Installed, name: string): Promise<string> {
  const folder = join(top, name);
  const workflows = join(folder, '.github/workflows');
  await mkdir(workflows, { recursive: true });
  for (const file of ['app.mjs', 'server.mjs', 'settings.mjs', 'package.json', 'Dockerfile'])
    await cp(join(root, 'example-app', file), join(folder, file));
  const starter = await readFile(join(root, 'workflows-templates/release.yml'), 'utf8');
  // What GitHub fills in when somebody takes a starter.
  await writeFile(join(workflows, 'release.yml'), starter.replaceAll('$default-branch', 'main'));
  await promisify(execFile)('git', ['init', '--quiet', '--initial-branch', 'main'], { cwd: folder });
  return folder;
}

export interface Started {
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly output: () => string;
  /** Resolves once it has said so. */
  said(text: string): Promise<void>;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

export const start = (installed: Installed, folder: string, ...words: readonly string[]): Started =>
  startProgram(installed, folder, installed.program, words);

/** A line as a page has it, in a shell. */
export const runLine = (installed: Installed, folder: string, line: string): Started['ended'] =>
  startProgram(installed, folder, 'sh', ['-c', line]).ended;

function startProgram(
  { env }: Installed,
  folder: string,
  program: string,
  words: readonly string[],
): Started {
  const child = spawn(program, words, { cwd: folder, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const each of listeners) each();
    });
  const ended = new Promise<{ exitCode: number | null; output: string }>((settle) => {
    child.on('close', (exitCode) => settle({ exitCode, output }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((settle, reject) => {
      const look = (): void => {
        if (output.includes(text)) settle();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended without saying "${text}":\n${output}`)));
    });
  return { child, output: () => output, said, ended };
}

export const run = (installed: Installed, folder: string, ...words: readonly string[]): Started['ended'] =>
  start(installed, folder, ...words).ended;
