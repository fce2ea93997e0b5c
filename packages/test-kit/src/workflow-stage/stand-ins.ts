/**
 * Actions of others are not fetched on a stage: small ones of the same name stand in for them. The login, the builder
 * and the store of artifacts are what they stand for; the checkout is act's own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'stand-ins');

/**
 * @param workflows the texts of those that may run.
 * @returns `owner/name@ref` of each action of others → the folder that stands in for it.
 */
export function standInsFor(workflows: readonly string[]): Readonly<Record<string, string>> {
  const uses = workflows.flatMap((text) => [...text.matchAll(/^ +(?:- )?uses: ([\w-]+\/([\w-]+)@\S+)/gm)]);
  const foreign = uses.filter(([, , name]) => name !== 'checkout');
  return Object.fromEntries(foreign.map(([, reference = '', name = '']) => [reference, standIn(name)]));
}

function standIn(name: string): string {
  const path = join(folder, name);
  if (existsSync(join(path, 'action.yml'))) return path;
  throw new Error(`Nothing stands in for the action ${name} on the stage: write ${path}/action.yml.`);
}
