/** Tells the acts one after the other; one that can be beside another has begun with it when its turn comes. */
import { aside } from './aside.ts';
import type { Act, Stage } from './stage.ts';
import type { Telling } from './telling.ts';

export interface ToldActs {
  /** What did not go as told. */
  readonly surprises: readonly string[];
  /** By the name of the act, from its own beginning to its end. */
  readonly seconds: Readonly<Record<string, number>>;
}

interface Begun {
  readonly surprises: Promise<readonly string[]>;
  /** Says what it has told so far, and what it tells from now on. */
  readonly tell: () => void;
}

/** The first act that did not go as told is the last. */
export async function tellActs(
  acts: readonly Act[],
  stage: Stage,
  { now, signal }: Pick<Telling, 'now' | 'signal'>,
): Promise<ToldActs> {
  const seconds: Record<string, number> = {};
  const begun = new Map<string, Begun>();
  const begin = (act: Act): Begun => {
    const startedAt = now();
    const { narrator, tell } = aside(stage.narrator);
    const surprises = act.tell({ ...stage, narrator });
    const end = (): void => void (seconds[act.name] = Math.round((now() - startedAt) / 100) / 10);
    surprises.then(end, end);
    const each = { surprises, tell };
    begun.set(act.name, each);
    return each;
  };
  try {
    for (const act of acts) {
      signal.throwIfAborted();
      stage.narrator.act(act.title);
      const { surprises, tell } = begun.get(act.name) ?? begin(act);
      for (const other of acts) if (other.beside === act.name) begin(other);
      tell();
      const found = await surprises;
      signal.throwIfAborted();
      if (found.length > 0) return { surprises: found, seconds };
    }
    return { surprises: [], seconds };
  } finally {
    // What was begun beside the last one ends before anything is closed.
    await Promise.allSettled([...begun.values()].map(({ surprises }) => surprises));
  }
}
