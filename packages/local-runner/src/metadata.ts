/**
 * What an action.yml says, as far as running it needs: its inputs with defaults, its outputs, its entry points.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupFailure } from '@slipway/action-kit/failures';
import { parse } from 'yaml';

export interface ActionInput {
  readonly description: string | undefined;
  readonly required: boolean;
  /** As written: may hold `${{ github.token }}`. */
  readonly default: string | undefined;
  readonly deprecationMessage: string | undefined;
}

export interface ActionMetadata {
  /** Absolute or as given. */
  readonly folder: string;
  readonly name: string;
  readonly inputs: ReadonlyMap<string, ActionInput>;
  /** Name → description. */
  readonly outputs: ReadonlyMap<string, string | undefined>;
  /** `node24`. */
  readonly using: string;
  /** Relative to the folder. */
  readonly main: string;
  readonly post: string | undefined;
}

/** @throws Failure of kind setup when there is no action.yml, or one that is not a JavaScript action's. */
export function readMetadata(folder: string): ActionMetadata {
  const file = ['action.yml', 'action.yaml']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file === undefined) {
    throw setupFailure({
      code: 'action-missing',
      what: `${folder} is not an action`,
      why: 'it has no action.yml',
      hint: 'Name the folder that holds action.yml and dist.',
    });
  }
  return metadataOf(folder, parse(readFileSync(file, 'utf8')));
}

/** @param document what YAML made of an action.yml. */
export function metadataOf(folder: string, document: unknown): ActionMetadata {
  const runs = asRecord(asRecord(document).runs);
  const main = text(runs.main);
  if (main === undefined) {
    throw setupFailure({
      code: 'action-unsupported',
      what: `The action in ${folder} can't be run here`,
      why: 'its action.yml has no `runs.main`',
      hint: 'Only JavaScript actions run locally.',
    });
  }
  return {
    folder,
    name: text(asRecord(document).name) ?? folder,
    inputs: new Map(
      Object.entries(asRecord(asRecord(document).inputs)).map(([key, value]) => [key, inputOf(value)]),
    ),
    outputs: new Map(
      Object.entries(asRecord(asRecord(document).outputs)).map(([key, value]) => [
        key,
        text(asRecord(value).description),
      ]),
    ),
    using: text(runs.using) ?? '',
    main,
    post: text(runs.post),
  };
}

function inputOf(value: unknown): ActionInput {
  const input = asRecord(value);
  return {
    description: text(input.description),
    required: input.required === true,
    default: text(input.default),
    deprecationMessage: text(input.deprecationMessage),
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A YAML scalar as the runner sees it: always text. */
function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
