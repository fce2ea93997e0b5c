/** The end that needs a person: what stands in the way, and what serves as far as it can be seen. */
import type { Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, reasonOf, type Known } from '../endings.ts';
import type { Reason } from '../facts.ts';
import type { Ended, Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { crewsNow } from './serving.ts';

/** @param more what is known besides: the failure that it was, and what was asked for on the way back. */
export async function stuck(
  started: Started,
  reason: Reason,
  ports: Ports,
  more: Known & { readonly failure?: Failure | undefined } = {},
): Promise<Ended<'stuck'>> {
  const { failure, ...known } = more;
  const now = await crewsNow(started.request.name, ports);
  return ended('stuck', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    ...now,
    hint: failure?.hint ?? 'Look at the service in the console: a person is needed.',
    failureKind: failure?.kind ?? 'outcome',
    ...known,
  });
}

/** @param what it is not known of whether ECS took it: its answer was lost. */
export function notKnown(
  started: Started,
  failure: Failure,
  what: string,
  ports: Ports,
): Promise<Ended<'stuck'>> {
  const { code, text } = reasonOf(failure);
  const reason = { code, text: `${text}; it is not known whether ECS took ${what}` };
  const hint = 'Look at the deployment before you run this again.';
  return stuck(started, reason, ports, { failureKind: failure.kind, hint });
}
