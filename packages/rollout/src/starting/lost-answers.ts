/**
 * What became of an update whose answer was lost: the service knows, sooner or later, for the request may still be
 * under way. What it does not tell in time is not known, and never told as untouched.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { besidesTheRevision } from '../planning/asked-for.ts';
import type { ServiceState } from '../observations.ts';
import { pause } from '../pace.ts';
import { mayPass } from '../passing.ts';
import type { Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { whilePatient } from '../racing.ts';
import type { Request } from '../request.ts';

/** How long a request may be under way, and how long one look may take, also once the job is cancelled. */
const patience = 20_000;
const perLook = 5000;
const onceCancelled = 1500;

/** Whether ECS itself said no: a proxy that speaks for it has said nothing about the update. */
export function isRefusal(failure: Failure): boolean {
  if (failure.code === 'throttled') return true;
  return failure.kind !== 'defect' && !mayPass(failure);
}

/** The service, once it shows that ECS took the update; undefined when it does not in time. */
export function shownAsTaken(phase: Updating, ports: Ports): Promise<ServiceState | undefined> {
  return shown(phase.request, (service) => isTaken(phase, service), ports);
}

/** @param limit until when it may be looked for at most; milliseconds since the epoch. */
export function shown(
  request: Request,
  taken: (service: ServiceState) => boolean,
  ports: Ports,
  limit = Infinity,
): Promise<ServiceState | undefined> {
  const look = async (): Promise<ServiceState | undefined> => {
    const service = await ports.services.describe(request.name);
    return service !== undefined && taken(service) ? service : undefined;
  };
  return found(look, request, ports, limit);
}

/**
 * What a look finds in the end; undefined when it finds nothing in time, or the job is cancelled. A look that fails
 * or hangs found nothing.
 */
export async function found<T>(
  look: () => Promise<T | undefined>,
  { pollInterval }: Request,
  ports: Ports,
  limit = Infinity,
): Promise<T | undefined> {
  const { clock, cancelled, random } = ports;
  const until = Math.min(clock.now() + patience, limit);
  for (;;) {
    const answer = await inTimeOrNothing(look, ports);
    if (answer !== undefined) return answer;
    const rest = until - clock.now();
    if (rest <= 0 || cancelled.aborted) return undefined;
    await clock.sleep(Math.min(rest, pause(pollInterval, 0, random)), cancelled);
  }
}

/** ECS may name the deployment later: a revision that the service was not asked for before, or its mark, is proof. */
function isTaken(
  { request, taskDefinition, replaces, before, primary, again }: Updating,
  service: ServiceState,
): boolean {
  if (service.taskDefinition !== taskDefinition) return false;
  // Somebody else who deploys the same revision meanwhile does not ask for our count and tags.
  if (besidesTheRevision(request, service).length > 0) return false;
  if (replaces !== taskDefinition || service.deployment !== before) return true;
  return service.owner !== primary || !again;
}

async function inTimeOrNothing<T>(look: () => Promise<T | undefined>, ports: Ports): Promise<T | undefined> {
  try {
    return await whilePatient(look(), { until: ports.clock.now() + perLook, onceCancelled }, ports);
  } catch (thrown) {
    ports.log.debug(`A look failed: ${asFailure(thrown).message}`);
    return undefined;
  }
}
