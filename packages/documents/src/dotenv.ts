/**
 * Reads a dotenv file. The programs that do so agree on the plain cases alone, and skip in silence what they don't
 * understand; so a `#`, a quote, a backslash and a `$` are refused here where some of them read something else, with
 * what to write instead, and so is what they skip.
 */
import { placesIn, positionIn, type Place } from './places.ts';
import { TextError, twice, type ReadText } from './text-error.ts';

const noParts: ReadonlyMap<string, Place> = new Map();

/**
 * `KEY=VALUE` with an optional `export`, comments behind `#`, values in single or double quotes, which may span lines.
 * `\n` in double quotes is a line break, and no other backslash may stand there; without quotes each is one. A `$` takes
 * single quotes, because some programs put the value of a variable there.
 * @throws TextError at the first thing that is no such line. It shows no text: that may be a secret.
 */
export function readDotenv(text: string): ReadText {
  const unix = text.replaceAll('\r\n', '\n');
  const reader = new Reader(unix);
  const values = new Map<string, string>();
  const parts = new Map<string, Place>();
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (parts.has(next.key)) throw new TextError(twice, positionIn(unix, next.at));
    parts.set(next.key, { at: next.at, parts: noParts });
    values.set(next.key, next.value);
  }
  return { value: Object.fromEntries(values), places: placesIn(unix, { at: 0, parts }) };
}

const emptyValue =
  "some programs take this comment for the value: put it on a line of its own, or write `''` before it";
const escapes =
  'in quotes every program reads a backslash differently, but for `\\n` in double ones: leave the quotes out, or write the file as JSON or YAML';
const variables =
  'some programs put the value of a variable where a `$` stands: put single quotes around the value';

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly at: number;
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  next(): Entry | undefined {
    this.take(/(?:\s|#.*)*/y);
    if (this.at === this.text.length) return undefined;
    const at = this.at;
    const head = this.take(/(?:export[ \t]+)?([^\s=#'"`]+)[ \t]*=[ \t]*/y);
    if (head === undefined) return this.fail('this line is neither `KEY=VALUE` nor a comment');
    return { key: head[1] ?? '', value: this.value(), at };
  }

  private value(): string {
    const quote = this.text[this.at];
    if (quote === '`') return this.fail('backticks are quotes to few programs: use single or double ones');
    return quote === '"' || quote === "'" ? this.quoted(quote) : this.bare();
  }

  private bare(): string {
    const at = this.at;
    const line = this.take(/[^\n]*/y)?.[0] ?? '';
    const comment = /[ \t]#/.exec(line)?.index ?? line.length;
    const value = line.slice(0, comment).trim();
    if (value.startsWith('#') && /[ \t]/.test(this.text.charAt(at - 1))) return this.fail(emptyValue, at);
    const hash = value.indexOf('#');
    if (hash !== -1) return this.fail('a `#` in a value needs quotes around the value', at + hash);
    const quote = value.search(/['"`]/);
    if (quote !== -1)
      return this.fail('a quote inside a value needs quotes of the other kind around it', at + quote);
    return this.withoutVariables(value, at);
  }

  private quoted(quote: '"' | "'"): string {
    const at = this.at;
    const end = this.text.indexOf(quote, at + 1);
    if (end === -1) return this.fail('this quote is not closed');
    const inside = this.text.slice(at + 1, end);
    this.at = end + 1;
    if (this.take(/[ \t]*(?:#.*)?(?=\n|$)/y) === undefined)
      return this.fail(
        'only a comment may follow the closing quote; use single quotes around double ones',
        end + 1,
      );
    return quote === "'" ? this.single(inside, at + 1) : this.double(inside, at + 1);
  }

  private single(inside: string, at: number): string {
    const escape = inside.search(/\\(?:\\|$)/);
    return escape === -1 ? inside : this.fail(escapes, at + escape);
  }

  private double(inside: string, at: number): string {
    const escape = inside.search(/\\(?!n)/);
    if (escape !== -1) return this.fail(escapes, at + escape);
    return this.withoutVariables(inside, at).replaceAll('\\n', '\n');
  }

  private withoutVariables(value: string, at: number): string {
    const dollar = value.indexOf('$');
    return dollar === -1 ? value : this.fail(variables, at + dollar);
  }

  /** What stands here and fits. @param pattern sticky. */
  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  private fail(message: string, at = this.at): never {
    throw new TextError(message, positionIn(this.text, at));
  }
}
