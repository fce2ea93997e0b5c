/**
 * Installs the dependencies when they are missing or older than the lock file. A stamp inside node_modules holds
 * the hash of everything that decides the install, so that a second start only reads a few small files.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pnpm = 'pnpm@12.21.0';

/** @returns the path of Node 24, which is one of the dependencies. */
export function nodeOf(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/** @returns undefined, or the sentence that says why the install failed. */
export function installWhenNeeded(root) {
  const stamp = join(root, 'node_modules', '.slipway-install');
  const wanted = fingerprint(root);
  if (existsSync(nodeOf(root)) && readOr(stamp, '') === wanted) return undefined;
  process.stderr.write(
    `Installing what package.json names, with ${pnpm} (only when it changed; a minute or so the first time) …\n`,
  );
  const startedAt = Date.now();
  const failure = install(root);
  if (failure !== undefined) return failure;
  if (!existsSync(nodeOf(root)))
    return 'The install ended without Node 24 in node_modules: remove node_modules and try again.';
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
  process.stderr.write(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.\n`);
  return undefined;
}

function install(root) {
  // CI=true keeps pnpm from asking before it replaces an outdated node_modules. What it prints is shown only when it
  // fails: its warnings are about tools of ours that Node 24 will run.
  const { status, error, signal, stdout, stderr } = spawnSync(
    'npx',
    ['--yes', pnpm, 'install', '--frozen-lockfile'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );
  if (status !== 0) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  if (error !== undefined)
    return `The install could not start: ${error.message}. Is npm (with npx) on your PATH?`;
  if (signal !== null) return `The install was stopped by ${signal}: start the command again.`;
  if (status === 0) return undefined;
  return (
    `The install failed (exit code ${status}; the lines above say why). ` +
    'It needs the npm registry once, so check the network or proxy, then start the command again.'
  );
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests(root)]) {
    hash.update(`${path}\0${readOr(join(root, path), '')}\0`);
  }
  return hash.digest('hex');
}

function manifests(root) {
  return ['actions', '.github/actions', 'packages'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .sort()
          .map((name) => `${folder}/${name}/package.json`)
      : [],
  );
}

function readOr(path, fallback) {
  return existsSync(path) ? readFileSync(path, 'utf8') : fallback;
}
