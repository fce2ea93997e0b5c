/**
 * Reads a dotenv file. The programs that do so agree on the plain cases alone, and skip in silence what they don't
 * understand; so what they read differently is refused here, with what to write instead, and so is what they skip.
 */
import { placesIn, positionIn, type Place } from './places.ts';
import { TextError, twice, type ReadText } from './text-error.ts';

const noParts: ReadonlyMap<string, Place> = new Map();

/**
 * `KEY=VALUE` with an optional `export`, comments behind `#`, values in single or double quotes, which may span lines;
 * `\n` in double quotes is a line break, and every other backslash is one. Variables in values are not replaced.
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
    const hash = value.indexOf('#');
    if (hash !== -1) return this.fail('a `#` in a value needs quotes around the value', at + hash);
    const quote = value.search(/['"`]/);
    if (quote !== -1)
      return this.fail('a quote inside a value needs quotes of the other kind around it', at + quote);
    return value;
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
    if (quote === "'") return inside;
    const escape = inside.search(/\\(?:r|$)/);
    if (escape !== -1)
      return this.fail('`\\r` and `\\"` are read differently by every program', at + 1 + escape);
    return inside.replaceAll('\\n', '\n');
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
