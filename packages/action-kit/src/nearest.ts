/** Which of the right names somebody may have meant by a wrong one. */

/** A longer name is no typing error, and takes the square of its length to compare. */
const longest = 64;

/** The nearest by edits, upper and lower case alike; undefined when none is near enough to be told. */
export function nearest(wrong: string, right: readonly string[]): string | undefined {
  if (wrong.length > longest) return undefined;
  const limit = Math.max(wrong.length > 3 ? 2 : 1, Math.floor(wrong.length / 3));
  const ranked = right
    .filter((name) => Math.abs(name.length - wrong.length) <= limit)
    .map((name) => ({ name, edits: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.name;
}

/** Levenshtein's: how many characters must be put in, taken out or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [index, character] of Array.from(a).entries()) {
    const next = [index + 1];
    for (const [at, other] of Array.from(b).entries()) {
      const replaced = (row[at] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
