/** One entry of an ignore file: what it must say, and what it may not. */
import type { Complain } from '@slipway/documents/checked';
import { isObject, kindOf, type Json, type JsonObject } from '@slipway/documents/value';
import { quoted, unknownKey } from '@slipway/documents/words';
import { dayOf, endOfDay, utcDay } from '../policy/days.ts';
import type { FilePlace, Ignore } from './suppression.ts';

export interface Bounds {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds: how far in the future an entry may expire. */
  readonly maxAge: number;
}

const keys = ['id', 'reason', 'owner', 'expires', 'package', 'path', 'until-fixed'];

/** @returns undefined when it is complained about; paths start at the entry. */
export function ignoreOf(
  entry: Json,
  place: FilePlace,
  bounds: Bounds,
  complain: Complain,
): Ignore | undefined {
  if (!isObject(entry)) {
    complain(
      [],
      `an entry must have \`id\`, \`reason\`, \`owner\` and \`expires\`, but was ${kindOf(entry)}`,
    );
    return undefined;
  }
  for (const name of Object.keys(entry)) if (!keys.includes(name)) complain([name], unknownKey(name, keys));
  const id = idOf(entry, complain);
  const reason = wordsOf(entry, 'reason', complain);
  const owner = wordsOf(entry, 'owner', complain);
  const expires = expiresOf(entry, bounds, complain);
  const about = { package: packageOf(entry, complain), path: pathOf(entry, complain) };
  const untilFixed = flagOf(entry, 'until-fixed', complain);
  if (id === undefined || reason === undefined || owner === undefined || expires === undefined)
    return undefined;
  return { id, reason, owner, ...expires, ...about, untilFixed, place };
}

function textOf(entry: JsonObject, name: string, complain: Complain): string | undefined {
  const value = entry[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  if (value === undefined) complain([], `\`${name}\` is missing`);
  else
    complain(
      [name],
      `\`${name}\` must be text, but was ${typeof value === 'string' ? 'empty' : kindOf(value)}`,
    );
  return undefined;
}

function idOf(entry: JsonObject, complain: Complain): string | undefined {
  const id = textOf(entry, 'id', complain);
  if (id === undefined) return undefined;
  const why = /[*?]/.test(id)
    ? 'it stands for one vulnerability, so write it in full, without `*`'
    : /\s/.test(id)
      ? 'it has no white space: give each vulnerability an entry of its own'
      : misspelt(id);
  if (why === undefined) return id;
  complain(['id'], `\`id\` is matched exactly, but was ${quoted(id)}: ${why}`);
  return undefined;
}

/** Scanners write these prefixes in upper case. */
function misspelt(id: string): string | undefined {
  const [, prefix = '', rest = ''] = /^(cve|ghsa)(-.*)$/is.exec(id) ?? [];
  const upper = prefix.toUpperCase();
  return prefix === upper ? undefined : `write \`${upper}${rest}\``;
}

/** One character is a way to say nothing. */
function wordsOf(entry: JsonObject, name: 'reason' | 'owner', complain: Complain): string | undefined {
  const words = textOf(entry, name, complain);
  if (words === undefined || words.length > 1) return words;
  complain([name], `\`${name}\` must say something, but was ${quoted(words)}`);
  return undefined;
}

function expiresOf(entry: JsonObject, { now, maxAge }: Bounds, complain: Complain) {
  const expires = textOf(entry, 'expires', complain);
  if (expires === undefined) return undefined;
  const start = dayOf(expires);
  const furthest = utcDay(now + maxAge);
  if (start === undefined)
    complain(['expires'], `\`expires\` must be a day such as \`${furthest}\`, but was ${quoted(expires)}`);
  else if (expires > furthest)
    complain(
      ['expires'],
      `\`expires\` may be ${furthest} at the latest (\`ignore-max-age\`), but was ${quoted(expires)}`,
    );
  else return { expires, expiresAt: endOfDay(start) };
  return undefined;
}

function packageOf(entry: JsonObject, complain: Complain): string | undefined {
  if (entry.package === undefined) return undefined;
  const name = textOf(entry, 'package', complain);
  if (name?.includes('*') !== true) return name;
  complain(['package'], `\`package\` is matched exactly, but was ${quoted(name)}`);
  return undefined;
}

function pathOf(entry: JsonObject, complain: Complain): string | undefined {
  if (entry.path === undefined) return undefined;
  const path = textOf(entry, 'path', complain);
  if (path?.startsWith('!') !== true) return path;
  complain(
    ['path'],
    `\`path\` says where the entry holds, so it has no \`!\` in front, but was ${quoted(path)}`,
  );
  return undefined;
}

function flagOf(entry: JsonObject, name: string, complain: Complain): boolean {
  const value = entry[name] ?? false;
  if (typeof value === 'boolean') return value;
  complain(
    [name],
    `\`${name}\` must be \`true\` or \`false\`, but was ${typeof value === 'string' ? quoted(value) : kindOf(value)}`,
  );
  return false;
}
