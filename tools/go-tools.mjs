/**
 * The Go programs that the tests drive, built from go.mod's `tool` lines into tools/bin:
 * `node tools/go-tools.mjs buildx buildkitd`. One that is up to date is left as it is.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

/** Where each of them is looked for. */
export const binFolder = join(folder, 'bin');

/** The import path of each program by its name: `buildx`, `buildkitd` … */
export function goTools() {
  const module = readFileSync(join(folder, 'go.mod'), 'utf8');
  const [, lines = ''] = /^tool \(\n([^)]*)\)/m.exec(module) ?? [];
  const paths = lines.split('\n').map((line) => line.trim());
  return new Map(paths.filter((path) => path !== '').map((path) => [basename(path), path]));
}

function main(names) {
  const known = goTools();
  const strange = names.filter((name) => !known.has(name));
  if (names.length === 0 || strange.length > 0) {
    console.error(`Name some of: ${[...known.keys()].join(', ')}`);
    return 1;
  }
  const stamp = stampNow();
  if (stamp === undefined) {
    console.error('These programs are built with Go 1.25 or newer, and there is no `go` on the PATH.');
    return 1;
  }
  const isCurrent = (name) => existsSync(join(binFolder, name)) && readOr(stampFile(name), '') === stamp;
  return names.every((name) => isCurrent(name) || build(name, known.get(name), stamp)) ? 0 : 1;
}

/** What decides how the programs come out; undefined without Go. */
function stampNow() {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const hash = createHash('sha256').update(stdout);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

/** @returns whether it is there now; what Go says stands in the log when not. */
function build(name, path, stamp) {
  const startedAt = Date.now();
  mkdirSync(binFolder, { recursive: true });
  const flags = `-s -w ${versionFlag(path)}`;
  const args = ['build', '-trimpath', '-ldflags', flags, '-o', join(binFolder, name), path];
  const { status, stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${stderr}${name} could not be built from ${path}: the lines above say why.`);
    return false;
  }
  writeFileSync(stampFile(name), stamp);
  console.error(`Built ${name} in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return true;
}

/** Built from a module cache, a program does not know its own version; buildx and buildkitd ask this variable. */
function versionFlag(path) {
  const required = readFileSync(join(folder, 'go.mod'), 'utf8').matchAll(/^\t(\S+) (v\S+)/gm);
  const [, module, version] = [...required].find(([, each]) => path.startsWith(`${each}/`)) ?? [];
  return module === undefined ? '' : `-X ${module}/version.Version=${version}`;
}

const stampFile = (name) => join(binFolder, `.${name}`);

function readOr(path, fallback) {
  return existsSync(path) ? readFileSync(path, 'utf8') : fallback;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
