/**
 * Names with values as act reads them in `.vars`, `.secrets` and `.env`: `NAME=value` or `NAME: value`, with comments,
 * quotes, `export`, and values of names above by `$NAME`. Node reads such files otherwise, and it would be another
 * value that the jobs get. Pure.
 */

/** One statement: a name, and behind `=` or `:` a value in quotes, over several lines too, or the rest of the line. */
const statement =
  /\s*(?:export[^\S\n]+)?([\p{L}\p{N}_.]+)[^\S\n]*[=:][^\S\n]*(?:"((?:\\"|[^"])*)"|'((?:\\'|[^'])*)'|([^\n]*))/uy;
const nothing = /\s*(?:#[^\n]*)?(?:\n|$)/y;

/** @throws Error that names the line of what is none of it */
export function valuesInText(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const all = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  for (let at = 0; at < all.length;) {
    const skipped = matchAt(nothing, all, at);
    if (skipped !== undefined && skipped[0] !== '') {
      at += skipped[0].length;
      continue;
    }
    const [whole, name = '', double, single, bare = ''] = matchAt(statement, all, at) ?? [];
    if (whole === undefined) throw new Error(`line ${String(lineAt(all, at))} is no \`NAME=value\``);
    values.set(name, valueOf({ double, single, bare }, values));
    at += whole.length;
  }
  return values;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern.source, pattern.flags);
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

const lineAt = (text: string, at: number): number =>
  text.slice(0, at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)).split('\n').length;

interface Written {
  readonly double: string | undefined;
  readonly single: string | undefined;
  readonly bare: string;
}

/** In single quotes all stands for itself. */
function valueOf({ double, single, bare }: Written, above: ReadonlyMap<string, string>): string {
  if (single !== undefined) return single;
  if (double !== undefined) return withValues(unescaped(double), above);
  return withValues(bare.replace(/(?<=\s)#(?!.*\s#).*$/, '').trim(), above);
}

const unescaped = (text: string): string =>
  text.replace(/\\([^$])/g, (_, character: string) => ({ n: '\n', r: '\r' })[character] ?? character);

/** A name that is not above is empty; `\$` is a dollar, and `$(` is no name. */
const withValues = (text: string, above: ReadonlyMap<string, string>): string =>
  text.replace(
    /(\\)?\$(\()?\{?([A-Z0-9_]+)?\}?/g,
    (whole: string, escape?: string, command?: string, name?: string) => {
      if (escape !== undefined || command !== undefined) return whole.slice(1);
      return name === undefined ? whole : (above.get(name) ?? '');
    },
  );
