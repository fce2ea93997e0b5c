/**
 * The variables, secrets and environment that a person gives act: by flags, in which a name alone means the value of
 * their shell, and in files. Jobs do not have that shell, so its values are read before. Pure.
 */
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { valuesInText } from './values-file.ts';
import type { ActWords, GivenFlag } from './words.ts';

/** Where a person stands, and the text of a file there; undefined when there is none. */
export interface Standing {
  readonly folder: string;
  readonly textOf: (path: string) => string | undefined;
}

/** The flag of act that sets one, and the one that names a file of them with where act looks by itself. */
export const kinds = {
  variables: { flag: 'var', fileFlag: 'var-file', file: '.vars' },
  secrets: { flag: 'secret', fileFlag: 'secret-file', file: '.secrets' },
  env: { flag: 'env', fileFlag: 'env-file', file: '.env' },
  inputs: { flag: 'input', fileFlag: 'input-file', file: '.input' },
} as const;
export type Kind = keyof typeof kinds;

/** @throws Failure of kind input for a name that the shell does not have */
export function withShellValues(
  words: ActWords,
  shell: Readonly<Record<string, string | undefined>>,
): ActWords {
  const flags = words.flags.map((given): GivenFlag => {
    const { name, value } = given;
    if (!['secret', 'var', 'env'].includes(name) || value === undefined || value.includes('=')) return given;
    const set = shell[value] ?? shell[value.toUpperCase()];
    if (set === undefined) throw notSet(name, value);
    return { name, value: `${value}=${set}` };
  });
  return { ...words, flags };
}

function notSet(flag: string, name: string): Failure {
  const isToken = flag === 'secret' && name.toUpperCase() === 'GITHUB_TOKEN';
  return inputFailure({
    code: 'no-value',
    what: `\`--${flag} ${name}\` has no value`,
    why: `${name} is not set in your shell`,
    hint: isToken
      ? 'Leave it out: the local GitHub gives a token of its own.'
      : `Type \`export ${name}=…\` before it, or \`--${flag} ${name}=…\`.`,
  });
}

/** What flags say wins over files. @returns by name as act has it: in upper case, but for the environment */
export function valuesGiven(
  kind: Kind,
  { flags }: ActWords,
  standing: Standing,
): Readonly<Record<string, string>> {
  const { flag, fileFlag, file } = kinds[kind];
  const path = flags.findLast(({ name }) => name === fileFlag)?.value ?? file;
  const typed = flags
    .filter(({ name }) => name === flag)
    .map(({ value = '' }) => [value.split('=', 1)[0] ?? '', value.slice(value.indexOf('=') + 1)] as const);
  const all = [...entriesIn(path, standing), ...typed];
  return kind === 'env' ? Object.fromEntries(all) : upperCased(all);
}

/** Of a file that may not be there. */
export const valuesIn = (path: string, standing: Standing): Readonly<Record<string, string>> =>
  upperCased(entriesIn(path, standing));

type Entries = readonly (readonly [string, string])[];

/** @throws Failure of kind input for what act could not read either */
function entriesIn(path: string, { folder, textOf }: Standing): Entries {
  const text = textOf(resolve(folder, path)) ?? '';
  try {
    return /\.ya?ml$/.test(path) ? entriesOfYaml(text) : [...valuesInText(text)];
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().replace(/[.:]$/, '') : String(error);
    const hint = 'Correct it, then type the same again.';
    throw inputFailure({ code: 'values-file', what: `${path} can't be read`, why, hint, cause: error });
  }
}

const entriesOfYaml = (text: string): Entries =>
  Object.entries(Object(parse(text)) as Readonly<Record<string, unknown>>).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value),
  ]);

const upperCased = (entries: Entries): Readonly<Record<string, string>> =>
  Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value]));
