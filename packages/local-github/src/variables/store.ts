/** The variables of one place, with the times at which they were written. */
import type { CloudClock } from '@slipway/local-aws/ports';
import { timestamp } from '../timestamp.ts';
import { checkedName, checkedValue } from './rules.ts';

export interface StoredVariable {
  /** In upper case. */
  readonly name: string;
  readonly value: string;
  /** ISO 8601, to the second. */
  readonly created_at: string;
  readonly updated_at: string;
}

/** By upper-case name. */
export interface VariableStore<V extends StoredVariable = StoredVariable> extends Map<string, V> {
  /** As somebody else would write it, now: made when it is not there. @throws Refusal when GitHub would not take it */
  put(name: string, value: string): void;
}

export interface InitialVariables<V extends StoredVariable> {
  readonly clock: CloudClock;
  readonly values: Readonly<Record<string, string>>;
  /** What a variable of this place has beside name, value and times. */
  readonly extras: Omit<V, keyof StoredVariable>;
}

export function variableStore<V extends StoredVariable>({
  clock,
  values,
  extras,
}: InitialVariables<V>): VariableStore<V> {
  const store = Object.assign(new Map<string, V>(), {
    put: (name: string, value: string): void => {
      const before = store.get(name.toUpperCase());
      const now = timestamp(clock.now());
      const made = { ...extras, name: checkedName(name), created_at: now } as V;
      const after = { ...(before ?? made), value: checkedValue(value), updated_at: now };
      store.set(after.name, after);
    },
  });
  for (const [name, value] of Object.entries(values)) store.put(name, value);
  return store;
}

/** As GitHub lists them. */
export const inOrder = <V extends StoredVariable>(store: ReadonlyMap<string, V>): readonly V[] =>
  [...store.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
