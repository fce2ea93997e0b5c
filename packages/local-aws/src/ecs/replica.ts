/**
 * Eventual consistency: for a while after a write, readers see the account as it was just before it. There is one
 * state; a reader gets the copy that was made before the oldest write that has not come through yet, so that writes
 * come through in their order and nobody ever sees an older account than before. Who writes is answered from the state
 * itself.
 */
import type { EcsState } from './model.ts';

export interface Replica {
  /** The account as readers see it now. */
  view(): EcsState;
  /** Runs what changes the state; readers see the change when the lag is over. A refused change leaves no trace. */
  write<T>(change: () => T): T;
}

interface Before {
  /** Of the write, cloud time. */
  readonly at: number;
  readonly state: EcsState;
}

/** @param lag milliseconds of cloud time; 0: readers see every write at once */
export function createReplica(state: EcsState, lag: number): Replica {
  if (lag === 0) return { view: () => state, write: (change) => change() };
  let pending: readonly Before[] = [];
  const now = (): number => state.clock.now();
  return {
    view: () => {
      pending = pending.filter(({ at }) => at > now() - lag);
      return pending[0]?.state ?? state;
    },
    write: (change) => {
      const before = copyOf(state);
      const answer = change();
      pending = [...pending, { at: now(), state: before }];
      return answer;
    },
  };
}

/** What ECS remembers is copied; what it never changes, and the parts of the cloud that it works with, are not. */
function copyOf(state: EcsState): EcsState {
  const copies = new Map<object, unknown>(unchanging(state).map((each) => [each, each]));
  const copied = <T>(value: T): T => copy(value, copies) as T;
  return {
    ...state,
    clusters: copied(state.clusters),
    families: copied(state.families),
    services: copied(state.services),
    tasks: copied(state.tasks),
    present: copied(state.present),
  };
}

/** What records only ever replace as a whole: most of what there is. */
function unchanging({ families, services, tasks }: EcsState): readonly object[] {
  const documents = [...families.values()].flat().map(({ document }) => document);
  return [
    ...documents.flatMap((document) => [document, ...document.containerDefinitions]),
    ...services.flatMap(({ settings, events, revisions }) => [
      settings,
      events,
      ...revisions.map((each) => each.settings),
    ]),
    ...tasks.flatMap(({ running }) => running ?? []),
  ];
}

/** Records refer to each other: each is copied once. What is no plain data, as dates and functions, stays itself. */
function copy(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof Map) return copyMap(value, copies);
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    copies.set(value, list);
    for (const item of value) list.push(copy(item, copies));
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const record: Record<string, unknown> = { ...value };
  copies.set(value, record);
  for (const [name, item] of Object.entries(record)) record[name] = copy(item, copies);
  return record;
}

function copyMap(value: ReadonlyMap<unknown, unknown>, copies: Map<object, unknown>): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  copies.set(value, map);
  for (const [key, item] of value) map.set(key, copy(item, copies));
  return map;
}
