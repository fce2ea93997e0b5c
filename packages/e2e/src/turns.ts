/**
 * One folder for all runs, as it stands when they begin. Whoever begins some has it to himself until each has said its first
 * word, for by then it works on a copy; so what one act does on a branch is beside what another does on main.
 */
import { setTimeout as after } from 'node:timers/promises';
import type { LocalRepository } from '@slipway/local-workflows/local-repository';
import type { Times } from './times.ts';

export interface Turns {
  /**
   * @param begin makes the folder what it is to be, and starts runs.
   * @param leave puts the folder back once they have begun.
   * @returns what `begin` does, after the runs have ended.
   */
  readonly take: <Value>(
    begin: (runs: LocalRepository) => Promise<Value>,
    leave?: () => Promise<void>,
  ) => Promise<Value>;
}

const pauseMs = 20;

export function turns(repository: LocalRepository, heard: Times): Turns {
  let last: Promise<unknown> = Promise.resolve();
  const known = (): number => Math.max(0, ...repository.github.runs.map(({ id }) => id));
  /** Whether runs are there that were not before, and each of them has said something, or will never. */
  const haveBegun = (before: number): boolean => {
    const fresh = repository.github.runs.filter(({ id }) => id > before);
    return (
      fresh.length > 0 &&
      fresh.every(({ id, status }) => heard.of(id) !== undefined || status === 'completed')
    );
  };
  return {
    take: async (begin, leave) => {
      const { promise: left, resolve } = Promise.withResolvers<undefined>();
      const mine = last;
      last = left;
      await mine;
      try {
        const before = known();
        const begun = { isOver: false };
        const running = begin(repository).finally(() => (begun.isOver = true));
        running.catch(() => undefined);
        while (!begun.isOver && !haveBegun(before)) await after(pauseMs);
        await leave?.();
        resolve(undefined);
        return await running;
      } finally {
        resolve(undefined);
      }
    },
  };
}

/** The same repository, whose runs are begun one after the other. */
export const inTurn = (repository: LocalRepository, { take }: Turns): LocalRepository => ({
  ...repository,
  push: (changed) => take((local) => local.push(changed)),
  pullRequest: (pull) => take((local) => local.pullRequest(pull)),
  dispatch: (workflow, inputs) => take((local) => local.dispatch(workflow, inputs)),
});
