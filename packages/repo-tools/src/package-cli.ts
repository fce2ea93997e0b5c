/**
 * `npm run package`: makes what the npm package `slipway` holds beside its door: its program as one bundle without
 * dependencies, and Slipway's actions and workflows as they are published. `npm pack` in packages/cli calls it first.
 */
import { existsSync } from 'node:fs';
import { copyFile, cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { readFlags } from './flags.ts';
import { filesBelow, foldersOf, root } from './repository.ts';

const cli = join(root, 'packages/cli');
const dist = join(cli, 'dist');
const served = join(cli, 'served');

/** What the program reads from the disk beside itself, which no bundler sees. */
const besides = {
  'stand-ins': 'packages/local-workflows/src/stand-ins',
  'api-slice.json': 'packages/local-github/src/description/api-slice.json',
} as const;

async function main(): Promise<void> {
  readFlags('package', []);
  await bundle(cli, dist);
  await bundleStandIn();
  for (const [name, from] of Object.entries(besides))
    await cp(join(root, from), join(dist, name), { recursive: true });
  await serve();
  await copyFile(join(root, 'LICENSE'), join(cli, 'LICENSE'));
}

/** A program of its own: jobs start it as `docker`. */
async function bundleStandIn(): Promise<void> {
  const into = join(cli, 'dist.stand-in');
  await bundle(cli, into, 'src/stand-in-docker.ts');
  await copyFile(join(into, 'index.js'), join(dist, 'stand-in-docker.js'));
  await rm(into, { recursive: true });
}

/** Contracts and bundles of the actions, and the workflows that others call. */
async function serve(): Promise<void> {
  await rm(served, { recursive: true, force: true });
  for (const folder of ['actions', '.github/actions'])
    for (const name of foldersOf(join(root, folder))) await serveAction(`${folder}/${name}`);
  const workflows = filesBelow(join(root, '.github/workflows')).filter((name) => !name.startsWith('ci-'));
  for (const name of workflows) await serveFile(`.github/workflows/${name}`);
}

const ofSource: ReadonlySet<string> = new Set([
  'src',
  'tests',
  'page',
  'node_modules',
  'package.json',
  'tsconfig.json',
]);

async function serveAction(path: string): Promise<void> {
  if (!existsSync(join(root, path, 'action.yml'))) return;
  const names = (await readdir(join(root, path))).filter(
    (name) => !ofSource.has(name) && !/\.(?:md|schema\.json)$/.test(name),
  );
  for (const name of names) await serveFile(`${path}/${name}`);
}

const serveFile = (path: string): Promise<void> =>
  cp(join(root, path), join(served, path), { recursive: true });

await main();
