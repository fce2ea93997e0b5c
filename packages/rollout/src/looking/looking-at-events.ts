/** What the service scheduler tells: its troubles, each once, and whether one still keeps it from starting tasks. */
import { asFailure } from '@slipway/action-kit/failures';
import { after, isNews, said, sameness, troubleIn } from './events.ts';
import type { Glance } from './glance.ts';
import type { ServiceEvent } from '../observations.ts';
import type { Ports } from '../ports.ts';
import { tellOnce, type Seen } from '../telling.ts';

/** At most so often when something changed, and so often when nothing did. */
const soonest = 14_000;
const regularly = 48_000;

export async function withEvents(seen: Seen, glance: Glance, ports: Ports): Promise<Seen> {
  const { started, memory } = seen;
  const now = ports.clock.now();
  const since = now - Math.max(memory.eventsAt, started.startedAt);
  const due = since >= regularly || (glance.changed && since >= soonest);
  if (!due || !glance.isGoingOn) return seen;
  try {
    const service = await ports.services.describe(started.request.name);
    const asked = { started, memory: { ...memory, eventsAt: now } };
    return service === undefined ? asked : toldOf(asked, service.events, ports);
  } catch (thrown) {
    // They decide nothing; what stands in the way of the other looks is found by those.
    ports.log.debug(`The events were not seen: ${asFailure(thrown).message}`);
    return { started, memory: { ...memory, eventsAt: now } };
  }
}

/** @param events newest first. */
export function toldOf(seen: Seen, events: readonly ServiceEvent[], ports: Ports): Seen {
  const ours = after(seen.started.lastEvent, events);
  const told = ours
    .filter(isNews)
    .toReversed()
    .reduce((before, event) => tellOnce(before, sameness(event), 'event', asNews(event), ports), seen);
  return { ...told, memory: { ...told.memory, trouble: troubleIn(ours) } };
}

/** What begins with a task is no sentence about the service. */
function asNews(event: ServiceEvent): string {
  const words = said(event);
  return words.startsWith('(') ? `the scheduler tells: ${words}` : `the service ${words}`;
}
