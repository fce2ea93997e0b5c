/** A deployment of somebody else that is in progress when we come: wait for its end, supersede it, or refuse. */
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
  /** true when a running deployment is to be superseded. */
  readonly inProgress: boolean;
}

/** @throws Failure when the service can't be deployed to, or the other deployment does not end in time. */
export async function settled(request: Request, ports: Ports): Promise<Settled> {
  const since = ports.clock.now();
  let told: string | undefined;
  for (;;) {
    const service = checkService(await ports.services.describe(request.name), request);
    const other = await otherDeployment(service, ports);
    if (other === undefined || isOver(other)) return { service, inProgress: false };
    if (request.ifInProgress === 'fail') throw inProgressFailure(other.arn, other.status, undefined);
    if (request.ifInProgress === 'supersede' || request.dryRun) return { service, inProgress: true };
    const waited = ports.clock.now() - since;
    if (waited >= request.timeout) throw inProgressFailure(other.arn, other.status, waited);
    if (told !== other.arn)
      ports.log.info(`Waiting for deployment ${lastPart(other.arn)}, which is ${other.status}.`);
    told = other.arn;
    const rest = request.timeout - waited;
    await ports.clock.sleep(Math.min(rest, pause(request.pollInterval, 0, ports.random)), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('waiting for another deployment');
  }
}

async function otherDeployment(service: ServiceState, ports: Ports): Promise<Deployment | undefined> {
  return service.deployment === undefined ? undefined : ports.deployments.describe(service.deployment);
}
