/** Reads environment variables: lines, values in double quotes that may span lines, or one JSON object. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { jsonIn } from './json-text.ts';

// A value that begins with a quote, white space before it or not, is a quoted one and must end its line; any other
// one ends with its line.
const entry =
  /[ \t]*([^\s="]+)[ \t]*=(?:[ \t]*"((?:[^"\\]|\\[^])*)"[ \t]*(?=\r?\n|$)|(?![ \t]*")([^\r\n]*)(?=\r?\n|$))/y;

export const environmentVariables: Parser<ReadonlyMap<string, string>> & { readonly secret: true } = {
  expects: '`NAME=value` lines, or a JSON object of texts',
  // A value may be one, so an error never shows the text.
  secret: true,
  read: (text) => (text.startsWith('{') ? fromJson(text) : fromLines(text)),
};

function fromLines(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const blank = /[ \t]*(?:\r?\n|$)/y;
    blank.lastIndex = at;
    entry.lastIndex = at;
    const found = entry.exec(text);
    const [whole, name, quoted, plain] = found ?? [];
    if (whole !== undefined && name !== undefined) {
      add(variables, name, quoted === undefined ? (plain ?? '').trimEnd() : unescaped(quoted));
      at += whole.length;
    } else {
      const empty = blank.exec(text)?.[0];
      if (empty === undefined || empty === '') throw new Unreadable(`line ${lineAt(text, at)} is neither`);
      at += empty.length;
    }
  }
  return variables;
}

function fromJson(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(jsonIn(text) ?? {})) {
    if (typeof value !== 'string') throw new Unreadable(`the value of ${name} is not text: put it in quotes`);
    add(variables, name, value);
  }
  return variables;
}

function add(variables: Map<string, string>, name: string, value: string): void {
  if (variables.has(name)) throw new Unreadable(`${name} is given twice`);
  variables.set(name, value);
}

const unescaped = (quoted: string): string =>
  quoted.replace(/\\([\\"n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

const lineAt = (text: string, at: number): string => String(text.slice(0, at).split('\n').length);
