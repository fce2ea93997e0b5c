/** What is asked for, read and checked: everything that can be known to be wrong before GitHub is asked for anything. */
import type { Failure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Files } from '@slipway/action-kit/ports';
import type { Inputs } from '../inputs.ts';
import type { Scope } from '../limits.ts';
import { credentialProblems } from './credentials/credential-problems.ts';
import type { KnownCredential } from './credentials/known-credentials.ts';
import { merged, type Merged } from './merge.ts';
import { nameProblems } from './names.ts';
import { readSources } from './read-sources.ts';
import { togetherProblems, valueProblems } from './sizes.ts';
import type { AskedVariable, Source } from './source.ts';

export interface Surroundings {
  readonly files: Pick<Files, 'read' | 'isOwn'>;
  readonly scope: Scope;
  readonly isEnterpriseServer: boolean;
  /** What is wrong with where the variables shall be, to be said with all else. */
  readonly targetProblems: readonly string[];
  /** The action's own token, and what else of the job's environment is a credential. */
  readonly credentials: readonly KnownCredential[];
}

/** More are counted, not told: nobody reads so many at once. */
const mostTold = 30;

export interface Asked extends Merged {
  /** Names whose values stand in quotes that are part of them. */
  readonly inQuotes: readonly string[];
}

/** @throws Failure of kind input with all that is wrong. */
export async function ask(given: Inputs, surroundings: Surroundings): Promise<Asked> {
  const { files, targetProblems } = surroundings;
  const { sources, inQuotes, unread, problems } = await readSources(given, files);
  const asked = merged(sources);
  const all = [
    ...targetProblems,
    ...problems,
    ...unread.flatMap(wordsOf),
    ...problemsOf(sources, asked, surroundings),
    // What could not be read may be what the prefix owns.
    ...(unread.length + problems.length > 0 ? [] : wholeProblems(asked, given, surroundings)),
  ];
  const [only] = unread;
  if (only !== undefined && all.length === wordsOf(only).length) throw only;
  if (all.length > 0) throw wrongInputs(bounded(all), wordsFor(all, isOfFile(all, sources, unread)));
  return { ...asked, inQuotes };
}

/** Several mistakes may stand in one input, or in a file. */
function wordsFor(
  { length: count }: readonly string[],
  ofFile: boolean,
): { readonly what: string; readonly hint: string } {
  return {
    what: `What is asked for has ${count === 1 ? 'a mistake' : `${String(count)} mistakes`}`,
    hint: `Correct it ${ofFile ? 'in the file that is named, or ' : ''}under \`with:\` of this step. Nothing was changed.`,
  };
}

/** Whether one of them names a file, or a line of one. */
function isOfFile(
  problems: readonly string[],
  sources: readonly Source[],
  unread: readonly Failure[],
): boolean {
  const places = sources.flatMap(({ variables }) => variables.flatMap(({ place }) => place ?? []));
  return unread.length > 0 || places.some((place) => problems.some((words) => words.includes(place)));
}

/** Of a file that can't be used, among others that are wrong: each of its mistakes, else what it is. */
function wordsOf({ what, why = '', details }: Failure): readonly string[] {
  if (details.length > 0) return details.map(({ message }) => message.replace(/\.$/, ''));
  return [`${what.charAt(0).toLowerCase()}${what.slice(1)}: ${why}`];
}

const problemsOf = (
  sources: readonly Source[],
  { variables }: Merged,
  { credentials }: Surroundings,
): readonly string[] => [
  ...sources.flatMap(nameProblems),
  ...valueProblems(variables),
  ...sources.flatMap((source) => credentialProblems(source, credentials)),
];

const wholeProblems = (
  { variables }: Merged,
  { prunePrefix }: Inputs,
  { scope, isEnterpriseServer }: Surroundings,
): readonly string[] => [
  ...togetherProblems(variables, scope, isEnterpriseServer),
  ...pruneProblems(variables, prunePrefix),
];

/** A prefix that owns nothing of what is asked for is a mistake, or would remove all that it owns. */
function pruneProblems(asked: readonly AskedVariable[], prefix: string | undefined): readonly string[] {
  if (prefix === undefined || asked.length === 0) return [];
  if (asked.some(({ name }) => name.startsWith(prefix.toUpperCase()))) return [];
  return [
    `\`prune-prefix\` is \`${prefix}\`, and no variable that is asked for begins so: all that do would be removed`,
  ];
}

function bounded(problems: readonly string[]): readonly string[] {
  if (problems.length <= mostTold) return problems;
  return [...problems.slice(0, mostTold), `and ${String(problems.length - mostTold)} more`];
}
