/**
 * The command line that act is started with: what Slipway sets, and behind it what the person typed. act runs in a copy
 * of the repository; what they named by a path is made to mean the file it meant. Pure.
 */
import { resolve } from 'node:path';
import { kinds, type Kind, type Standing } from './given-values.ts';
import type { ActWords, GivenFlag } from './words.ts';

export interface ForAct {
  /** As `vars`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of YAML, with those of the person: a command line is there for all to read. */
  readonly secretFile: string;
  readonly env: Readonly<Record<string, string>>;
  /** `owner/name@ref` → the folder that is taken for it. */
  readonly repositories: Readonly<Record<string, string>>;
  /** The labels in `runs-on` that are this machine. */
  readonly labels: readonly string[];
  /** Where act keeps the actions that it has fetched. */
  readonly actions: string;
}

const others: readonly string[] = [
  'eventpath',
  'action-cache-path',
  'artifact-server-path',
  'cache-server-path',
];

const filesOfAct: readonly Kind[] = ['variables', 'env', 'inputs'];
const isOurs: ReadonlySet<string> = new Set(['json', kinds.secrets.flag, kinds.secrets.fileFlag]);

export function commandLine(ours: ForAct, typed: ActWords, standing: Standing): readonly string[] {
  return [
    ...ourValues('variables', ours.variables, typed, standing),
    `--secret-file=${ours.secretFile}`,
    ...ourValues('env', ours.env, typed, standing),
    ...Object.entries(ours.repositories).map(([name, folder]) => `--local-repository=${name}=${folder}`),
    ...ours.labels.map((label) => `--platform=${label}=-self-hosted`),
    `--action-cache-path=${ours.actions}`,
    '--no-cache-server',
    '--json',
    // Git ignores most of these files, so that the copy lacks them.
    ...filesOfAct.flatMap((kind) => fileThere(kind, typed, standing)),
    ...typed.flags.filter(({ name }) => !isOurs.has(name)).map((flag) => wordOf(flag, standing)),
    ...typed.others,
  ];
}

/** Without those that the person has set: act takes what a flag says before what a file does. */
function ourValues(
  kind: Kind,
  values: Readonly<Record<string, string>>,
  typed: ActWords,
  standing: Standing,
): readonly string[] {
  const theirs = namesOf(kind, typed, standing);
  return Object.entries(values)
    .filter(([name]) => !theirs.has(name.toUpperCase()))
    .map(([name, value]) => `--${kinds[kind].flag}=${name}=${value}`);
}

/** @returns in upper case, the names that the person gives values by flags and files. */
export function namesOf(kind: Kind, { flags }: ActWords, { folder, textOf }: Standing): ReadonlySet<string> {
  const { flag, fileFlag, file } = kinds[kind];
  const named = flags
    .filter(({ name }) => name === flag)
    .map(({ value = '' }) => value.split('=', 1)[0] ?? '');
  const path = flags.findLast(({ name }) => name === fileFlag)?.value ?? file;
  const text = textOf(resolve(folder, path)) ?? '';
  const inFile = [...text.matchAll(/^\s*(?:export\s+)?["']?(\w+)["']?\s*[=:]/gm)].map(
    ([, name = '']) => name,
  );
  return new Set([...named, ...inFile].map((name) => name.toUpperCase()));
}

function fileThere(kind: Kind, { flags }: ActWords, { folder, textOf }: Standing): readonly string[] {
  const { fileFlag, file } = kinds[kind];
  const path = resolve(folder, file);
  if (flags.some(({ name }) => name === fileFlag) || textOf(path) === undefined) return [];
  return [`--${fileFlag}=${path}`];
}

function wordOf({ name, value }: GivenFlag, { folder }: Standing): string {
  if (value === undefined) return `--${name}`;
  const isPath = others.includes(name) || Object.values(kinds).some(({ fileFlag }) => fileFlag === name);
  if (isPath) return `--${name}=${resolve(folder, value)}`;
  return `--${name}=${name === 'local-repository' ? repositoryFolder(value, folder) : value}`;
}

/** `owner/name@ref=folder`. */
function repositoryFolder(value: string, folder: string): string {
  const at = value.indexOf('=');
  return at === -1 ? value : `${value.slice(0, at)}=${resolve(folder, value.slice(at + 1))}`;
}
