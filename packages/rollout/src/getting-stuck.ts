/** The end that needs a person: what stands in the way, and what serves as far as it can be seen. */
import type { Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, type Known } from './endings.ts';
import type { Ended, Reason, Started } from './phases.ts';
import type { Ports } from './ports.ts';
import { servingNow } from './serving.ts';

/** @param more what is known besides: the failure that it was, and what was asked for on the way back. */
export async function stuck(
  started: Started,
  reason: Reason,
  ports: Ports,
  more: Known & { readonly failure?: Failure | undefined } = {},
): Promise<Ended<'stuck'>> {
  const { failure, ...known } = more;
  const serving = await servingNow(started.request.name, ports);
  return ended('stuck', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    serving,
    hint: failure?.hint ?? 'Look at the service in the console: a person is needed.',
    failureKind: failure?.kind ?? 'outcome',
    ...known,
  });
}
