/** One look at a deployment that ECS is done with: is the service still ours, do its tasks live, what do alarms say. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Glance } from './glance.ts';
import { withAlarms } from './looking-at-alarms.ts';
import { toldOf } from './looking-at-events.ts';
import { withTasks } from './looking-at-tasks.ts';
import { isTakenFrom } from '../ending/takeover.ts';
import type { ServiceState } from '../observations.ts';
import type { Confirming } from '../phases.ts';
import type { Ports } from '../ports.ts';

/** @param isLast whether the bake time is over: then everything is looked at. */
export async function lookAround(
  phase: Confirming,
  isLast: boolean,
  ports: Ports,
): Promise<{ readonly phase: Confirming; readonly service: ServiceState }> {
  const service = await ports.services.describe(phase.started.request.name);
  if (service === undefined)
    throw upstreamFailure({ code: 'service-not-shown', what: 'ECS shows the service no more' });
  // Whoever has deployed since, it is theirs: it does not wait for a look at tasks that may fail.
  if (isTakenFrom(service, phase.started)) return { phase: { ...phase, looks: phase.looks + 1 }, service };
  const counts = [service.running, service.pending, service.desired].join('/');
  const changed = isLast || counts !== phase.memory.counts;
  const memory = { ...phase.memory, counts, looks: phase.memory.looks + 1, misses: 0, lastMiss: undefined };
  const seen = await withTasks({ started: phase.started, memory }, glanceOf(service, changed), ports);
  const asked = await withAlarms(seen, glanceOf(service, changed), ports, isLast);
  const told = toldOf(asked, service.events, ports);
  return { phase: { ...phase, ...told, looks: phase.looks + 1 }, service };
}

const glanceOf = ({ running, pending, desired }: ServiceState, changed: boolean): Glance => ({
  counts: { running, pending, requested: desired },
  isGoingOn: true,
  changed,
  mayHaveLost: changed,
  hasLost: false,
});
