/**
 * How the baseline is put back: by stopping the deployment while it can be stopped and what it replaces is the
 * baseline, which is ECS's own fast way, else by updating the service. Either is asked for once.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { found, isRefusal } from '../starting/lost-answers.ts';
import type { Deployment, DeploymentStatus } from '../observations.ts';
import type { RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { desiredToRestore, updateUnlessTaken, type Answer } from './updating-back.ts';

const stoppable: ReadonlySet<DeploymentStatus> = new Set(['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED']);
const returning: ReadonlySet<DeploymentStatus> = new Set([
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
]);

/** Milliseconds in which reads of ECS may not tell yet what it was asked for. */
const lagOfReads = 8000;

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
  return stoppable.has(deployment.status) && (await stop(deployment.arn, phase.started.request, ports))
    ? 'by-us'
    : 'no';
}

/** Stopping gives back the revision, never a desired count that we changed. */
function replacesBaseline({ sources }: Deployment, phase: RollingBack): boolean {
  const { revision } = phase.baseline;
  return revision !== undefined && sources.includes(revision) && desiredToRestore(phase) === undefined;
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
      return deployment !== undefined && returning.has(deployment.status) ? deployment : undefined;
    };
    if (isRefusal(failure)) return (await look()) !== undefined;
    const isReturning = (await found(look, request, ports, ports.clock.now() + lagOfReads)) !== undefined;
    if (!isReturning && ports.cancelled.aborted) throw failure;
    return isReturning;
  }
}
