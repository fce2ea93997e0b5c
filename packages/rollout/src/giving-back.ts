/**
 * How the baseline is put back: by stopping the deployment while it can be stopped and what it replaces is the
 * baseline, which is ECS's own fast way, else by updating the service. Either is asked for once.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Deployment, DeploymentStatus, ServiceState } from './observations.ts';
import type { GiveBack, RollingBack, Started } from './phases.ts';
import type { Ports } from './ports.ts';
import type { Seen } from './serving.ts';
import { proofOf } from './succeeding.ts';
import { isForeign } from './takeover.ts';

const stoppable: ReadonlySet<DeploymentStatus> = new Set(['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED']);
const returning: ReadonlySet<DeploymentStatus> = new Set([
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
]);

/** Reasons that say nothing against the new revision: when ECS finished it meanwhile, it stays. */
const blameless: ReadonlySet<string> = new Set(['cancelled', 'job-ended', 'timeout', 'deployment-not-found']);

export type Answer =
  /** byUs: false when the baseline was on its way already. */
  | { readonly kind: 'asked'; readonly giveBack: GiveBack; readonly byUs: boolean }
  /** Somebody else deployed meanwhile; nothing was asked for. */
  | { readonly kind: 'overtaken'; readonly service: ServiceState }
  /** ECS finished our deployment before anything was asked for; what serves is undefined when it can't be seen. */
  | { readonly kind: 'finished'; readonly serving: Seen | undefined };

export interface Asked {
  readonly answer: Answer;
  readonly breaker: Deployment['breaker'];
}

export async function askForBaseline(phase: RollingBack, ports: Ports): Promise<Asked> {
  const arn = phase.started.deployment;
  const deployment = arn === undefined ? undefined : await ports.deployments.describe(arn);
  const breaker = deployment?.breaker;
  const stopped = deployment === undefined ? 'no' : await returnedByEcs(deployment, phase, ports);
  if (deployment !== undefined && (stopped === 'by-us' || stopped === 'by-itself')) {
    const giveBack = { way: 'stop-deployment', deployment: deployment.arn } as const;
    return { answer: { kind: 'asked', giveBack, byUs: stopped === 'by-us' }, breaker };
  }
  return { answer: await updateUnlessTaken(phase, ports), breaker };
}

type ByEcs = 'by-us' | 'by-itself' | 'no';

/** Stopping gives back the source revision: only where that is the baseline. */
async function returnedByEcs(deployment: Deployment, phase: RollingBack, ports: Ports): Promise<ByEcs> {
  if (!replacesBaseline(deployment, phase)) return 'no';
  if (returning.has(deployment.status)) return 'by-itself';
  return stoppable.has(deployment.status) && (await stop(deployment.arn, ports)) ? 'by-us' : 'no';
}

/**
 * UpdateService replaces whatever deployment the service has, so everything is looked at once more right before it.
 * ECS has no update on condition: what is deployed between the two calls can't be seen.
 */
async function updateUnlessTaken(phase: RollingBack, ports: Ports): Promise<Answer> {
  const { started, baseline, reason } = phase;
  const service = await ports.services.describe(started.request.name);
  if (service !== undefined && isForeign(service, started)) {
    // An earlier try of ours looks like this too, when its answer was lost.
    const isBack = service.taskDefinition === baseline.taskDefinition;
    if (!isBack) return { kind: 'overtaken', service };
    const giveBack = { way: 'update-service', deployment: service.deployment } as const;
    return { kind: 'asked', giveBack, byUs: false };
  }
  const finished = blameless.has(reason.code) ? await finishedMeanwhile(started, ports) : undefined;
  return finished ?? { kind: 'asked', giveBack: await update(phase, ports), byUs: true };
}

async function finishedMeanwhile(started: Started, ports: Ports): Promise<Answer | undefined> {
  const { deployment } = started;
  if (deployment === undefined) return undefined;
  if ((await ports.deployments.describe(deployment))?.status !== 'SUCCESSFUL') return undefined;
  const proof = await proofOf(started, ports);
  if (proof.kind === 'missing') return undefined;
  return { kind: 'finished', serving: proof.kind === 'serves' ? proof.serving : undefined };
}

/** Stopping gives back the revision, never a desired count that we changed. */
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
