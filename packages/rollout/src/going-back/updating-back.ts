/**
 * The way back by an update: right before it everything is looked at once more, and when the answer is lost the
 * service is looked at until it shows the update, so that the way back is asked for once.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { wantsConfirming } from '../confirming/confirmation.ts';
import { isRefusal, shown } from '../starting/lost-answers.ts';
import type { ServiceState } from '../observations.ts';
import type { GiveBack } from '../facts.ts';
import type { RollingBack, Started } from '../phases.ts';
import type { Ports, ServiceChange } from '../ports.ts';
import type { Seen } from '../ending/serving.ts';
import { proofOf } from '../ending/succeeding.ts';
import { isElsewhere, isForeign } from '../ending/takeover.ts';
import { withNewest } from './deployed-since.ts';
import { restoredBy } from './restoring.ts';
import { carrierIn } from './way-back.ts';

/** Reasons that say nothing against the new revision: when ECS finished it meanwhile, it stays. */
const jobOver: ReadonlySet<string> = new Set(['cancelled', 'job-ended']);
const blameless: ReadonlySet<string> = new Set([...jobOver, 'timeout', 'deployment-not-found']);

export type Answer =
  /** byUs: false when the baseline was on its way already. */
  | { readonly kind: 'asked'; readonly giveBack: GiveBack; readonly byUs: boolean }
  /** Somebody else deployed meanwhile; nothing was asked for. */
  | { readonly kind: 'overtaken'; readonly service: ServiceState }
  /** ECS finished our deployment before anything was asked for; what serves is undefined when it can't be seen. */
  | { readonly kind: 'finished'; readonly serving: Seen | undefined };

/**
 * UpdateService replaces whatever deployment the service has, so everything is looked at once more right before it.
 * ECS has no update on condition: what is deployed between the two calls can't be seen.
 * @param isStopped whether our deployment was: somebody who deployed may have done it.
 */
export async function updateUnlessTaken(
  phase: RollingBack,
  isStopped: boolean,
  ports: Ports,
): Promise<Answer> {
  const { started, baseline, reason } = phase;
  const seen = await ports.services.describe(started.request.name);
  const service = isStopped && seen !== undefined ? await withNewest(seen, started, ports) : seen;
  if (service !== undefined) {
    const isBack = service.taskDefinition === baseline.taskDefinition;
    const foreign = isForeign(service, started);
    if (isElsewhere(service, started, baseline.taskDefinition)) return { kind: 'overtaken', service };
    // An earlier try of ours looks like this too, when its answer was lost.
    if (foreign || (isBack && (await isAskedFor(service, phase, ports)))) {
      const giveBack = { way: 'update-service', deployment: carrierIn(service, phase) } as const;
      return { kind: 'asked', giveBack, byUs: false };
    }
  }
  // A job that has ended can't confirm any more what it was asked to confirm.
  const isOver = phase.isPostStep === true || jobOver.has(reason.code);
  const isMissed = isOver && wantsConfirming(started.request);
  const isOpen = blameless.has(reason.code) && !isMissed;
  const finished = isOpen ? await finishedMeanwhile(started, ports) : undefined;
  return finished ?? { kind: 'asked', giveBack: await update(phase, service, ports), byUs: true };
}

/** Somebody asked for the baseline after ours, and ECS names that deployment later; its own way back is none. */
async function isAskedFor(service: ServiceState, { started }: RollingBack, ports: Ports): Promise<boolean> {
  const { deployment, taskDefinition } = started;
  if (deployment === undefined || service.deployment !== deployment) return false;
  if (service.taskDefinition === taskDefinition) return false;
  const ours = await ports.deployments.describe(deployment);
  return ours !== undefined && !ours.status.startsWith('ROLLBACK_');
}

async function finishedMeanwhile(started: Started, ports: Ports): Promise<Answer | undefined> {
  const { deployment } = started;
  if (deployment === undefined) return undefined;
  if ((await ports.deployments.describe(deployment))?.status !== 'SUCCESSFUL') return undefined;
  const proof = await proofOf(started, ports);
  if (proof.kind === 'missing') return undefined;
  return { kind: 'finished', serving: proof.kind === 'serves' ? proof.serving : undefined };
}

async function update(phase: RollingBack, before: ServiceState | undefined, ports: Ports): Promise<GiveBack> {
  const { started, until } = phase;
  const way = 'update-service';
  try {
    const service = await ports.services.update(started.request.name, changeOf(phase, before));
    return { way, deployment: carrierIn(service, phase) };
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (isRefusal(failure)) throw failure;
    const taken = (service: ServiceState): boolean => isTaken(service, before, phase);
    const service = await shown(started.request, taken, ports, until);
    if (service === undefined) throw failure;
    return { way, deployment: carrierIn(service, phase) };
  }
}

function changeOf(phase: RollingBack, before: ServiceState | undefined): ServiceChange {
  const { deployment, taskDefinition } = phase.started;
  const back = phase.baseline.taskDefinition;
  const byEcs =
    deployment !== undefined && before?.deployment === deployment && before.taskDefinition === back;
  return {
    taskDefinition: back,
    // To the revision that it asks for already ECS would start no deployment, and nothing would be put back.
    forceNewDeployment: back === taskDefinition || byEcs ? true : undefined,
    ...restoredBy(phase, before),
  };
}

/** ECS may name the deployment later: a revision that the service was not asked for before, or its mark, is proof. */
function isTaken(service: ServiceState, before: ServiceState | undefined, phase: RollingBack): boolean {
  const back = phase.baseline.taskDefinition;
  if (service.taskDefinition !== back) return false;
  if (before?.taskDefinition !== back || service.owner !== before.owner) return true;
  const carrier = carrierIn(service, phase);
  return carrier !== undefined && carrier !== before.deployment;
}
