#!/usr/bin/env node
/**
 * The door of the package: it runs on any Node from 20 on and hands over to Node 24, which the JavaScript actions need
 * as much as this program does: act runs them with the `node` that it finds. Plain JavaScript, without dependencies.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = 20;
const wanted = 24;
const program = fileURLToPath(new URL('../dist/index.js', import.meta.url));

if (major(process.version) >= wanted) await import('../dist/index.js');
else process.exitCode = await handOver(process.argv.slice(2));

function major(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
}

async function handOver(words) {
  if (major(process.version) < oldest)
    return refuse(`it needs Node ${oldest} or newer, and this is ${process.version}`);
  const node = nodeOnPath() ?? nodeOfNpm();
  if (node === undefined)
    return refuse(`there is no Node ${wanted} on your PATH, and npm could not fetch it`);
  return run(node, [program, ...words]);
}

function refuse(why) {
  console.error(
    `Slipway can't start: ${why}. Install Node ${wanted} (https://nodejs.org), then type the same again.`,
  );
  return 1;
}

/** Any on the PATH will do, not the first alone. */
function nodeOnPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const programs = folders.map((folder) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'));
  return programs
    .filter((path) => existsSync(path))
    .find((path) => major(said(path, ['--version'])) >= wanted);
}

/** Into npm's own cache, where the next run finds it. */
function nodeOfNpm() {
  console.error(
    `This is Node ${process.version}, and JavaScript actions run on Node ${wanted}: npm is asked for it (npx node@${wanted}) …`,
  );
  const path = said('npx', ['--yes', `--package=node@${wanted}`, '--', 'node', '-p', 'process.execPath']);
  return existsSync(path) ? path : undefined;
}

/** Empty when it fails. */
function said(file, args) {
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.trim() : '';
}

/** A terminal sends Ctrl-C to both; the one that works decides what it means, and takes two for one. */
function run(file, args) {
  const child = spawn(file, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(refuse(`${file} does not start (${error.message})`)));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
