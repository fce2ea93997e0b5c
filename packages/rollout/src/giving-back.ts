/**
 * How the baseline is put back: by stopping the deployment while it can be stopped and what it replaces is the
 * baseline, which is ECS's own fast way, else by updating the service. Either is asked for once.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Deployment, DeploymentStatus } from './observations.ts';
import type { GiveBack, RollingBack } from './phases.ts';
import type { Ports } from './ports.ts';

const stoppable: ReadonlySet<DeploymentStatus> = new Set(['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED']);
const returning: ReadonlySet<DeploymentStatus> = new Set([
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
]);

export interface Asked {
  readonly giveBack: GiveBack;
  readonly breaker: Deployment['breaker'];
}

export async function askForBaseline(phase: RollingBack, ports: Ports): Promise<Asked> {
  const arn = phase.started.deployment;
  const deployment = arn === undefined ? undefined : await ports.deployments.describe(arn);
  const breaker = deployment?.breaker;
  if (deployment !== undefined && returnsByItself(deployment, phase)) {
    return { giveBack: { way: 'stop-deployment', deployment: deployment.arn }, breaker };
  }
  if (deployment !== undefined && canBeStopped(deployment, phase) && (await stop(deployment.arn, ports))) {
    return { giveBack: { way: 'stop-deployment', deployment: deployment.arn }, breaker };
  }
  return { giveBack: await update(phase, ports), breaker };
}

/** Stopping gives back the revision, never a desired count that we changed. */
function canBeStopped(deployment: Deployment, phase: RollingBack): boolean {
  return replacesBaseline(deployment, phase) && stoppable.has(deployment.status);
}

/** ECS is on the way back already: there is nothing to ask for. */
function returnsByItself(deployment: Deployment, phase: RollingBack): boolean {
  return replacesBaseline(deployment, phase) && returning.has(deployment.status);
}

function replacesBaseline({ sources }: Deployment, phase: RollingBack): boolean {
  const { revision } = phase.baseline;
  return revision !== undefined && sources.includes(revision) && desiredToRestore(phase) === undefined;
}

/** The baseline's desired count, when this run changed it. */
function desiredToRestore({ started, baseline }: RollingBack): number | undefined {
  const asked = started.request.desiredCount;
  return asked === undefined || asked === baseline.desired ? undefined : baseline.desired;
}

/** @returns whether ECS is on the way back; a lost answer is looked up, a refusal leaves the other way. */
async function stop(arn: string, ports: Ports): Promise<boolean> {
  try {
    await ports.deployments.rollBack(arn);
    return true;
  } catch (thrown) {
    ports.log.info(`The deployment could not be stopped: ${asFailure(thrown).message}`);
    const deployment = await ports.deployments.describe(arn);
    return deployment !== undefined && returning.has(deployment.status);
  }
}

async function update(phase: RollingBack, ports: Ports): Promise<GiveBack> {
  const { started, baseline } = phase;
  const asked = phase.misses > 0 ? await askedBefore(phase, ports) : undefined;
  if (asked !== undefined) return asked;
  const service = await ports.services.update(started.request.name, {
    taskDefinition: baseline.taskDefinition,
    desiredCount: desiredToRestore(phase),
    // To the same revision ECS would start no deployment, and nothing would be put back.
    forceNewDeployment: baseline.taskDefinition === started.taskDefinition ? true : undefined,
    enableEcsManagedTags: undefined,
    propagateTags: undefined,
  });
  const isNew = service.deployment !== started.deployment;
  return { way: 'update-service', deployment: isNew ? service.deployment : undefined };
}

/** The answer to an earlier try may have been lost although ECS took it: the service tells. */
async function askedBefore({ started, baseline }: RollingBack, ports: Ports): Promise<GiveBack | undefined> {
  const service = await ports.services.describe(started.request.name);
  const isAsked =
    service?.taskDefinition === baseline.taskDefinition && service.deployment !== started.deployment;
  return isAsked ? { way: 'update-service', deployment: service.deployment } : undefined;
}

export type Standing =
  | { readonly kind: 'done'; readonly giveBack: GiveBack }
  | { readonly kind: 'failed'; readonly giveBack: GiveBack; readonly why: string }
  | { readonly kind: 'under-way'; readonly giveBack: GiveBack; readonly why: string };

/** Where the way back stands, by the status of the deployment that carries it. */
export async function wayBackStands(phase: RollingBack, ports: Ports): Promise<Standing> {
  const giveBack = await named(phase, ports);
  const deployment =
    giveBack.deployment === undefined ? undefined : await ports.deployments.describe(giveBack.deployment);
  if (deployment === undefined)
    return { kind: 'under-way', giveBack, why: 'ECS shows no deployment for it yet' };
  const { status, statusReason } = deployment;
  const good = giveBack.way === 'stop-deployment' ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL';
  if (status === good) return { kind: 'done', giveBack };
  const said = statusReason === undefined ? status : `${status}, ${statusReason}`;
  const failed = ['ROLLBACK_FAILED', 'ROLLBACK_SUCCESSFUL', 'SUCCESSFUL', 'STOPPED'].includes(status);
  return failed
    ? { kind: 'failed', giveBack, why: `the way back ended as ${said}` }
    : { kind: 'under-way', giveBack, why: said };
}

async function named({ giveBack, started, baseline }: RollingBack, ports: Ports): Promise<GiveBack> {
  if (giveBack === undefined) throw new Error('the way back was not asked for');
  if (giveBack.deployment !== undefined) return giveBack;
  const service = await ports.services.describe(started.request.name);
  if (service?.taskDefinition !== baseline.taskDefinition || service.deployment === started.deployment) {
    return giveBack;
  }
  return { ...giveBack, deployment: service.deployment };
}
