/**
 * Whether what is asked for serves already. A look that failed is not one that disproved it: only the latter is a
 * reason to deploy the same revision again.
 */
import { endedWell } from './baseline.ts';
import { tallyOf, type Counted } from '../starting/by-counts.ts';
import { cancelledWhile, isDenied } from './guards.ts';
import { pause } from '../pace.ts';
import { mayPass } from '../passing.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { servesAtAll, sightOf, type Sight } from '../ending/serving.ts';
import { besides, type Succeeding } from '../ending/succeeding.ts';
import type { Settled } from './waiting-for-others.ts';

export type Already =
  /** The revision serves, with as many tasks as the service is asked for, or as many as early success takes. */
  | { readonly kind: 'proven'; readonly seen: Succeeding }
  /** The tasks may not be looked at, and nothing else speaks against it. */
  | ({ readonly kind: 'counted' } & Counted)
  | { readonly kind: 'disproved' };

/** Looks before one that fails for a passing reason ends the run. */
const tries = 4;

/** @throws Failure when it can't be told. */
export async function servingAlready(
  revision: string,
  request: Request,
  { service, newest }: Settled,
  ports: Ports,
): Promise<Already> {
  if (!endedWell(newest)) return { kind: 'disproved' };
  const sight = await sightInTheEnd(request, ports);
  if (sight.kind === 'unseen') {
    if (!isDenied(sight.failure)) throw sight.failure;
    const tally = tallyOf(service);
    if (tally === 'too-few' || isFirst(service.running, service.desired, request))
      return { kind: 'disproved' };
    if (tally === 'unsettled') throw sight.failure;
    return { kind: 'counted', service, denial: sight.failure };
  }
  // Somebody deployed since, or deletes the service: it is looked at anew right before it is touched.
  const { deployment, taskDefinition, status } = sight.service;
  if (deployment !== service.deployment || taskDefinition !== revision || status !== 'ACTIVE')
    return { kind: 'disproved' };
  const seen = besides(revision, sight);
  const isEnough = seen.tasks >= seen.service.desired || isEarly(seen, newest);
  return isEnough && servesAtAll(seen) && !isFirst(seen.tasks, seen.service.desired, request)
    ? { kind: 'proven', seen }
    : { kind: 'disproved' };
}

/** With early success ECS is done before the tasks that it replaces are, and before all of the new ones run. */
function isEarly({ tasks, draining }: Succeeding, newest: Settled['newest']): boolean {
  return newest?.status === 'SUCCESSFUL' && tasks > 0 && draining !== undefined && draining.size > 0;
}

/** A service that runs nothing and is to run something: its first tasks want a deployment that can be watched. */
function isFirst(tasks: number, desired: number, request: Request): boolean {
  return tasks === 0 && (request.desiredCount ?? desired) > 0;
}

async function sightInTheEnd({ name, pollInterval }: Request, ports: Ports): Promise<Sight> {
  for (let misses = 1; ; misses += 1) {
    const sight = await sightOf(name, ports);
    if (sight.kind === 'seen' || !mayPass(sight.failure) || misses === tries) return sight;
    if (misses === 1) {
      const failed = `A look at what ${name.service} runs failed, and is taken again`;
      ports.log.info(`${failed}: ${sight.failure.message}`);
    }
    await ports.clock.sleep(pause(pollInterval, misses, ports.random), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
  }
}
