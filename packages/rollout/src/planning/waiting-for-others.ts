/**
 * A deployment that is in progress when we come: ours is joined, somebody else's is waited for, superseded, or a
 * reason to refuse.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { isOnItsWayBack } from '../going-back/returning.ts';
import { cancelledWhile, inProgressFailure } from './guards.ts';
import { isOver, lookAtService, type ServiceLook } from './looking-at-the-service.ts';
import { lastPart, revisionName } from '../names.ts';
import { affordable, pause } from '../pace.ts';
import { mayPass } from '../passing.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { triedAgain } from '../trying-again.ts';

export interface Settled extends ServiceLook {
  /** Whether the newest deployment is in progress and brings what is wanted. */
  readonly isOurs: boolean;
  /** When this run first waited; undefined when it never did. */
  readonly waitingSince: number | undefined;
}

/** Whether the deployment in progress brings what is wanted. */
export type IsOurs = (look: ServiceLook) => Promise<boolean>;

/**
 * @param waitingSince when an earlier plan of this run first waited: the limit counts from there.
 * @returns newest: not over when it is ours, or is to be superseded.
 * @throws Failure when the service can't be deployed to, or the other deployment does not end in time.
 */
export async function settled(
  request: Request,
  isOurs: IsOurs,
  ports: Ports,
  waitingSince?: number,
): Promise<Settled> {
  const look = await triedAgain(request, () => lookAtService(request, ports), ports);
  const first = { ...look, isOurs: false, waitingSince };
  if (look.newest === undefined || isOver(look.newest)) return first;
  if (await triedAgain(request, () => isOurs(look), ports)) return { ...first, isOurs: true };
  if (request.ifInProgress === 'fail') throw inProgressFailure(look.newest, undefined);
  if (request.ifInProgress === 'supersede') {
    ports.log.info(`Superseding ${inWords(look)}.${lostWayBack(look)}`);
    return first;
  }
  if (request.dryRun) return first;
  const since = waitingSince ?? ports.clock.now();
  return { ...(await untilOver(look, since, { request, isOurs }, ports)), waitingSince: since };
}

/** Calls of a look: the service, and its newest deployment. */
const perLook = 2;

interface Asked {
  readonly request: Request;
  readonly isOurs: IsOurs;
}

/** A look that fails for a reason that passes is worth another one until the time is over, as in the watch. */
async function untilOver(
  first: ServiceLook,
  since: number,
  { request, isOurs }: Asked,
  ports: Ports,
): Promise<Omit<Settled, 'waitingSince'>> {
  let other = first;
  let misses = 0;
  let told = tell(other, undefined, ports);
  for (;;) {
    const rest = since + request.timeout - ports.clock.now();
    const mean = pause(affordable(request.pollInterval, perLook), misses, ports.random);
    await ports.clock.sleep(Math.min(Math.max(0, rest), mean), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('waiting for another deployment');
    const waited = ports.clock.now() - since;
    try {
      const seen = await lookAtService(request, ports);
      if (seen.newest === undefined || isOver(seen.newest)) return { ...seen, isOurs: false };
      const isOther = seen.newest.arn !== other.newest?.arn;
      if (isOther && (await isOurs(seen))) return { ...seen, isOurs: true };
      other = seen;
      misses = 0;
      told = tell(other, told, ports);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!mayPass(failure) || waited >= request.timeout) throw failure;
      if (misses === 0) ports.log.info(`A look at the other deployment failed: ${failure.message}`);
      misses += 1;
    }
    if (waited >= request.timeout && other.newest !== undefined)
      throw inProgressFailure(other.newest, waited);
  }
}

interface Told {
  readonly words: string;
  readonly at: number;
}

/** What changed is told at once, and what did not once a minute. */
function tell(look: ServiceLook, told: Told | undefined, { clock, log }: Ports): Told {
  const words = inWords(look);
  const isSame = words === told?.words;
  if (isSame && clock.now() - told.at < 60_000) return told;
  log.info(isSame ? `Still waiting for ${words}.` : `Waiting for ${words}.`);
  return { words, at: clock.now() };
}

/** `deployment 0007 of web:43, which is IN_PROGRESS`. */
function inWords({ service, newest }: ServiceLook): string {
  if (newest === undefined) return 'another deployment';
  const id = `deployment ${lastPart(newest.arn)}`;
  if (isOnItsWayBack(newest.status)) return `${id}, which ECS takes back (${newest.status})`;
  return `${id} of ${revisionName(service.taskDefinition)}, which is ${newest.status}`;
}

/** ECS goes back to the last deployment that was COMPLETED, and one that is on its way back is none. */
function lostWayBack({ newest }: ServiceLook): string {
  if (newest === undefined || !isOnItsWayBack(newest.status)) return '';
  return ' The way back that ECS is on ends with that, and its circuit breaker has none for the new one.';
}
