/** Reads environment variables: lines, values in double quotes that may span lines, or one JSON object. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { isCutKey, severalLines } from './cut-keys.ts';
import { jsonIn } from './json-text.ts';

// A value that begins with a quote, white space before it or not, is a quoted one and must end its line; any other
// one ends with its line. Lines have plain names only: what has others is more often a line of a value.
const entry =
  /[ \t]*([\w.-]+)[ \t]*=(?:[ \t]*"((?:[^"\\]|\\[^])*)"[ \t]*(?=\r?\n|$)|(?![ \t]*")([^\r\n]*)(?=\r?\n|$))/y;

export const environmentVariables: Parser<ReadonlyMap<string, string>> & { readonly secret: true } = {
  expects: '`NAME=value` lines, or a JSON object of texts',
  // A value may be one, so an error never shows the text.
  secret: true,
  read: (text) => (text.startsWith('{') ? fromJson(text) : fromLines(text)),
};

function fromLines(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  let start = 0;
  while (start < text.length) {
    const blank = /[ \t]*(?:\r?\n|$)/y;
    blank.lastIndex = start;
    entry.lastIndex = start;
    const found = entry.exec(text);
    const [whole, name, quoted, plain] = found ?? [];
    if (whole !== undefined && name !== undefined) {
      if (plain !== undefined && isCutKey(plain))
        throw at(text, start, `${severalLines}, which must stand in double quotes`);
      if (variables.has(name)) throw at(text, start, 'gives a name that a line before it has');
      variables.set(name, quoted === undefined ? (plain ?? '').trimEnd() : unescaped(quoted));
      start += whole.length;
    } else {
      const empty = blank.exec(text)?.[0];
      if (empty === undefined || empty === '') throw at(text, start, 'is neither');
      start += empty.length;
    }
  }
  return variables;
}

/** By the number of the line: even its name may be a part of a secret. */
const at = (text: string, start: number, what: string): Unreadable =>
  new Unreadable(`line ${String(text.slice(0, start).split('\n').length)} ${what}`);

function fromJson(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(jsonIn(text) ?? {})) {
    if (typeof value !== 'string') throw new Unreadable(`the value of ${name} is not text: put it in quotes`);
    variables.set(name, value);
  }
  return variables;
}

const unescaped = (quoted: string): string =>
  quoted.replace(/\\([\\"n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
