/** The phase that makes a revision of the document. Traffic is untouched; a failure here has changed nothing. */
import { asFailure } from '@slipway/action-kit/failures';
import { refusedBy } from '../endings.ts';
import { cancelledWhile } from '../planning/guards.ts';
import { revisionName } from '../names.ts';
import type { Ended, Registering, Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { registeredOnce } from './registering-once.ts';

export async function registering(phase: Registering, ports: Ports): Promise<Updating | Ended<'refused'>> {
  const { kind, wanted, ...common } = phase;
  const { request, baseline } = common;
  try {
    if (ports.cancelled.aborted) throw cancelledWhile(`${kind} the task definition`);
    const taskDefinition = await registeredOnce(wanted.document, request, ports);
    ports.log.info(`Registered ${revisionName(taskDefinition)}.`);
    return { kind: 'updating', ...common, taskDefinition, registered: taskDefinition, again: false };
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now(), { baseline });
  }
}
