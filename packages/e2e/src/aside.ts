/** A narrator for what goes on beside something else: it keeps what it is told until its turn comes. */
import type { Narrator } from '@slipway/demo/narrator';

export interface Aside {
  readonly narrator: Narrator;
  /** Says all that it was told, and from now on whatever it is told at once. */
  readonly tell: () => void;
}

export function aside(to: Narrator): Aside {
  let kept: (() => void)[] | undefined = [];
  const later = (say: () => void): void => {
    if (kept === undefined) say();
    else kept.push(say);
  };
  return {
    narrator: {
      act: (title) => later(() => to.act(title)),
      say: (line) => later(() => to.say(line)),
      good: (line) => later(() => to.good(line)),
      bad: (line) => later(() => to.bad(line)),
      log: (line) => later(() => to.log(line)),
      table: (rows) => later(() => to.table(rows)),
    },
    tell: () => {
      const before = kept ?? [];
      kept = undefined;
      for (const say of before) say();
    },
  };
}
