/**
 * The Go programs that the tests drive, built from the `tool` lines of go.mod, here and in the folders beside, into
 * tools/bin: `node tools/go-tools.mjs buildx buildkitd`. One that is up to date is left as it is.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

/** Where each of them is looked for. */
export const binFolder = join(folder, 'bin');

/**
 * Folders of Go modules: act raises a library that buildx does not compile with, and tflint asks for a newer Go, so that
 * they can't share one.
 */
const modules = ['.', 'workflows', 'terraform'];

/** By its name, `buildx`, each program: the folder of its module, and its import path. */
export function goTools() {
  return new Map(modules.flatMap((module) => programsOf(join(folder, module))));
}

function programsOf(module) {
  const [, lines = ''] = /^tool \(\n([^)]*)\)/m.exec(readFileSync(join(module, 'go.mod'), 'utf8')) ?? [];
  const paths = lines.split('\n').map((line) => line.trim());
  return paths.filter((path) => path !== '').map((path) => [basename(path), { module, path }]);
}

function main(names) {
  const known = goTools();
  const strange = names.filter((name) => !known.has(name));
  if (names.length === 0 || strange.length > 0) {
    console.error(`Name some of: ${[...known.keys()].join(', ')}`);
    return 1;
  }
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.status !== 0) {
    console.error('These programs are built with Go 1.25 or newer, and there is no `go` on the PATH.');
    return 1;
  }
  const all = names.map((name) => ({ name, ...known.get(name) }));
  return all.every((tool) => isCurrent(tool, go.stdout) || build(tool, go.stdout)) ? 0 : 1;
}

const isCurrent = ({ name, module }, goVersion) =>
  existsSync(join(binFolder, name)) && readOr(stampFile(name), '') === stampOf(module, goVersion);

/** Of what decides how a program comes out. */
function stampOf(module, goVersion) {
  const hash = createHash('sha256').update(goVersion);
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module, file)));
  return hash.digest('hex');
}

/** @returns whether it is there now; what Go says stands in the log when not. */
function build({ name, module, path }, goVersion) {
  const startedAt = Date.now();
  mkdirSync(binFolder, { recursive: true });
  const flags = `-s -w ${versionFlag(module, path)}`;
  const args = ['build', '-trimpath', '-ldflags', flags, '-o', join(binFolder, name), path];
  const { status, stderr } = spawnSync('go', args, { cwd: module, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${stderr}${name} could not be built from ${path}: the lines above say why.`);
    return false;
  }
  writeFileSync(stampFile(name), stampOf(module, goVersion));
  console.error(`Built ${name} in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return true;
}

/** Built from a module cache, a program does not know its own version; buildx and buildkitd ask this variable. */
function versionFlag(module, path) {
  const required = readFileSync(join(module, 'go.mod'), 'utf8').matchAll(/^\t(\S+) (v\S+)/gm);
  const [, source, version] = [...required].find(([, each]) => path.startsWith(`${each}/`)) ?? [];
  return source === undefined ? '' : `-X ${source}/version.Version=${version}`;
}

const stampFile = (name) => join(binFolder, `.${name}`);

function readOr(path, fallback) {
  return existsSync(path) ? readFileSync(path, 'utf8') : fallback;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
