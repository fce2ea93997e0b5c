/**
 * What `health-check-url` and `health-check-expect` mean: an address, and lines that must all hold, each in one of four
 * forms: statuses, a text, a regular expression, a value at a path of the JSON that is answered.
 */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { Expectation } from '@slipway/rollout/request';

/** Never shown: it may hold a login, and a token in its query. */
export const healthUrl: Parser<string> & { readonly secret: true } = {
  secret: true,
  expects: 'an address that begins with http:// or https://',
  read: (value) => {
    const { protocol } = URL.parse(value) ?? { protocol: '' };
    if (protocol !== 'http:' && protocol !== 'https:') throw new Unreadable();
    return value;
  },
};

export const expectation: Parser<Expectation> = {
  expects: 'statuses such as `200` or `200-299, 304`, `text: …`, `/pattern/flags`, or `$.path = value`',
  read: (line) => {
    if (/^\d/.test(line)) return { kind: 'status', ranges: line.split(',').map(range) };
    if (line.startsWith('text:')) return textIn(line.slice('text:'.length).trim());
    if (line.startsWith('/')) return patternIn(line);
    if (line.startsWith('$')) return jsonIn(line);
    throw new Unreadable();
  },
};

function range(part: string): readonly [number, number] {
  const [, from = '', to = from] = /^\s*([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?\s*$/.exec(part) ?? [];
  if (from === '') throw new Unreadable('a status is a number from 100 to 599');
  if (Number(to) < Number(from)) throw new Unreadable('a range begins with the smaller status');
  return [Number(from), Number(to)];
}

function textIn(text: string): Expectation {
  if (text === '') throw new Unreadable('a text follows `text:`');
  return { kind: 'text', text };
}

function patternIn(line: string): Expectation {
  const [, source = '', flags = ''] = /^\/(.+)\/([a-z]*)$/.exec(line) ?? [];
  if (source === '') throw new Unreadable('a pattern ends with `/` and its flags');
  if (!/^[imsu]*$/.test(flags)) throw new Unreadable('the flags of a pattern are among i, m, s and u');
  try {
    new RegExp(source, flags);
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : undefined);
  }
  return { kind: 'matches', pattern: { source, flags } };
}

/** A name after a dot, a number in brackets, or any name in brackets and double quotes. */
const step = /\.([\w-]+)|\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]/y;

function jsonIn(line: string): Expectation {
  const path: (string | number)[] = [];
  let at = 1;
  for (;;) {
    step.lastIndex = at;
    const found = step.exec(line);
    if (found === null) break;
    const [all, name, index, quoted] = found;
    path.push(name ?? (index === undefined ? nameIn(quoted ?? '') : Number(index)));
    at += all.length;
  }
  const [, value] = /^\s*=\s*(.+)$/.exec(line.slice(at)) ?? [];
  if (value === undefined || path.length === 0)
    throw new Unreadable('a path is like `$.checks[0].state`, and ` = value` follows it');
  return { kind: 'json', path, value: valueIn(value) };
}

function nameIn(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw new Unreadable(`${quoted} is no name`);
  }
}

/** JSON as it is written; anything else is a text that needs no quotes. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
