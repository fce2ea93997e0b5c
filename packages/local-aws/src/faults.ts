/** The world's scripted faults: which one strikes a call, and how often it still will. */
import { iamPrefix } from './iam.ts';
import type { ServiceId } from './shapes.ts';
import type { FaultWorld } from './world.ts';

export interface Faults {
  /** Takes the first fault that is left for this call at this moment; undefined when none strikes. */
  take(service: ServiceId, operation: string, when: FaultWorld['when']): FaultWorld | undefined;
}

export function createFaults(faults: readonly FaultWorld[]): Faults {
  const left = faults.map((fault) => ({ fault, times: fault.times }));
  return {
    take: (service, operation, when) => {
      const names = [operation, `${iamPrefix[service]}:${operation}`, `${service}:${operation}`];
      const found = left.find(
        ({ fault, times }) => times > 0 && fault.when === when && names.includes(fault.operation),
      );
      if (found === undefined) return undefined;
      found.times -= 1;
      return found.fault;
    },
  };
}
