/** The tasks of our deployment, those that stopped and those that run, as far as the role may see them. */
import { asFailure } from '@slipway/action-kit/failures';
import type { Glance } from './glance.ts';
import { isDenied } from '../planning/guards.ts';
import { withRunning } from './looking-at-running-tasks.ts';
import { withStopped } from './looking-at-stopped-tasks.ts';
import type { Ports } from '../ports.ts';
import type { Seen } from '../telling.ts';

/** Without fail-fast no task decides anything: what a role may not see of them is evidence that is absent. */
export async function withTasks(seen: Seen, glance: Glance, ports: Ports): Promise<Seen> {
  const { memory, started } = seen;
  if (memory.blind) return seen;
  try {
    // Those that stopped are told of last: a look that failed after that would be taken again and tell it again.
    return await withStopped(await withRunning(seen, glance, ports), glance, ports);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (started.request.failFast || !isDenied(failure)) throw failure;
    return { started, memory: { ...memory, blind: true } };
  }
}
