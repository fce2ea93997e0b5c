/** The world's scripted faults: which one strikes a call, and how often it still will. */
import { matchesPattern } from './patterns.ts';
import type { FaultWorld } from './world.ts';

export interface FaultyCall {
  /** All that an operation may be called in a world: `UpdateService`, `ecs:UpdateService`; `GET /v2/web/tags/list`. */
  readonly names: readonly string[];
  readonly resources: readonly string[];
}

export interface Faults {
  /** Takes the first fault that is left for this call at this moment; undefined when none strikes. */
  take(call: FaultyCall, when: FaultWorld['when']): FaultWorld | undefined;
}

interface Left {
  readonly fault: FaultWorld;
  /** Calls that it still lets pass. */
  skip: number;
  times: number;
}

export function createFaults(faults: readonly FaultWorld[]): Faults {
  const left = faults.map((fault): Left => ({ fault, skip: fault.skip, times: fault.times }));
  return {
    take: (call, when) => {
      const meant = left.filter(
        ({ fault, times }) => times > 0 && fault.when === when && isMeant(fault, call),
      );
      const found = meant.find(({ skip }) => skip === 0);
      // A call counts for every fault that is about it, whichever one strikes.
      for (const each of meant) if (each.skip > 0) each.skip -= 1;
      if (found === undefined) return undefined;
      found.times -= 1;
      return found.fault;
    },
  };
}

const isMeant = ({ operation, resource }: FaultWorld, { names, resources }: FaultyCall): boolean =>
  names.some((name) => matchesPattern(operation, name)) &&
  resources.some((each) => matchesPattern(resource, each));
