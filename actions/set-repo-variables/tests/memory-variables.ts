/** Variables in memory, under GitHub's rules; writes can be made to fail. */
import { setupFailure } from '@slipway/action-kit/failures';
import type { Variable, VariableStore } from '../src/ports.ts';

export interface MemoryVariables extends VariableStore {
  readonly kept: Map<string, string>;
  /** `create A`, `update B`, in order. */
  readonly writes: readonly string[];
}

/** @param broken the name of a variable that can't be written. */
export function memoryVariables(
  initial: Readonly<Record<string, string>> = {},
  broken = '',
): MemoryVariables {
  const kept = new Map(Object.entries(initial));
  const writes: string[] = [];
  const write = (kind: string, { name, value }: Variable): void => {
    if (name === broken) throw setupFailure({ code: 'broken', what: `${name} cannot be written` });
    writes.push(`${kind} ${name}`);
    kept.set(name, value);
  };
  return {
    kept,
    writes,
    list: async () => [...kept].map(([name, value]) => ({ name, value })),
    create: async (variable) => {
      const before = kept.get(variable.name);
      if (before === variable.value) return { kind: 'unchanged' };
      write('create', variable);
      return before === undefined ? { kind: 'created' } : { kind: 'updated', before };
    },
    update: async (variable) => {
      if (!kept.has(variable.name)) throw setupFailure({ code: 'variable-vanished', what: 'gone' });
      write('update', variable);
    },
  };
}
