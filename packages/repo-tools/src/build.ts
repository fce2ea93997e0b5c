/**
 * `npm run build`: bundles the actions that changed since the last build, two at a time, and runs each bundle once
 * to see that it works. `--all` bundles every one; names of actions bundle those.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readActionYaml } from './action-yaml.ts';
import { isUpToDate, remember } from './build-stamp.ts';
import { bundle } from './bundle.ts';
import { problemsOfBundle } from './bundle-check.ts';
import { bundledActions, pathOfAction, root } from './repository.ts';
import { readFlags } from './flags.ts';
import { inParallel } from './in-parallel.ts';

const atOnce = 2;

async function main(args: readonly string[]): Promise<number> {
  const isAll = readFlags('build', ['--all']).includes('--all');
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.filter((name) => !bundledActions().includes(name));
  if (unknown.length > 0) {
    console.error(`There is no action ${unknown.join(', ')}. There are: ${bundledActions().join(', ')}.`);
    return 1;
  }
  const names = named.length > 0 ? named : bundledActions();
  const results = await inParallel(atOnce, names, (name) => build(name, isAll || named.length > 0));
  const failed = names.filter((_, index) => results[index] === false);
  if (failed.length > 0) console.error(`Not built: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}

/** @returns whether the action has a dist that works. */
async function build(name: string, isForced: boolean): Promise<boolean> {
  const folder = join(root, pathOfAction(name));
  if (!existsSync(join(folder, 'src/main.ts'))) {
    console.log(`${name}: has no src/main.ts yet${isForced ? '' : ', left out'}`);
    return !isForced;
  }
  if (!isForced && isUpToDate(name)) {
    console.log(`${name}: unchanged`);
    return true;
  }
  const startedAt = Date.now();
  try {
    await bundle(folder, join(folder, 'dist'));
    const { outputs } = readActionYaml(
      `${pathOfAction(name)}/action.yml`,
      readFileSync(join(folder, 'action.yml'), 'utf8'),
    );
    const problems = await problemsOfBundle(folder, { name, outputs: outputs.map((output) => output.name) });
    for (const problem of problems) console.error(`${name}: ${problem}`);
    if (problems.length > 0) return false;
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
  remember(name);
  console.log(`${name}: built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return true;
}

process.exitCode = await main(process.argv.slice(2));
