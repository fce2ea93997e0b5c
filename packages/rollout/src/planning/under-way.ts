/**
 * A deployment that was under way when `previous` was asked for. Whoever asked may mean what is on its way or what
 * served, and each has its own way back: its end is not waited for, for whatever it is, the answer would be a guess.
 */
import { outcomeFailure } from '@slipway/action-kit/failures';
import { isOnItsWayBack } from '../going-back/returning.ts';
import { broughtBy } from './joining.ts';
import { isOver, type ServiceLook } from './looking-at-the-service.ts';
import { lastPart, revisionName } from '../names.ts';
import type { Planning } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { momentOf, previousRevision } from './previous.ts';

/** @throws Failure unless it brings what served or what is wanted, or may be superseded. */
export async function checkUnderWay(
  { wanted, request }: Planning,
  look: ServiceLook,
  ports: Ports,
): Promise<void> {
  const { service, newest } = look;
  if (wanted.kind !== 'previous' || request.ifInProgress === 'supersede') return;
  if (newest === undefined || isOver(newest)) return;
  // Where ECS may not be asked when it began, its end is waited for.
  const { arn, status, createdAt = Infinity } = newest;
  if (createdAt >= momentOf(wanted, ports)) return;
  const brings = await broughtBy(newest, service, ports);
  const { taskDefinition, served } = await previousRevision(wanted, look, request.name, ports);
  if (brings === taskDefinition || brings === served) return;
  const [name, good, before] = [revisionName(brings), revisionName(served), revisionName(taskDefinition)];
  const end = isOnItsWayBack(status)
    ? `wait: ECS takes it back (${status})`
    : `cancel the run that deploys it, which then puts ${good} back, or name ${good} where no run does`;
  throw outcomeFailure({
    code: 'deployment-in-progress',
    what: `Deployment ${lastPart(arn)} of ${name} was under way when what ran before was asked for`,
    why: `\`previous\` is ${before}, which ran before ${good}, and not before ${name}`,
    hint: `To have ${good}, ${end}; to have ${before}, name it in \`task-definition\`. Nothing was changed.`,
  });
}
