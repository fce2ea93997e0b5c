/** The end of a run that somebody else's deployment took over from: what it brought is left alone. */
import { ended, knownOf, type Known } from '../endings.ts';
import type { Reason } from '../facts.ts';
import type { Ended, Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { crewsNow } from './serving.ts';

const hint = 'Look at the run that started the other deployment; this one changed nothing since.';

/** @param more what is known besides the start of this run: what was asked for on the way back, evidence. */
export async function superseded(
  started: Started,
  text: string,
  ports: Ports,
  more: Known = {},
): Promise<Ended<'superseded'>> {
  const now = await crewsNow(started.request.name, ports);
  const reason: Reason = { code: 'superseded', text };
  const known = { ...knownOf(started), ...now, hint, ...more };
  return ended('superseded', started.request, reason, ports.clock.now(), known);
}
