/** Reads an ignore file: what is not counted, why, on whose word, and until when at the latest. */
import { readChecked, type Complain } from '@slipway/documents/checked';
import type { FileKind } from '@slipway/documents/file-kind';
import { isList, isObject, kindOf, type Json } from '@slipway/documents/value';
import { unknownKey } from '@slipway/documents/words';
import { ignoreOf, type Bounds } from './ignore-entry.ts';
import type { Ignore } from './suppression.ts';

export const ignoreFileKind: FileKind = {
  noun: 'ignore file',
  code: 'ignores',
  hint: 'Each entry of its list `ignores` needs `id`, `reason`, `owner` and `expires`.',
};

const keys = ['ignores', '$schema'];

/**
 * Entries that have expired are read as any other: they hide nothing, and somebody must be told.
 * @param file names it in complaints and tells JSON from YAML; nothing is read from there.
 * @throws Failure of kind input, `ignores-invalid`, with all that is wrong.
 */
export function readIgnoreFile(
  content: Uint8Array,
  file: string,
  bounds: Bounds,
): Promise<readonly Ignore[]> {
  return readChecked(ignoreFileKind, content, file, (value, complain, places) => {
    const lines = new Map<string, number>();
    return entriesOf(value, complain).flatMap((entry, index) => {
      const path = ['ignores', index];
      const { line } = places(path);
      const about: Complain = (part, words) => complain([...path, ...part], words);
      const ignore = ignoreOf(entry, { file, line }, bounds, about);
      if (ignore === undefined) return [];
      const before = lines.get(subjectOf(ignore));
      if (before !== undefined)
        about([], `the entry in line ${String(before)} has the same id, package and path`);
      lines.set(subjectOf(ignore), line);
      return ignore;
    });
  });
}

const subjectOf = ({ id, package: name, path }: Ignore): string => JSON.stringify([id, name, path]);

/** A list without entries may stand there, and nothing in the place of one: its last entry was removed. */
function entriesOf(value: Json, complain: Complain): readonly Json[] {
  if (!isObject(value)) {
    complain([], `it holds ${kindOf(value)} instead of a list \`ignores\``);
    return [];
  }
  for (const name of Object.keys(value)) if (!keys.includes(name)) complain([name], unknownKey(name, keys));
  const { ignores } = value;
  if (isList(ignores)) return ignores;
  if (ignores === undefined) complain([], 'the list `ignores` is missing');
  else if (ignores !== null) complain(['ignores'], `\`ignores\` must be a list, but was ${kindOf(ignores)}`);
  return [];
}
