/** Which known word somebody meant. Pure. */

/** The known word with the fewest changed letters, when they are few enough for a slip of the pen. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const close = known
    .map((each) => ({ each, changes: changesBetween(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, changes }) => changes <= Math.max(2, Math.floor(each.length / 3)))
    .sort((one, other) => one.changes - other.changes);
  return close[0]?.each;
}

/** Levenshtein's distance: letters put in, taken out or exchanged. */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [line, letter] of one.split('').entries()) {
    const next = [line + 1];
    for (const [at, otherLetter] of other.split('').entries()) {
      const exchanged = (row[at] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(exchanged, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
