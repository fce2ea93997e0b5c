/**
 * How the baseline is put back: by stopping the deployment while it can be stopped and what it replaces is the
 * baseline alone, which is ECS's own fast way, else by updating the service. Either is asked for once, and neither
 * while ECS is on its way back by itself.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { found, isRefusal } from '../starting/lost-answers.ts';
import { directionOf, isOnItsWayBack, isReturning } from './returning.ts';
import type { Deployment, DeploymentStatus } from '../observations.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { orNoAnswer } from '../racing.ts';
import type { Request } from '../request.ts';
import { isAllInRevision } from './restoring.ts';
import { updateUnlessTaken, type Answer } from './updating-back.ts';

const stoppable: ReadonlySet<DeploymentStatus> = new Set(['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED']);

/** Milliseconds in which reads of ECS may not tell yet what it was asked for. */
const lagOfReads = 8000;

export interface Asked {
  readonly answer: Answer;
  readonly breaker: Deployment['breaker'];
}

export async function askForBaseline(phase: RollingBack, ports: Ports): Promise<Asked> {
  const arn = phase.started.deployment;
  const deployment = arn === undefined ? undefined : await lookedAt(arn, phase, ports);
  const breaker = deployment?.breaker;
  const stopped = deployment === undefined ? 'no' : await returnedByEcs(deployment, phase, ports);
  if (deployment !== undefined && (stopped === 'by-us' || stopped === 'by-itself')) {
    const giveBack = { way: 'stop-deployment', deployment: deployment.arn } as const;
    return { answer: { kind: 'asked', giveBack, byUs: stopped === 'by-us' }, breaker };
  }
  const isStopped = deployment?.status === 'STOPPED';
  return { answer: await updateUnlessTaken(phase, isStopped, ports), breaker };
}

/** What stopping a deployment takes to be known of it. */
type Stoppable = Pick<Deployment, 'arn' | 'status' | 'sources' | 'rollback' | 'breaker'>;

/** Milliseconds for that look once the job is cancelled. */
const lookOnceCancelled = 1500;

/**
 * A cancelled job does not wait for it where the watch has seen that the deployment replaces the baseline alone: to
 * stop one of our own that is over already does no harm.
 */
async function lookedAt(arn: string, phase: RollingBack, ports: Ports): Promise<Stoppable | undefined> {
  const { replaces } = phase;
  const look = ports.deployments.describe(arn);
  if (!replacesBaseline(replaces, phase)) return look;
  try {
    return await orNoAnswer(look, { onceCancelled: lookOnceCancelled }, ports);
  } catch (thrown) {
    if (!ports.cancelled.aborted || !mayPassMeanwhile(asFailure(thrown))) throw thrown;
    return { arn, status: 'IN_PROGRESS', sources: replaces, rollback: undefined, breaker: undefined };
  }
}

type ByEcs = 'by-us' | 'by-itself' | 'no';

/** Stopping gives back the source revision: only where that is the baseline. */
async function returnedByEcs(deployment: Stoppable, phase: RollingBack, ports: Ports): Promise<ByEcs> {
  const { arn, status, sources } = deployment;
  if (isReturning(status)) return (await isLeftToEcs(deployment, phase, ports)) ? 'by-itself' : 'no';
  if (!replacesBaseline(sources, phase)) return 'no';
  return stoppable.has(status) && (await stop(arn, phase.started.request, ports)) ? 'by-us' : 'no';
}

/**
 * An update over a way back that ECS is on would start it anew, so that one is followed, whatever is not known of it:
 * only one that leads elsewhere never ends at the baseline. One that is done is worth an update for what it left.
 */
async function isLeftToEcs(deployment: Stoppable, phase: RollingBack, ports: Ports): Promise<boolean> {
  const { kind } = await directionOf(deployment, phase.baseline, ports);
  if (kind === 'elsewhere') return false;
  if (isOnItsWayBack(deployment.status)) return true;
  return kind === 'baseline' ? isAllInRevision(phase) : replacesBaseline(deployment.sources, phase);
}

/**
 * Stopping gives back the revision, and neither the desired count nor tags that we changed. Of several that a
 * deployment replaces, after one was superseded, ECS does not promise which one it gives back.
 */
function replacesBaseline(sources: readonly string[], phase: RollingBack): boolean {
  const { revision } = phase.baseline;
  const isOnly = revision !== undefined && sources.length > 0 && sources.every((each) => each === revision);
  return isOnly && isAllInRevision(phase);
}

/**
 * A lost answer is looked up, a refusal leaves the other way.
 * @returns whether ECS is on the way back.
 * @throws Failure when a cancelled job has no time to look it up: its post step asks again, and ECS then goes on.
 */
async function stop(arn: string, request: Request, ports: Ports): Promise<boolean> {
  try {
    await ports.deployments.rollBack(arn);
    return true;
  } catch (thrown) {
    const failure = asFailure(thrown);
    ports.log.info(`The deployment could not be stopped: ${failure.message}`);
    const look = async (): Promise<Deployment | undefined> => {
      const deployment = await ports.deployments.describe(arn);
      return deployment !== undefined && isReturning(deployment.status) ? deployment : undefined;
    };
    if (isRefusal(failure)) return (await look()) !== undefined;
    const isTaken = (await found(look, request, ports, ports.clock.now() + lagOfReads)) !== undefined;
    if (!isTaken && ports.cancelled.aborted) throw failure;
    return isTaken;
  }
}
