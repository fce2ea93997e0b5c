/** Which world the cloud opens with: the file that is named, that of the repository, or the default one. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { readWorld } from '@slipway/local-aws/world-file';
import { worldText } from '@slipway/local-aws/world-text';
import type { World } from '@slipway/local-aws/world';
import { appOf } from './app.ts';
import { defaultWorld } from './default-world.ts';

export interface ChosenWorld {
  readonly world: World;
  /** Where it is from, in words for a person. */
  readonly origin: string;
}

const ownFile = 'slipway.world.yaml';

/**
 * @param named what stands behind `--world`
 * @param standing the folder where the person stands, @param repository that of the repository
 * @throws Failure of kind input when the file is missing or wrong
 */
export async function chooseWorld(
  named: string | undefined,
  standing: string,
  repository: string,
): Promise<ChosenWorld> {
  const own = join(repository, ownFile);
  const file = named === undefined ? (existsSync(own) ? own : undefined) : resolve(standing, named);
  if (file !== undefined) {
    const shown = relative(standing, file);
    return { world: readWorld(await worldText(file), shown), origin: shown };
  }
  const app = appOf(await textOf(join(repository, 'Dockerfile')), await workflowsOf(repository));
  const runs = app.isNode ? 'runs its image' : 'answers 200 in place of its image, which is none of Node';
  return {
    world: readWorld(defaultWorld(app), 'the default world'),
    origin: `the default one, which ${runs} on port ${String(app.port)} (write ${ownFile} for one of your own)`,
  };
}

const textOf = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

async function workflowsOf(repository: string): Promise<readonly string[]> {
  const folder = join(repository, '.github', 'workflows');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.filter((name) => /\.ya?ml$/.test(name)).map((name) => readFile(join(folder, name), 'utf8')),
  );
}
