/** The phase that makes a revision of the document. Traffic is untouched; a failure here has changed nothing. */
import { asFailure } from '@slipway/action-kit/failures';
import { refusedBy } from './endings.ts';
import { cancelledWhile } from './guards.ts';
import { revisionName } from './names.ts';
import type { Ended, Registering, Updating } from './phases.ts';
import type { Ports } from './ports.ts';

export async function registering(phase: Registering, ports: Ports): Promise<Updating | Ended<'refused'>> {
  const { request, wanted, baseline, before, replaces, waitingSince } = phase;
  try {
    if (ports.cancelled.aborted) throw cancelledWhile('registering the task definition');
    const taskDefinition = await ports.taskDefinitions.register(wanted.document);
    ports.log.info(`Registered ${revisionName(taskDefinition)}.`);
    return {
      kind: 'updating',
      request,
      baseline,
      before,
      replaces,
      taskDefinition,
      registered: taskDefinition,
      again: false,
      waitingSince,
    };
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now(), { baseline });
  }
}
