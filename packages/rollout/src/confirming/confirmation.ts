/** Whether a deployment that ECS is done with still has something to prove, and the phase in which it does. */
import type { Confirming } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import type { Seen } from '../telling.ts';

/** A bake time, a health check, or alarms that were asked to be watched. */
export const wantsConfirming = ({ bakeTime, healthCheck, alarms }: Request): boolean =>
  bakeTime > 0 || healthCheck !== undefined || alarms.length > 0;

export function toConfirm(seen: Seen, ports: Pick<Ports, 'clock'>): Confirming {
  return {
    kind: 'confirming',
    ...seen,
    since: ports.clock.now(),
    deathsBefore: seen.memory.stopped.length,
    looks: 0,
    attempts: 0,
  };
}
