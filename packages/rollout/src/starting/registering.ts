/** The phase that makes a revision of the document. Traffic is untouched; a failure here has changed nothing. */
import { asFailure } from '@slipway/action-kit/failures';
import { refusedBy } from '../endings.ts';
import { cancelledWhile } from '../planning/guards.ts';
import { revisionName } from '../names.ts';
import type { Ended, Registering, Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { whilePatient } from '../racing.ts';
import { registeredOnce, type Made } from './registering-once.ts';

/** A cancelled job waits so long for the name of a revision that nobody will run; milliseconds. */
const onceCancelled = 3000;

export async function registering(phase: Registering, ports: Ports): Promise<Updating | Ended<'refused'>> {
  const { kind, wanted, ...common } = phase;
  const { request, baseline } = common;
  const doing = `${kind} the task definition`;
  try {
    if (ports.cancelled.aborted) throw cancelledWhile(doing);
    const answer = registeredOnce(wanted.document, request, ports);
    const made = await whilePatient(answer, { onceCancelled }, ports);
    if (made === undefined) throw cancelledWhile(doing);
    const { arn: taskDefinition, by } = made;
    ports.log.info(inWords(made));
    const registered = by === 'this-run' ? taskDefinition : undefined;
    return { kind: 'updating', ...common, taskDefinition, registered, again: false };
  } catch (thrown) {
    return refusedBy(asFailure(thrown), request, ports.clock.now(), { baseline });
  }
}

function inWords({ arn, by }: Made): string {
  const name = revisionName(arn);
  return by === 'this-run'
    ? `Registered ${name}.`
    : `Found ${name}, registered meanwhile with the same content.`;
}
