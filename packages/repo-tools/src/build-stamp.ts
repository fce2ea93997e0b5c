/**
 * Remembers from what each dist was built, and what came out, so that a build only does what changed. The memory is
 * inside node_modules: a fresh clone builds all.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, pathOfAction, root } from './repository.ts';

const memory = join(root, 'node_modules/.slipway-build.json');

export interface Stamp {
  readonly from: string;
  readonly to: string;
}

/** Of an action as it is now: hashes of its sources and of its dist. */
export function stampOf(name: string): Stamp {
  const folder = pathOfAction(name);
  const sources = [folder, ...workspacePackages(folder)].flatMap((path) => [
    `${path}/package.json`,
    ...filesBelow(join(root, path, 'src')).map((file) => `${path}/src/${file}`),
  ]);
  const settings = [
    `${folder}/tsconfig.json`,
    'tsconfig.base.json',
    'pnpm-lock.yaml',
    'packages/repo-tools/src/bundle.ts',
    'packages/repo-tools/src/licences.ts',
  ];
  return {
    from: hashOf([...settings, ...sources]),
    to: hashOf(filesBelow(join(root, folder, 'dist')).map((file) => `${folder}/dist/${file}`)),
  };
}

export function isUpToDate(name: string): boolean {
  const now = stampOf(name);
  const then = remembered()[name];
  return then !== undefined && now.from === then.from && now.to === then.to;
}

export function remember(name: string): void {
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ ...remembered(), [name]: stampOf(name) }, null, 2));
}

function remembered(): Readonly<Record<string, Stamp>> {
  return existsSync(memory) ? (JSON.parse(readFileSync(memory, 'utf8')) as Record<string, Stamp>) : {};
}

/** The packages of this repository that a folder depends on, directly or not: paths relative to the repository. */
export function workspacePackages(folder: string, seen = new Set<string>()): readonly string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const path = name.replace('@slipway/', 'packages/');
    if (!name.startsWith('@slipway/') || seen.has(path)) continue;
    seen.add(path);
    workspacePackages(path, seen);
  }
  return [...seen].sort();
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const absolute = join(root, path);
    hash.update(`${path}\0${existsSync(absolute) ? readFileSync(absolute).toString('base64') : ''}\0`);
  }
  return hash.digest('hex');
}
