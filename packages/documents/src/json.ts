/**
 * Reads JSON, with comments and trailing commas as editors allow them, and remembers where each part stands.
 * JSON.parse can do neither, nor does it notice a member that is written twice. Why this is no library:
 * docs/decisions/0006-json-is-read-by-our-own-reader.md. A complaint tells the place and shows no text of the document,
 * not even a name: where a ":" is missing, a password may stand in the place of one.
 */
import type { Json, JsonObject } from './value.ts';
import { placesIn, positionIn, type Place } from './places.ts';
import { deepest, TextError, tooLarge, twice, type ReadText, type Scalars } from './text-error.ts';

/**
 * @param text without a byte order mark.
 * @param scalars `written`: a number, `true` or `false` is the text that stands there.
 * @throws TextError for what is not JSON (RFC 8259) but for comments and trailing commas, and for a member that
 *   stands twice in one object.
 */
export function readJson(text: string, scalars: Scalars = 'typed'): ReadText {
  const { value, place } = new Reader(text, scalars).document();
  return { value, places: placesIn(text, place) };
}

interface Read<T extends Json = Json> {
  readonly value: T;
  readonly place: Place;
}

const noParts: ReadonlyMap<string, Place> = new Map();

class Reader {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly scalars: Scalars;

  constructor(text: string, scalars: Scalars) {
    this.text = text;
    this.scalars = scalars;
  }

  document(): Read {
    const read = this.value('a value');
    if (this.next() !== undefined) this.fail(`expected the end of the file, but found ${this.here()}`);
    return read;
  }

  private value(expected: string): Read {
    const start = this.next();
    if (start === '{') return this.nested((at) => this.object(at));
    if (start === '[') return this.nested((at) => this.list(at));
    const place = { at: this.at, parts: noParts };
    if (start === '"') return { value: this.string(), place };
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(
      this.text.slice(this.at, this.at + 400),
    );
    if (word === null) return this.fail(`expected ${expected}, but found ${this.here()}`);
    const value = this.scalar(word[0]);
    this.at += word[0].length;
    return { value, place };
  }

  private scalar(word: string): Json {
    if (this.scalars === 'written' && word !== 'null') return word;
    const value = JSON.parse(word) as Json;
    return value === Infinity || value === -Infinity ? this.fail(tooLarge) : value;
  }

  private nested(read: (start: number) => Read): Read {
    const start = this.at;
    this.depth += 1;
    if (this.depth > deepest) this.fail(`nested more than ${String(deepest)} levels deep`);
    this.at += 1;
    const found = read(start);
    this.at += 1;
    this.depth -= 1;
    return found;
  }

  private object(start: number): Read<JsonObject> {
    const members = new Map<string, Json>();
    const parts = new Map<string, Place>();
    while (this.next() !== '}') {
      if (this.next() !== '"') this.fail(`expected a member name in double quotes, but found ${this.here()}`);
      const at = this.at;
      const name = this.string();
      if (members.has(name)) this.fail(twice, at);
      if (this.next() !== ':') this.fail(`expected ":" after the name of a member, but found ${this.here()}`);
      this.at += 1;
      const { value, place } = this.value('the value of a member');
      members.set(name, value);
      parts.set(name, { ...place, at });
      if (this.closes('}')) break;
    }
    return { value: Object.fromEntries(members), place: { at: start, parts } };
  }

  private list(start: number): Read<readonly Json[]> {
    const items: Json[] = [];
    const parts = new Map<number, Place>();
    while (this.next() !== ']') {
      const { value, place } = this.value('a list item');
      parts.set(items.length, place);
      items.push(value);
      if (this.closes(']')) break;
    }
    return { value: items, place: { at: start, parts } };
  }

  /** Whether the object or list ends here; steps over the comma when it goes on. */
  private closes(end: '}' | ']'): boolean {
    const found = this.next();
    if (found === end) return true;
    if (found !== ',') this.fail(`expected "," or "${end}", but found ${this.here()}`);
    this.at += 1;
    return false;
  }

  private string(): string {
    const literal = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y;
    literal.lastIndex = this.at;
    const found = literal.exec(this.text);
    if (found === null) return this.fail('this text has no closing double quote on its line');
    try {
      const value = JSON.parse(found[0]) as string;
      this.at += found[0].length;
      return value;
    } catch {
      return this.fail('this text holds a control character or an escape that JSON does not have');
    }
  }

  /** The next character that is neither white space nor in a comment; undefined at the end. */
  private next(): string | undefined {
    for (;;) {
      while (/[ \t\r\n]/.test(this.text.charAt(this.at))) this.at += 1;
      if (this.text[this.at] !== '/') return this.text[this.at];
      const start = this.at;
      if (this.text.startsWith('//', start)) this.at = endOf(this.text, '\n', start);
      else if (this.text.startsWith('/*', start)) this.at = endOf(this.text, '*/', start + 2);
      else return '/';
      if (this.at === -1) this.fail('this comment has no end', start);
    }
  }

  private here(): string {
    const found = this.text[this.at];
    if (found === undefined) return 'the end of the file';
    return `"${found}"`;
  }

  private fail(message: string, at = this.at): never {
    throw new TextError(message, positionIn(this.text, at));
  }
}

/** Behind the next `mark`. A line that is the last one needs no end; a comment in stars does: -1 without it. */
function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  if (found !== -1) return found + mark.length;
  return mark === '\n' ? text.length : -1;
}
