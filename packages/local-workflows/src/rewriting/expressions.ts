/** Expressions as they stand in a text: found, and one context of them written otherwise. Strings in them stay. */

/** `${{ … }}`; a string in it may have braces of its own. */
const expression = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;
/** A string, or the context where it is no member of something. */
const stringOrVariables = /'(?:[^']|'')*'|(?<![\w.-])(?<!\.\s+)vars(?![\w-])/gi;

/** @param written an expression, without braces. @returns it with `vars` read from there. */
export const withVariablesOf = (written: string, there: string): string =>
  written.replace(stringOrVariables, (found) => (found.startsWith("'") ? found : there));

export const withVariablesInText = (written: string, there: string): string =>
  written.replace(expression, (whole, inner: string) =>
    whole.replace(inner, () => withVariablesOf(inner, there)),
  );

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * @param text what a key is set to: words, an expression, or both.
 * @returns one expression, without braces, of the same value.
 */
export function asExpression(text: string): string {
  // The first of two ends before the text does.
  const [first] = text.trim().matchAll(expression);
  if (first?.[0] === text.trim()) return (first[1] ?? '').trim();
  const parts: string[] = [];
  const outer = text.replace(expression, (_, part: string) => {
    parts.push(part.trim());
    return `\0${String(parts.length - 1)}\0`;
  });
  if (parts.length === 0) return quoted(text);
  const format = outer.replaceAll(/[{}]/g, '$&$&').replaceAll(/\0(\d+)\0/g, '{$1}');
  return `format(${[quoted(format), ...parts].join(', ')})`;
}
