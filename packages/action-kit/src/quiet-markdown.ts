/**
 * Markdown as the text of a comment. GitHub reads `@name`, `#12` and `GH-12` in it after entities are resolved, and
 * calls people and marks issues; with a character of no width in between it reads text.
 */
import type { Markdown } from './markdown.ts';

// What `code` and `link` of markdown.ts make. Inside of code GitHub looks for nothing, and nobody wants to copy what
// can't be seen; an address stays what it is.
const untouched = /(<code>[^<]*<\/code>|<a [^>]*>)/;

export function quietMarkdown({ markdown }: Markdown): string {
  return markdown
    .split(untouched)
    .map((part, index) => (index % 2 === 1 ? part : quiet(part)))
    .join('');
}

const quiet = (text: string): string =>
  text
    .replaceAll('&#64;', '&#64;&#8203;')
    .replaceAll('&#35;', '&#35;&#8203;')
    .replace(/\bGH-(?=\d)/gi, (letters) => `${letters}&#8203;`)
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}&#46;`);
