/** The command line of act that a person typed, taken apart as act does it. Pure. */
import { inputFailure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import type { ActFlag } from './flags.ts';

/** One flag of it, by its long name; a value when it takes one, or was given one by `=`. */
export interface GivenFlag {
  readonly name: string;
  readonly value: string | undefined;
}

export interface ActWords {
  readonly flags: readonly GivenFlag[];
  /** The event is the first of them. */
  readonly others: readonly string[];
}

/** @throws Failure of kind input for a flag that this act does not have */
export function readActWords(words: readonly string[], known: readonly ActFlag[]): ActWords {
  const flags: GivenFlag[] = [];
  const others: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('--')) flags.push(longFlag(word, rest, known));
    else if (word.startsWith('-') && word !== '-') flags.push(...shortFlags(word, rest, known));
    else others.push(word);
  }
  return { flags, others };
}

function longFlag(word: string, rest: string[], known: readonly ActFlag[]): GivenFlag {
  const [, name = '', value] = /^--([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
  const flag = known.find((each) => each.name === name);
  if (flag === undefined) throw unknown(`--${name}`, known);
  return { name, value: value ?? (flag.takesValue ? rest.shift() : undefined) };
}

/** `-vj build`, `-jbuild` and `-j=build` are one word and its value, as is `-j build`. */
function shortFlags(word: string, rest: string[], known: readonly ActFlag[]): GivenFlag[] {
  const found: GivenFlag[] = [];
  for (let letters = word.slice(1); letters !== ''; letters = letters.slice(1)) {
    const flag = known.find(({ short }) => short === letters[0]);
    if (flag === undefined) throw unknown(`-${letters[0] ?? ''}`, known);
    const { name } = flag;
    if (!flag.takesValue) {
      found.push({ name, value: undefined });
      continue;
    }
    const joined = letters.slice(1).replace(/^=/, '');
    return [...found, { name, value: joined === '' ? rest.shift() : joined }];
  }
  return found;
}

function unknown(word: string, known: readonly ActFlag[]): Error {
  const near = nearest(
    word,
    known.map(({ name }) => `--${name}`),
  );
  return inputFailure({
    code: 'act-flag',
    what: `act has no flag \`${word}\``,
    why: near === undefined ? 'its help does not list it' : `did you mean \`${near}\`?`,
    hint: 'See `act --help`.',
  });
}

/** Those of this name, in their order. */
export const valuesOf = ({ flags }: ActWords, name: string): readonly string[] =>
  flags.flatMap((flag) => (flag.name === name && flag.value !== undefined ? [flag.value] : []));

export const isGiven = ({ flags }: ActWords, name: string): boolean =>
  flags.some((flag) => flag.name === name);

const ofItself = ['help', 'version', 'list-options', 'man-page', 'bug-report'];
const ofWorkflows = ['list', 'graph', 'validate'];

/** Whether act is to tell something that no repository is needed for. */
export const tellsOfItself = (words: ActWords): boolean => ofItself.some((name) => isGiven(words, name));

/** Whether act is to tell something, and to run nothing. */
export const onlyTells = (words: ActWords): boolean =>
  tellsOfItself(words) || ofWorkflows.some((name) => isGiven(words, name));

type Shell = Readonly<Record<string, string | undefined>>;

/** The lines of a .actrc as words, as act reads them: a flag a line, its value behind the first white space. */
export const wordsOfActrc = (text: string, shell: Shell): readonly string[] =>
  text
    .split('\n')
    .map((line) => withShellValuesIn(line.trim(), shell))
    .filter((line) => line.startsWith('-'))
    .flatMap((line) =>
      (/^(\S+)\s([^]*)$/.exec(line) ?? []).slice(1, 3).concat(/\s/.test(line) ? [] : [line]),
    );

/** `$NAME` and `${NAME}`, as a shell would have it; what is not set is empty. */
const withShellValuesIn = (line: string, shell: Shell): string =>
  line.replace(
    /\$(?:\{([^{}]+)\}|([A-Za-z_]\w*))/g,
    (_, braced: string | undefined, bare: string | undefined) => shell[braced ?? bare ?? ''] ?? '',
  );
