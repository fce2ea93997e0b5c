/** Several sources become one set: the later one wins, and each time that one does is told. */
import type { AskedVariable, Source, SourceName } from './source.ts';

export interface Override {
  readonly name: string;
  readonly winner: SourceName;
  readonly loser: SourceName;
}

export interface Merged {
  /** In the order in which they were first asked for. */
  readonly variables: readonly AskedVariable[];
  readonly overrides: readonly Override[];
}

/** @param sources each without two names that are the same variable. */
export function merged(sources: readonly Source[]): Merged {
  const variables = new Map<string, AskedVariable>();
  const overrides: Override[] = [];
  for (const { name: source, variables: written } of sources) {
    for (const { name, ...found } of written) {
      const key = name.toUpperCase();
      const before = variables.get(key);
      if (before !== undefined) overrides.push({ name: key, winner: source, loser: before.source });
      variables.set(key, { ...found, name: key, source });
    }
  }
  return { variables: [...variables.values()], overrides };
}
