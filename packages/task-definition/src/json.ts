/**
 * Reads JSON and remembers where each object and list began, so that a complaint can name line and column.
 * JSON.parse can do neither that nor notice a member that is written twice.
 */
import type { Json, JsonObject } from './document.ts';

/** Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly position: Position;
  constructor(message: string, position: Position) {
    super(message);
    this.position = position;
  }
}

export interface JsonText {
  readonly value: Json;
  /** Where an object or list of `value` begins; the start of the text for anything else. */
  readonly positionOf: (value: unknown) => Position;
}

/** Documents nest about six deep; a deeper one is an attack on the stack. */
const deepest = 200;

/** @throws JsonError for what is not JSON (RFC 8259), and for a member that stands twice in one object. */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const value = reader.document();
  return {
    value,
    positionOf: (part) => positionAt(text, reader.starts.get(part) ?? 0),
  };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

class Reader {
  readonly starts = new Map<unknown, number>();
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    // A byte order mark is what some editors leave.
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    const value = this.value('a value');
    if (this.next() !== undefined) this.fail(`expected the end of the file, but found ${this.here()}`);
    return value;
  }

  private value(expected: string): Json {
    const start = this.next();
    if (start === '{') return this.nested(() => this.object());
    if (start === '[') return this.nested(() => this.list());
    if (start === '"') return this.string();
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(
      this.text.slice(this.at, this.at + 400),
    );
    if (word === null) return this.fail(`expected ${expected}, but found ${this.here()}`);
    this.at += word[0].length;
    return JSON.parse(word[0]) as Json;
  }

  private nested<T extends Json>(read: () => T): T {
    const start = this.at;
    this.depth += 1;
    if (this.depth > deepest) this.fail(`nested more than ${String(deepest)} levels deep`);
    this.at += 1;
    const value = read();
    this.at += 1;
    this.depth -= 1;
    this.starts.set(value, start);
    return value;
  }

  private object(): JsonObject {
    const members = new Map<string, Json>();
    if (this.next() === '}') return {};
    for (;;) {
      if (this.next() !== '"') this.fail(`expected a member name in double quotes, but found ${this.here()}`);
      const start = this.at;
      const name = this.string();
      if (members.has(name)) this.fail(`the member "${name}" stands twice`, start);
      if (this.next() !== ':') this.fail(`expected ":" after "${name}", but found ${this.here()}`);
      this.at += 1;
      members.set(name, this.value(`the value of "${name}"`));
      if (this.closes('}')) return Object.fromEntries(members);
    }
  }

  private list(): readonly Json[] {
    const items: Json[] = [];
    if (this.next() === ']') return items;
    for (;;) {
      items.push(this.value('a list item'));
      if (this.closes(']')) return items;
    }
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

  /** The next character that is not white space; undefined at the end. */
  private next(): string | undefined {
    while (/[ \t\r\n]/.test(this.text.charAt(this.at))) this.at += 1;
    return this.text[this.at];
  }

  private here(): string {
    const found = this.text[this.at];
    if (found === undefined) return 'the end of the file';
    if (this.text.startsWith('//', this.at) || this.text.startsWith('/*', this.at)) return 'a comment';
    return `"${found}"`;
  }

  private fail(message: string, at = this.at): never {
    throw new JsonError(message, positionAt(this.text, at));
  }
}
