/**
 * Reads a command: words as a POSIX shell takes a line apart, or a JSON list. No shell is at work, so nothing is
 * expanded: `$HOME`, `*` and `&&` are text like any other.
 */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { isList, type Json } from '@slipway/documents/value';
import { jsonOrNone } from './json-text.ts';

export const commandWords: Parser<readonly string[]> & { readonly secret: true } = {
  expects: 'words as a shell reads them, or a JSON list of texts',
  // Command lines carry passwords and tokens as arguments.
  secret: true,
  read: (text) => {
    const json = text.startsWith('[') ? jsonOrNone(text) : undefined;
    return json === undefined ? shellWords(text) : textsOf(json);
  },
};

const piece =
  /(?<blank>[ \t\r\n]+)|\\\r?\n|'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[^])*)"|\\(?<escaped>[^])|(?<bare>[^ \t\r\n'"\\]+)|(?<broken>[^])/g;

/** @throws Unreadable for a quote that is never closed, and for a backslash at the end. */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  let isInWord = false;
  for (const { groups, index } of text.matchAll(piece)) {
    const { blank, broken } = groups ?? {};
    if (broken !== undefined) throw unfinished(broken, index);
    const part = partOf(groups ?? {});
    // Pieces that touch are one word: `--name='a b'c`. A backslash at the end of a line is no piece of any.
    if (blank === undefined && part !== undefined)
      words.push(isInWord ? `${words.pop() ?? ''}${part}` : part);
    isInWord = blank === undefined && (isInWord || part !== undefined);
  }
  return words;
}

function partOf({ single, double, escaped, bare }: Readonly<Record<string, string>>): string | undefined {
  return single ?? (double === undefined ? undefined : inDoubleQuotes(double)) ?? escaped ?? bare;
}

/** There a backslash stands for itself, except before these and at the end of a line. */
const inDoubleQuotes = (text: string): string =>
  text.replace(/\\(?:\r?\n|([$`"\\]))/g, (_, escaped: string | undefined) => escaped ?? '');

function unfinished(broken: string, index: number): Unreadable {
  if (broken === '\\') return new Unreadable('it ends with a backslash, which has nothing to escape');
  return new Unreadable(`the ${broken} at character ${String(index + 1)} is never closed`);
}

function textsOf(json: Json): readonly string[] {
  const list = isList(json) ? json : [];
  const wrong = list.findIndex((item) => typeof item !== 'string');
  if (wrong !== -1) throw new Unreadable(`item ${String(wrong + 1)} is not text: put it in quotes`);
  return list.map(String);
}
