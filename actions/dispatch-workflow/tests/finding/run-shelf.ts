/**
 * The runs of one workflow as GitHub keeps them: ids that grow, whole seconds, and a list that shows a run some time
 * after it was started. In memory, by the time that is handed in.
 */
import type { ListedRun, RunList } from '../../src/finding/ports.ts';

export interface ShelvedRun extends ListedRun {
  /** When the list shows it, in milliseconds since the epoch. */
  readonly shownAt: number;
}

export interface RunShelf {
  readonly all: readonly ShelvedRun[];
  /** @param lag milliseconds until the list shows it. */
  readonly add: (title: string, branch: string, lag: number) => ShelvedRun;
  readonly list: RunList;
}

export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

/** @param most how many runs GitHub shows of one question. */
export function runShelf(now: () => number, most = 1000): RunShelf {
  const all: ShelvedRun[] = [];
  const shown = (): readonly ShelvedRun[] => all.filter(({ shownAt }) => shownAt <= now()).reverse();
  return {
    all,
    add: (title, branch, lag) => {
      const id = 1000 + all.length;
      const url = `https://github.com/team/web/actions/runs/${id}`;
      const run = { id, url, title, branch, createdAt: wholeSecond(now()), shownAt: now() + lag };
      all.push(run);
      return run;
    },
    list: {
      since: async (since, until = Number.POSITIVE_INFINITY) => {
        const fitting = shown().filter(
          ({ createdAt }) => createdAt >= wholeSecond(since) && createdAt <= until,
        );
        return { runs: fitting.slice(0, most), now: wholeSecond(now()), isWhole: fitting.length <= most };
      },
      newest: async () => ({ id: shown()[0]?.id ?? 0, now: wholeSecond(now()) }),
    },
  };
}
