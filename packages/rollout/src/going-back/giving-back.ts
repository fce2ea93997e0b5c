/**
 * How the baseline is put back: by stopping the deployment while it can be stopped and what it replaces is the
 * baseline, which is ECS's own fast way, else by updating the service. Either is asked for once.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { found, isRefusal } from '../starting/lost-answers.ts';
import { isReturning } from './returning.ts';
import type { Deployment, DeploymentStatus } from '../observations.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { noAnswer, whilePatient } from '../racing.ts';
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
type Stoppable = Pick<Deployment, 'arn' | 'status' | 'sources' | 'breaker'>;

/** Milliseconds for that look once the job is cancelled. */
const lookOnceCancelled = 1500;

/**
 * A cancelled job waits for no look that hangs, and takes none again: to stop a deployment of our own that is over
 * already does no harm, and what it replaces the watch has seen.
 */
async function lookedAt(arn: string, phase: RollingBack, ports: Ports): Promise<Stoppable | undefined> {
  const look = ports.deployments.describe(arn).then((deployment) => ({ deployment }));
  const patience = { onceCancelled: lookOnceCancelled };
  try {
    const seen = await whilePatient(look, patience, ports);
    if (seen === undefined) throw noAnswer;
    return seen.deployment;
  } catch (thrown) {
    const { replaces } = phase;
    if (
      !ports.cancelled.aborted ||
      !mayPassMeanwhile(asFailure(thrown)) ||
      !replacesBaseline(replaces, phase)
    )
      throw thrown;
    return { arn, status: 'IN_PROGRESS', sources: replaces, breaker: undefined };
  }
}

type ByEcs = 'by-us' | 'by-itself' | 'no';

/** Stopping gives back the source revision: only where that is the baseline. */
async function returnedByEcs(
  { arn, status, sources }: Stoppable,
  phase: RollingBack,
  ports: Ports,
): Promise<ByEcs> {
  if (!replacesBaseline(sources, phase)) return 'no';
  if (isReturning(status)) return 'by-itself';
  return stoppable.has(status) && (await stop(arn, phase.started.request, ports)) ? 'by-us' : 'no';
}

/** Stopping gives back the revision, and neither the desired count nor tags that we changed. */
function replacesBaseline(sources: readonly string[], phase: RollingBack): boolean {
  const { revision } = phase.baseline;
  return revision !== undefined && sources.includes(revision) && isAllInRevision(phase);
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
