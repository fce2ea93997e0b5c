/** Keeps what the lines of `path` name, below the folder that all of them have in common. */
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fail, input, refuseName, store } from './store.mjs';

if (input('archive') === 'false')
  fail(
    "The local run keeps artifacts in a folder of the run, and can't do what `archive: false` asks for. Leave it out, or try this step on GitHub.",
  );
const name = input('name') || 'artifact';
refuseName(name);
const withHidden = input('include-hidden-files') === 'true';
const lines = input('path')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');
const [wanted, unwanted] = [
  lines.filter((line) => !line.startsWith('!')),
  lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)),
];
const left = new Set(unwanted.flatMap(filesOf));
const files = [...new Set(wanted.flatMap(filesOf))].filter((file) => !left.has(file));
const folder = join(store, name);
if (files.length === 0) none();
else if (existsSync(folder) && input('overwrite') !== 'true')
  fail(
    'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run',
  );
else keep();

function keep() {
  rmSync(folder, { recursive: true, force: true });
  const top = inCommon(wanted.map(searched));
  for (const file of files) {
    const to = join(folder, file === top ? basename(file) : relative(top, file));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(file, to, { dereference: true });
    // The archive that GitHub keeps knows no modes: a program is none any more.
    chmodSync(to, 0o644);
  }
  console.log(`${files.length} files are kept as the artifact ${name}`);
}

/** What is before the first pattern; of a file alone its folder. */
function searched(line) {
  const parts = resolve(line).split(sep);
  const pattern = parts.findIndex((part) => /[*?[]/.test(part));
  const path = pattern === -1 ? resolve(line) : parts.slice(0, pattern).join(sep);
  const isFile = existsSync(path) && statSync(path).isFile();
  return isFile ? dirname(path) : path;
}

function inCommon([first = '', ...others]) {
  const parts = first.split(sep);
  const shared = parts.findIndex((part, at) => others.some((other) => other.split(sep)[at] !== part));
  return (shared === -1 ? parts : parts.slice(0, shared)).join(sep) || sep;
}

function filesOf(line) {
  const start = searched(line);
  const isPattern = /[*?[]/.test(line);
  const found = isPattern ? globSync(resolve(line)) : [resolve(line)].filter((path) => existsSync(path));
  return found.flatMap(below).filter((file) => withHidden || !isHidden(relative(start, file)));
}

function isHidden(path) {
  return path.split(sep).some((part) => part.startsWith('.') && part !== '..');
}

function below(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((each) => below(join(path, each)));
}

function none() {
  const message = `No files were found with the provided path: ${input('path')}. No artifacts will be uploaded.`;
  const what = input('if-no-files-found') || 'warn';
  if (what === 'error') fail(message);
  if (what === 'warn') console.log(`::warning::${message.replaceAll('\n', '%0A')}`);
}
