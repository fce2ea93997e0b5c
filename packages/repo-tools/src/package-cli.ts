/**
 * `npm run package`: makes what the npm package `slipway` holds beside its door: its program as one bundle without
 * dependencies, and Slipway's actions and workflows as they are published. `npm pack` in packages/cli calls it first.
 */
import { copyFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyPublished } from '@slipway/local-workflows/published';
import { bundle } from './bundle.ts';
import { readFlags } from './flags.ts';
import { root } from './repository.ts';

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

/** Contracts and bundles of the actions, and the workflows that others call, as they are. */
async function serve(): Promise<void> {
  await rm(served, { recursive: true, force: true });
  await copyPublished({ from: root, to: served }, (_, text) => ({ text }));
}

await main();
