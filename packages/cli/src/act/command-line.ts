/**
 * The command line that act is started with: what Slipway sets, and behind it what the person typed. act runs in a copy
 * of the repository; what they named by a path is made to mean the file it meant. Pure.
 */
import { resolve } from 'node:path';
import { kinds, type Standing } from './given-values.ts';
import type { ActWords, GivenFlag } from './words.ts';

export interface ForAct {
  /** Of YAML: what Slipway sets, and over it what the person gives. A command line is there for all to read. */
  readonly files: Readonly<Record<KindOfFile, string>>;
  /** `owner/name@ref` → the folder that is taken for it. */
  readonly repositories: Readonly<Record<string, string>>;
  /** The labels in `runs-on` that are this machine. */
  readonly labels: readonly string[];
  /** Where act keeps the actions that it has fetched. */
  readonly actions: string;
  /** Of the repository: act takes `master` for it where the event does not say. */
  readonly defaultBranch: string;
}

const kindsOfFile = ['variables', 'secrets', 'env'] as const;
export type KindOfFile = (typeof kindsOfFile)[number];

const others: readonly string[] = [
  'eventpath',
  'action-cache-path',
  'artifact-server-path',
  'cache-server-path',
];

const isOurs: ReadonlySet<string> = new Set([
  'json',
  ...kindsOfFile.flatMap((kind) => [kinds[kind].flag, kinds[kind].fileFlag]),
]);

export function commandLine(ours: ForAct, typed: ActWords, standing: Standing): readonly string[] {
  return [
    ...kindsOfFile.map((kind) => `--${kinds[kind].fileFlag}=${ours.files[kind]}`),
    ...Object.entries(ours.repositories).map(([name, folder]) => `--local-repository=${name}=${folder}`),
    ...ours.labels.map((label) => `--platform=${label}=-self-hosted`),
    `--action-cache-path=${ours.actions}`,
    `--defaultbranch=${ours.defaultBranch}`,
    '--no-cache-server',
    '--json',
    ...inputsThere(typed, standing),
    ...typed.flags.filter(({ name }) => !isOurs.has(name)).map((flag) => wordOf(flag, standing)),
    ...typed.others,
  ];
}

/** Git ignores most files of inputs, so that the copy lacks the one that act looks for by itself. */
function inputsThere({ flags }: ActWords, { folder, textOf }: Standing): readonly string[] {
  const { fileFlag, file } = kinds.inputs;
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
