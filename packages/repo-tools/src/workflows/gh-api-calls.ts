/** The calls of `gh api` that a page tells people to type, as GitHub would get them. */
import { blocksOf } from '../markdown-blocks.ts';

export interface GhApiCall {
  /** 1-based, in the page. */
  readonly line: number;
  readonly method: string;
  /** `/repos/OWNER/REPOSITORY/environments/production` */
  readonly path: string;
  /** undefined for one without fields or input. */
  readonly body: unknown;
}

/** @throws Error for a way of giving a body that is not known here: it would be looked at by nobody */
export function ghApiCalls(markdown: string): readonly GhApiCall[] {
  return blocksOf(markdown, 'sh').flatMap(({ line, content }) => {
    const lines = content.split('\n');
    return lines.flatMap((text, at) => {
      const call = /^\s*gh api (?:--method (?<method>[A-Z]+) )?"?(?<path>[^\s"]+)"?(?<rest>.*)$/.exec(text);
      if (call === null) return [];
      const { method, path = '', rest = '' } = call.groups ?? {};
      const body = bodyOf(rest, lines.slice(at + 1));
      const usual = body === undefined ? 'GET' : 'POST';
      return [{ line: line + 1 + at, method: method ?? usual, path: `/${path}`, body }];
    });
  });
}

function bodyOf(rest: string, below: readonly string[]): unknown {
  const [, end] = /--input - <<'(\w+)'$/.exec(rest) ?? [];
  if (end !== undefined) return JSON.parse(below.slice(0, below.indexOf(end)).join('\n'));
  const fields = [...rest.matchAll(/ (-[fF]) (?:'([^=']+)=([^']*)'|([^\s=']+)=(\S*))/g)];
  if (rest.replace(/ --jq .*$/, '').split(/ -/).length - 1 !== fields.length)
    throw new Error(`It is not known what is sent by:${rest}`);
  if (fields.length === 0) return undefined;
  return fields.reduce<object>((body, [, flag = '', quoted, quotedValue, bare = '', bareValue = '']) => {
    const value = quotedValue ?? bareValue;
    return withField(body, keysOf(quoted ?? bare), flag === '-F' ? typed(value) : value);
  }, {});
}

/** `a[b]` → `a`, `b` */
const keysOf = (name: string): readonly string[] => name.split(/[[\]]/).filter((key) => key !== '');

function withField(body: object, [key = '', ...rest]: readonly string[], value: unknown): object {
  const inner = (body as Readonly<Record<string, object | undefined>>)[key] ?? {};
  return { ...body, [key]: rest.length > 0 ? withField(inner, rest, value) : value };
}

/** `-F` sends numbers and booleans as such, `-f` all as texts. */
const typed = (value: string): unknown =>
  /^(?:true|false|null|\d+)$/.test(value) ? (JSON.parse(value) as unknown) : value;
