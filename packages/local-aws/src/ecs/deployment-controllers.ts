/**
 * Services whose deployments CodeDeploy or something else runs. They can be created, so that tools can be seen to
 * leave them alone; nothing runs in them here, because what would start their tasks is not there.
 */
import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import type { ServiceSettings } from './model.ts';

export type Controller = 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';

export const controllerOf = ({ deploymentController }: ServiceSettings): Controller =>
  deploymentController?.type ?? 'ECS';

/** @throws ServiceError for what UpdateService may not change in such a service */
export function refuseUpdate(settings: ServiceSettings, request: UpdateServiceRequest): void {
  const controller = controllerOf(settings);
  if (controller === 'ECS') return;
  if (request.taskDefinition !== undefined) refuse(`Unable to update task definition`, controller);
  if (request.forceNewDeployment === true) refuse('Cannot force a new deployment', controller);
  if (request.networkConfiguration !== undefined) refuse('Unable to update network parameters', controller);
}

/** The sentences are ECS's for CODE_DEPLOY; what it says for EXTERNAL is inferred. */
function refuse(what: string, controller: Controller): never {
  const advice = controller === 'CODE_DEPLOY' ? ' Use AWS CodeDeploy to trigger a new deployment.' : '';
  throw new ServiceError(
    'InvalidParameterException',
    `${what} on services with ${controller === 'EXTERNAL' ? 'an' : 'a'} ${controller} deployment controller.${advice}`,
  );
}
