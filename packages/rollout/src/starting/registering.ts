/** The phase that makes a revision of the document. Traffic is untouched; a failure here has changed nothing. */
import { asFailure } from '@slipway/action-kit/failures';
import { refusedBy } from '../endings.ts';
import { cancelledWhile } from '../planning/guards.ts';
import { revisionName } from '../names.ts';
import type { Ended, Registering, Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { whilePatient } from '../racing.ts';
import { registeredOnce } from './registering-once.ts';

/** A cancelled job waits so long for the name of a revision that nobody will run; milliseconds. */
const onceCancelled = 3000;

export async function registering(phase: Registering, ports: Ports): Promise<Updating | Ended<'refused'>> {
  const { kind, wanted, ...common } = phase;
  const { request, baseline } = common;
  const doing = `${kind} the task definition`;
  try {
    if (ports.cancelled.aborted) throw cancelledWhile(doing);
    const answer = registeredOnce(wanted.document, request, ports);
    const taskDefinition = await whilePatient(answer, { onceCancelled }, ports);
    if (taskDefinition === undefined) throw cancelledWhile(doing);
    ports.log.info(`Registered ${revisionName(taskDefinition)}.`);
    return { kind: 'updating', ...common, taskDefinition, registered: taskDefinition, again: false };
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now(), { baseline });
  }
}
