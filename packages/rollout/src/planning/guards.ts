/** What must be true before anything is touched; each guard names the thing and what to do about it. */
import {
  asFailure,
  cancelledFailure,
  inputFailure,
  outcomeFailure,
  setupFailure,
  type Failure,
} from '@slipway/action-kit/failures';
import { lasting, lastPart } from '../names.ts';
import type { Deployment, ServiceState } from '../observations.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';

/** @throws Failure when the service is missing, is going away, or is not deployed by ECS itself. */
export function checkService(service: ServiceState | undefined, { name }: Request): ServiceState {
  const about = `service ${name.service} in cluster ${name.cluster}`;
  if (service === undefined || service.status === 'INACTIVE') {
    throw inputFailure({
      code: 'service-not-found',
      what: `There is no ${about}`,
      why: 'ECS does not know it in this account and region',
      hint: 'Check `service`, `cluster` and `region`. Nothing was changed.',
    });
  }
  if (service.status !== 'ACTIVE') {
    throw setupFailure({
      code: 'service-not-active',
      what: `The ${about} can’t be deployed to`,
      why: `it is ${service.status}, somebody is deleting it`,
      hint: 'Wait until it is gone and create it again. Nothing was changed.',
    });
  }
  if (service.controller !== 'ECS') {
    throw setupFailure({
      code: 'controller-not-ecs',
      what: `The ${about} can’t be deployed by this action`,
      why: `its deployment controller is ${service.controller}, not ECS`,
      hint: 'Deploy it with the tool of that controller, or move the service to the ECS controller. Nothing was changed.',
    });
  }
  return service;
}

export function inProgressFailure(
  { arn, status }: Pick<Deployment, 'arn' | 'status'>,
  waited: number | undefined,
): Failure {
  const why = waited === undefined ? `it is ${status}` : `it still is ${status} after ${lasting(waited)}`;
  return outcomeFailure({
    code: 'deployment-in-progress',
    what: `Another deployment of the service is in progress, ${lastPart(arn)}`,
    why,
    hint: 'Wait for its end and run this again, or set `if-in-progress: supersede`. Nothing was changed.',
  });
}

export const isDenied = ({ code }: Failure): boolean => code === 'access-denied';

/** An id that no task has: DescribeTasks answers that it is missing, to whoever may ask. */
const nobody = '0'.repeat(32);

/**
 * The looks at tasks that the watch takes, asked for their permission alone: a missing one is found before anything
 * is changed, not while watching. Without fail-fast the watch can do without them.
 * @throws Failure when the watch would not get through.
 */
export async function checkLooksAtTasks({ name, failFast }: Request, ports: Ports): Promise<void> {
  try {
    const [task = nobody] = await ports.tasks.live(name);
    await ports.tasks.describe(name.cluster, [task]);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failFast || !isDenied(failure)) throw failure;
    ports.log.info(`Tasks can’t be looked at, so ECS’s own word has to do: ${failure.message}`);
  }
}

export const cancelledWhile = (during: string): Failure => cancelledFailure(during);
