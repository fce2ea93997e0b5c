/** Where things are in this repository: the one place of repo-tools that knows the folders. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute; four folders above this file. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Names of the folders under actions/ that have an action.yml, in order. */
export function actionNames(repository: string = root): readonly string[] {
  return foldersOf(join(repository, 'actions')).filter((name) =>
    existsSync(join(repository, 'actions', name, 'action.yml')),
  );
}

/** Names of all folders under actions/, those without an action.yml included. */
export function actionFolders(repository: string = root): readonly string[] {
  return foldersOf(join(repository, 'actions'));
}

/** Where an action of ours is: those that people use, and those that only our own workflows do. */
export const homesOfActions = ['actions', '.github/actions'] as const;

/** Names of the actions under .github/actions/ that are bundled: the composite ones there have no package.json. */
export function internalActions(repository: string = root): readonly string[] {
  return foldersOf(join(repository, '.github/actions')).filter((name) =>
    existsSync(join(repository, '.github/actions', name, 'package.json')),
  );
}

/** Names of all that has a dist; none stands in both homes. */
export const bundledActions = (repository: string = root): readonly string[] => [
  ...actionFolders(repository),
  ...internalActions(repository),
];

/** @returns relative to the repository. */
export const pathOfAction = (name: string, repository: string = root): string =>
  existsSync(join(repository, '.github/actions', name)) ? `.github/actions/${name}` : `actions/${name}`;

export function foldersOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * Every file below a folder, as paths relative to it with forward slashes, in order. node_modules is not entered:
 * its links between our packages form cycles.
 */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.isFile()) return [entry.name];
      if (!entry.isDirectory() || entry.name === 'node_modules') return [];
      return filesBelow(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
    })
    .sort();
}
