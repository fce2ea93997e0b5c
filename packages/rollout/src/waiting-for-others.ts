/** A deployment of somebody else that is in progress when we come: wait for its end, supersede it, or refuse. */
import { asFailure } from '@slipway/action-kit/failures';
import { cancelledWhile, checkService, inProgressFailure } from './guards.ts';
import { lastPart } from './names.ts';
import type { Deployment, DeploymentStatus, ServiceState } from './observations.ts';
import { pause } from './pace.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';

const over: ReadonlySet<DeploymentStatus> = new Set([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
]);

export const isOver = ({ status }: Deployment): boolean => over.has(status);

export interface Settled {
  readonly service: ServiceState;
  /** The newest deployment; not over when it is to be superseded. undefined when ECS knows none. */
  readonly newest: Deployment | undefined;
  /** When this run first waited; undefined when it never did. */
  readonly waitingSince: number | undefined;
}

type Look = Omit<Settled, 'waitingSince'>;

/**
 * @param waitingSince when an earlier plan of this run first waited: the limit counts from there.
 * @throws Failure when the service can't be deployed to, or the other deployment does not end in time.
 */
export async function settled(request: Request, ports: Ports, waitingSince?: number): Promise<Settled> {
  const look = await lookAtService(request, ports);
  const first = { ...look, waitingSince };
  if (first.newest === undefined || isOver(first.newest)) return first;
  if (request.ifInProgress === 'fail') throw inProgressFailure(first.newest, undefined);
  if (request.ifInProgress === 'supersede' || request.dryRun) return first;
  const since = waitingSince ?? ports.clock.now();
  return { ...(await untilOver(first.newest, since, request, ports)), waitingSince: since };
}

async function lookAtService(request: Request, ports: Ports): Promise<Look> {
  const service = checkService(await ports.services.describe(request.name), request);
  const { deployment } = service;
  return {
    service,
    newest: deployment === undefined ? undefined : await ports.deployments.describe(deployment),
  };
}

/** A look that fails for a reason that passes is worth another one until the time is over, as in the watch. */
async function untilOver(first: Deployment, since: number, request: Request, ports: Ports): Promise<Look> {
  let other = first;
  let misses = 0;
  tell(other, ports);
  for (;;) {
    const rest = since + request.timeout - ports.clock.now();
    const mean = pause(request.pollInterval, misses, ports.random);
    await ports.clock.sleep(Math.min(Math.max(0, rest), mean), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('waiting for another deployment');
    const waited = ports.clock.now() - since;
    try {
      const seen = await lookAtService(request, ports);
      if (seen.newest === undefined || isOver(seen.newest)) return seen;
      if (seen.newest.arn !== other.arn) tell(seen.newest, ports);
      other = seen.newest;
      misses = 0;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind !== 'upstream' || waited >= request.timeout) throw failure;
      if (misses === 0) ports.log.info(`A look at the other deployment failed: ${failure.message}`);
      misses += 1;
    }
    if (waited >= request.timeout) throw inProgressFailure(other, waited);
  }
}

function tell({ arn, status }: Deployment, ports: Ports): void {
  ports.log.info(`Waiting for deployment ${lastPart(arn)}, which is ${status}.`);
}
