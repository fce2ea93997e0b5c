/**
 * What the actions that a workflow runs take and give, by what stands behind `uses:`. Ours are read from this tree;
 * those of others from third-party-actions.yml, so that no check asks the network.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../repository.ts';
import { record, type Node } from '../workflow-nodes.ts';
import { published } from './workflow-texts.ts';

export interface KnownInput {
  readonly required: boolean;
  /** Only whether there is one counts. */
  readonly default?: string;
}

export interface KnownAction {
  readonly inputs: Readonly<Record<string, KnownInput>>;
  readonly outputs: readonly string[];
}

export interface ThirdParty extends KnownAction {
  /** By which a workflow has to pin it. */
  readonly commit: string;
  readonly version: string;
}

/** By owner and name, `actions/checkout`. */
export const thirdParty: ReadonlyMap<string, ThirdParty> = readThirdParty();

function readThirdParty(): ReadonlyMap<string, ThirdParty> {
  const text = readFileSync(join(import.meta.dirname, 'third-party-actions.yml'), 'utf8');
  return new Map(
    Object.entries(record(parse(text))).map(([name, value]) => [name, thirdPartyOf(record(value))]),
  );
}

function thirdPartyOf({ commit, version, required, optional, outputs }: Node): ThirdParty {
  const inputs: Record<string, KnownInput> = {};
  for (const input of names(required)) inputs[input] = { required: true };
  for (const input of names(optional)) inputs[input] = { required: false };
  return { commit: String(commit), version: String(version), inputs, outputs: names(outputs) };
}

function names(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

/**
 * @param uses `$/x`, `./x`, `owner/name/x@ref`.
 * @param ours the repository whose files this tree has.
 */
export function knownAction(uses: string, repository = root, ours = published): KnownAction | undefined {
  const [, path] = new RegExp(`^(?:\\$|\\.|${ours})/([^@]+)`).exec(uses) ?? [];
  return path === undefined ? thirdParty.get(uses.replace(/@.*/, '')) : ownAction(join(repository, path));
}

function ownAction(folder: string): KnownAction | undefined {
  const file = join(folder, 'action.yml');
  if (!existsSync(file)) return undefined;
  const { inputs, outputs } = record(parse(readFileSync(file, 'utf8')));
  const known: Record<string, KnownInput> = {};
  for (const [name, input] of Object.entries(record(inputs))) known[name] = inputOf(record(input));
  return { inputs: known, outputs: Object.keys(record(outputs)) };
}

const inputOf = ({ required, default: preset }: Node): KnownInput => ({
  required: required === true,
  ...(preset === undefined ? {} : { default: JSON.stringify(preset) }),
});
