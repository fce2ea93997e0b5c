/**
 * The variables of a repository as GitHub keeps them: a name is made once, written over without a question, and read
 * perhaps as it was a while ago. In memory, by the time that is handed in.
 */
import type { ClaimVariable } from '../../src/claiming/ports.ts';
import { wholeSecond } from '../finding/run-shelf.ts';

interface Stored {
  readonly value: string;
  readonly createdAt: number;
}

export interface VariableShelf {
  create(name: string, value: string): 'created' | 'exists';
  update(name: string, value: string): 'updated' | 'gone';
  remove(name: string): 'removed' | 'gone';
  /** @param lag milliseconds: as it was so long ago. */
  read(name: string, lag: number): ClaimVariable | undefined;
  /** As it is. */
  readonly names: () => readonly string[];
}

export function variableShelf(now: () => number): VariableShelf {
  const histories = new Map<string, { readonly at: number; readonly stored: Stored | undefined }[]>();
  const at = (name: string, time: number): Stored | undefined =>
    histories.get(name)?.findLast((each) => each.at <= time)?.stored;
  const put = (name: string, stored: Stored | undefined): void => {
    histories.set(name, [...(histories.get(name) ?? []), { at: now(), stored }]);
  };
  return {
    create: (name, value) => {
      if (at(name, now()) !== undefined) return 'exists';
      put(name, { value, createdAt: wholeSecond(now()) });
      return 'created';
    },
    update: (name, value) => {
      const before = at(name, now());
      if (before === undefined) return 'gone';
      put(name, { ...before, value });
      return 'updated';
    },
    remove: (name) => {
      if (at(name, now()) === undefined) return 'gone';
      put(name, undefined);
      return 'removed';
    },
    read: (name, lag) => {
      const stored = at(name, now() - lag);
      return stored === undefined ? undefined : { ...stored, now: wholeSecond(now()) };
    },
    names: () => [...histories.keys()].filter((name) => at(name, now()) !== undefined),
  };
}
