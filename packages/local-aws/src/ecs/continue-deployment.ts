/** ContinueServiceDeployment: a person decides about a deployment that a PAUSE hook holds. */
import type { ContinueServiceDeploymentRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import type { EcsState } from './model.ts';
import { requestRollback } from './rollbacks.ts';
import type { Scheduler } from './scheduler.ts';
import { findServiceDeployment } from './service-deployments.ts';

/** What is missing or not waiting is InvalidParameterException: the API has no more exact error for it. */
export function continueServiceDeployment(
  state: EcsState,
  scheduler: Scheduler,
  { serviceDeploymentArn = '', hookId = '', action = 'CONTINUE' }: ContinueServiceDeploymentRequest,
) {
  const found = findServiceDeployment(state, serviceDeploymentArn);
  if (found === undefined) {
    throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
  }
  const { service, record } = found;
  if (record.status !== 'IN_PROGRESS') {
    refuse(`The service deployment can not be continued because it is in the ${record.status} state.`);
  }
  const hook = record.lifecycle?.hooks.find(({ id }) => id === hookId);
  if (hook?.status !== 'AWAITING_ACTION') {
    refuse(
      hook === undefined
        ? `The lifecycle hook ${hookId} does not exist in the service deployment.`
        : `The lifecycle hook ${hookId} is not awaiting an action: it is ${hook.status}.`,
    );
  }
  // Inferred: a hook that somebody decided against counts as failed.
  hook.status = action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED';
  if (action === 'ROLLBACK') requestRollback(state, service, record);
  scheduler.wake(service);
  return { serviceDeploymentArn: record.arn };
}

function refuse(message: string): never {
  throw new ServiceError('InvalidParameterException', message);
}
