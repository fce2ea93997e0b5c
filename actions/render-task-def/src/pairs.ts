/**
 * Reads `name=value` lines to a map: labels, tags, options and secrets. Values may be secret, so errors show none, and
 * no name either, which may be a line of a value.
 */
import { keyValue, Unreadable, type Parser } from '@slipway/action-kit/parsers';
import { isCutKey, severalLines } from './cut-keys.ts';

/**
 * The value is what follows the first `=`, as it stands there; it may be empty.
 * @param line in words, such as `key=value`.
 */
export function pairs(
  line: string,
  isValue: (value: string) => boolean = () => true,
): Parser<ReadonlyMap<string, string>> & { readonly secret: true } {
  return { expects: `${line}, one a line`, secret: true, read: (text) => read(text, isValue) };
}

function read(text: string, isValue: (value: string) => boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [name, value] = pairOf(line.trim(), index + 1);
    if (isCutKey(value))
      throw new Unreadable(`line ${String(index + 1)} ${severalLines}, and here it has one`);
    if (!isValue(value)) throw new Unreadable(`the value in line ${String(index + 1)} is not`);
    if (found.has(name))
      throw new Unreadable(`line ${String(index + 1)} gives a name that a line before it has`);
    found.set(name, value);
  }
  return found;
}

function pairOf(line: string, number: number): readonly [name: string, value: string] {
  try {
    return keyValue.read(line);
  } catch {
    throw new Unreadable(`line ${String(number)} is not`);
  }
}
