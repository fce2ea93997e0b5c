/**
 * Patterns of branches, tags and paths, as GitHub documents them: `*` stays between slashes, `**` does not, `?` and `+`
 * are about the character before them, and a dot is a character like any other. No glob of Node or of a shell is so.
 */

/** The last pattern that fits decides; one with `!` says no. */
export function fits(name: string, patterns: readonly string[]): boolean {
  const deciding = patterns.findLast((pattern) => expressionOf(pattern.replace(/^!/, '')).test(name));
  return deciding !== undefined && !deciding.startsWith('!');
}

/** `**` with the slash behind it, where a folder could start; an escaped character; the characters of a range … */
const parts = /(?<=^|\/)\*\*\/|\*\*|\*|\\.|\[[^\]]+\]|[^]/gu;

function expressionOf(pattern: string): RegExp {
  const written: string[] = [];
  for (const [part] of pattern.matchAll(parts)) {
    const before = written.at(-1);
    if ((part === '?' || part === '+') && before !== undefined) written.splice(-1, 1, `(?:${before})${part}`);
    else written.push(asExpression(part));
  }
  return new RegExp(`^${written.join('')}$`, 'u');
}

function asExpression(part: string): string {
  if (part === '**/') return '(?:[^]*/)?';
  if (part === '**') return '[^]*';
  if (part === '*') return '[^/]*';
  if (/^\[.+\]$/u.test(part)) return `[${part.slice(1, -1).replace(/[\\^[|()]/gu, '\\$&')}]`;
  return part.replace(/^\\(?=.)/u, '').replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
