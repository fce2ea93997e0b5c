/** What the readers of a policy's parts share: one or a list, places, and words about a value. Pure. */
import { nearest } from '../nearest.ts';

export type Path = readonly (string | number)[];

/** Called with the place inside of what is read, and a sentence without a full stop. */
export type Tell = (path: Path, sentence: string) => void;

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One or a list of them, each with its place in it; nothing when there is none. */
export const listOf = (value: unknown): readonly { readonly value: unknown; readonly path: Path }[] => {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((each, at) => ({ value: each, path: Array.isArray(value) ? [at] : [] }));
};

/** One text or a list of them; anything else is told. */
export function textsOf(value: unknown, name: string, tell: Tell): readonly string[] {
  const list = listOf(value);
  if (list.length === 0) tell([], `\`${name}\` must have a value`);
  return list.flatMap(({ value: text, path }) => {
    if (typeof text === 'string') {
      if (text.includes('${')) {
        tell(path, `\`${name}\` has the policy variable ${text}, which the local cloud does not fill in`);
      }
      return [text];
    }
    tell(path, `\`${name}\` must be text, but is ${shown(text)}`);
    return [];
  });
}

export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null
    ? 'a map of keys'
    : `\`${JSON.stringify(value).replace(/^"|"$/g, '')}\``;
}

export function meant(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? '' : `: did you mean \`${near}\`?`;
}
