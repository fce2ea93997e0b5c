/** Patterns of names and paths: `*` stands for any run of characters, a leading `!` takes out what the others let in. */
import { distinctLines, Unreadable, type Parser } from '@slipway/action-kit/parsers';

export interface Pattern {
  /** As written. */
  readonly text: string;
  /** With a leading `!`. */
  readonly excludes: boolean;
  /** Upper and lower case differ. */
  readonly fits: (value: string) => boolean;
}

/** Of names of packages. */
export const namePattern: Parser<Pattern> = {
  expects: 'a pattern such as `openssl*`, or `!openssl*` for all but those',
  read: (text) => patternOf(text, (value) => value),
};

/** Of paths in the image. Inspector writes them without the slash in front that people write. */
export const pathPattern: Parser<Pattern> = {
  expects: 'a pattern such as `app/*`, or `!usr/share/*` for all but those',
  read: (text) => patternOf(text, (path) => path.replace(/^\/+/, '')),
};

export const namePatterns: Parser<readonly Pattern[]> = distinctLines(namePattern, ({ text }) => text);
export const pathPatterns: Parser<readonly Pattern[]> = distinctLines(pathPattern, ({ text }) => text);

function patternOf(text: string, plain: (value: string) => string): Pattern {
  const excludes = text.startsWith('!');
  const wanted = plain(excludes ? text.slice(1).trim() : text);
  if (wanted === '') throw new Unreadable('nothing stands in it');
  if (wanted.startsWith('!')) throw new Unreadable('one `!` is enough');
  const fits = fitsOf(wanted);
  return { text, excludes, fits: (value) => fits(plain(value)) };
}

/**
 * Whether a list of patterns lets a value in: one that includes must fit where there is one, and none that excludes.
 * @param value undefined for a finding that has none, such as the path of a package of the operating system: no
 *   pattern fits it, so only a list without including patterns lets it in.
 */
export function letsIn(list: readonly Pattern[], value: string | undefined): boolean {
  const fits = (each: Pattern): boolean => value !== undefined && each.fits(value);
  const including = list.filter(({ excludes }) => !excludes);
  if (including.length > 0 && !including.some(fits)) return false;
  return !list.some((each) => each.excludes && fits(each));
}

/**
 * Goes through a value once, from left to right: the first place where a part fits leaves most for the parts after
 * it, so nothing is ever tried again.
 */
function fitsOf(wanted: string): (value: string) => boolean {
  const [head = '', ...rest] = wanted.split('*');
  const tail = rest.pop();
  if (tail === undefined) return (value) => value === head;
  return (value) => {
    const end = value.length - tail.length;
    if (end < head.length || !value.startsWith(head) || !value.endsWith(tail)) return false;
    let at = head.length;
    for (const part of rest) {
      const found = value.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
