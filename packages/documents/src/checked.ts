/** From the bytes of a file to what they mean to its reader: all that is wrong is said at once, each with its line. */
import { brokenFile, invalidFile, type Complaint, type FileKind } from './file-kind.ts';
import { readForm, type Form } from './forms.ts';
import { readJson } from './json.ts';
import type { Places } from './places.ts';
import { readDocument } from './read.ts';
import { TextError, type ReadText } from './text-error.ts';
import { textOf } from './text.ts';
import type { Json, Path } from './value.ts';

/** Notes that something is wrong with a part: words without a full stop. */
export type Complain = (path: Path, words: string) => void;

/**
 * @param file names the file in complaints and tells JSON from YAML; nothing is read from there.
 * @param check what it returns counts only when it has not complained.
 * @throws Failure of kind input.
 */
export async function readChecked<T>(
  kind: FileKind,
  content: Uint8Array,
  file: string,
  check: (value: Json, complain: Complain, places: Places) => T,
): Promise<T> {
  const { value, places } = await parsed(kind, content, file);
  return checked(kind, file, places, (complain) => check(value, complain, places));
}

/** As readChecked, for what is JSON whatever the name of the file. */
export function readCheckedJson<T>(
  kind: FileKind,
  content: Uint8Array,
  file: string,
  check: (value: Json, complain: Complain, places: Places) => T,
): T {
  const { value, places } = worded(kind, file, () => readJson(textOf(content, kind.limit)));
  return checked(kind, file, places, (complain) => check(value, complain, places));
}

/** As readChecked, for keys with values in a form that is known: what stands there is text. */
export async function readCheckedForm<T>(
  kind: FileKind,
  content: Uint8Array,
  { file, form }: { readonly file: string; readonly form: Form },
  check: (value: Json, complain: Complain, places: Places) => T,
): Promise<T> {
  const { value, places } = await readInWords(kind, file, async () =>
    readForm(textOf(content, kind.limit), form),
  );
  return checked(kind, file, places, (complain) => check(value, complain, places));
}

/** @throws Failure of kind input with every complaint, in the order of their lines. */
function checked<T>(kind: FileKind, file: string, places: Places, check: (complain: Complain) => T): T {
  const complaints: Complaint[] = [];
  const result = check((path, words) => {
    complaints.push({ line: places(path).line, words });
  });
  if (complaints.length === 0) return result;
  throw invalidFile(
    kind,
    file,
    complaints.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  );
}

const parsed = (kind: FileKind, content: Uint8Array, file: string): Promise<ReadText> =>
  readInWords(kind, file, () => readDocument(content, file, kind.limit));

async function readInWords(kind: FileKind, file: string, read: () => Promise<ReadText>): Promise<ReadText> {
  try {
    return await read();
  } catch (error) {
    throw inWords(error, kind, file);
  }
}

/** @throws Failure where `read` throws a TextError. */
export function worded<T>(kind: FileKind, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inWords(error, kind, file);
  }
}

function inWords(error: unknown, kind: FileKind, file: string): unknown {
  return error instanceof TextError ? brokenFile(kind, file, error.message, error.position) : error;
}
