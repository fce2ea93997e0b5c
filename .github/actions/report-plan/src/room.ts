/** How much of each text is shown where not all of them have room: short ones whole, and the others as much as each other. */

/** @returns the room of each, in the same order; together at most `room`. */
export function shares(lengths: readonly number[], room: number): readonly number[] {
  const given = new Map<number, number>();
  let left = Math.max(0, room);
  const fromShort = [...lengths.keys()].sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  for (const [at, index] of fromShort.entries()) {
    const share = Math.min(lengths[index] ?? 0, Math.floor(left / (fromShort.length - at)));
    given.set(index, share);
    left -= share;
  }
  return lengths.map((_, index) => given.get(index) ?? 0);
}

export interface Cut {
  readonly text: string;
  /** What was left out, as a sentence; undefined when nothing was. */
  readonly note: string | undefined;
}

/** @param elsewhere where all of it is: `the summary of the run`. */
export function cutTo(text: string, room: number, elsewhere: string): Cut {
  if (text.length <= room) return { text, note: undefined };
  const all = text.split('\n');
  const kept: string[] = [];
  let used = 0;
  for (const line of all) {
    used += line.length + 1;
    if (used > room) break;
    kept.push(line);
  }
  const counts = `${String(kept.length)} of ${String(all.length)} lines`;
  return { text: kept.join('\n'), note: `Cut here: these are ${counts}. All of them are in ${elsewhere}.` };
}
