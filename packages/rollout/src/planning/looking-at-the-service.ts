/**
 * A look at the service before anything is asked for: what it is asked to run, and its newest deployment. ECS names
 * a deployment some time after it took it, and until then the one before it looks like the newest.
 */
import { cancelledWhile, checkService } from './guards.ts';
import { revisionName } from '../names.ts';
import type { Deployment, DeploymentStatus, Rollout, ServiceState } from '../observations.ts';
import { pause } from '../pace.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';

const over: ReadonlySet<DeploymentStatus> = new Set([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
]);

export const isOver = ({ status }: Pick<Deployment, 'status'>): boolean => over.has(status);

export interface ServiceLook {
  readonly service: ServiceState;
  /** undefined when ECS knows none. */
  readonly newest: Deployment | undefined;
}

/** How long ECS may take to name a deployment; what it does not name by then is taken for something else. */
const namingPatience = 30_000;

/** @throws Failure when the service can't be deployed to. */
export async function lookAtService(request: Request, ports: Ports): Promise<ServiceLook> {
  const { clock, random, cancelled, log } = ports;
  const until = clock.now() + namingPatience;
  for (let looks = 1; ; looks += 1) {
    const seen = await looked(request, ports);
    const unnamed = unnamedIn(seen);
    const rest = until - clock.now();
    if (unnamed === undefined || rest <= 0) return seen;
    if (looks === 1)
      log.info(`ECS has not named the deployment of ${revisionName(unnamed.taskDefinition)} yet.`);
    await clock.sleep(Math.min(rest, pause(request.pollInterval, 0, random)), cancelled);
    if (cancelled.aborted) throw cancelledWhile('planning');
  }
}

async function looked(request: Request, ports: Ports): Promise<ServiceLook> {
  const service = checkService(await ports.services.describe(request.name), request);
  const { deployment } = service;
  return {
    service,
    newest: deployment === undefined ? undefined : await ports.deployments.describe(deployment),
  };
}

/** The rollout that is under way though no deployment that ECS shows is: it has no name yet, or a name alone. */
function unnamedIn({ service, newest }: ServiceLook): Rollout | undefined {
  if (newest !== undefined && !isOver(newest)) return undefined;
  return service.rollouts.find(({ isPrimary, state }) => isPrimary && state === 'IN_PROGRESS');
}
