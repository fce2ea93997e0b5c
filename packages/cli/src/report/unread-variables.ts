/**
 * Variables that a person sets and that nothing reads, where their name is near to one that is read: a misspelt one is
 * green here, as the local cloud has the right one, and missing on GitHub. Pure.
 */
import { nearest } from '@slipway/action-kit/nearest';
import { reached, type WorkflowFile } from '@slipway/local-workflows/checking/workflow-files';
import { kinds, valuesIn, type Standing } from '../act/given-values.ts';
import { valuesOf, type ActWords } from '../act/words.ts';

export interface SetVariables {
  /** A file, or the flag. */
  readonly where: string;
  readonly names: readonly string[];
}

/** @param environmentFiles of variables. @returns where a person sets which, without what sets none */
export function variablesSet(
  words: ActWords,
  standing: Standing,
  environmentFiles: readonly string[],
): readonly SetVariables[] {
  const { flag, fileFlag, file } = kinds.variables;
  const files = [valuesOf(words, fileFlag).at(-1) ?? file, ...environmentFiles];
  const typed = valuesOf(words, flag).map((value) => (value.split('=', 1)[0] ?? '').toUpperCase());
  return [
    ...files.map((where) => ({ where, names: Object.keys(valuesIn(where, standing)) })),
    { where: `--${flag}`, names: typed },
  ].filter(({ names }) => names.length > 0);
}

/**
 * @param own workflows of the repository.
 * @param files all, with Slipway's: what one of those reads is no misspelling, called or not.
 * @returns a sentence for each that was meant to have another name
 */
export function unreadVariables(
  set: readonly SetVariables[],
  own: readonly WorkflowFile[],
  files: readonly WorkflowFile[],
): readonly string[] {
  const read = readBy(files);
  const mayBeMeant = [...readBy(own.flatMap((first) => reached(first, files)))];
  return set.flatMap(({ where, names }) =>
    names.flatMap((name) => {
      const near = read.has(name) ? undefined : nearest(name, mayBeMeant);
      // Who sets the right one as well means another by this.
      if (near === undefined || names.includes(near)) return [];
      return [`\`${where}\` sets ${name}, which no workflow here reads; did you mean ${near}?`];
    }),
  );
}

/** GitHub takes the names in upper and lower case. */
const readBy = (files: readonly WorkflowFile[]): ReadonlySet<string> =>
  new Set(
    files.flatMap(({ text }) =>
      [...text.matchAll(/\bvars(?:\.|\[')([A-Za-z_]\w*)/g)].map(([, name = '']) => name.toUpperCase()),
    ),
  );
