/** Task sets belong to services whose deployments something outside of ECS runs; here they are only refused. */
import { ServiceError } from '../service.ts';
import { activeService } from './lookup.ts';
import type { EcsState } from './model.ts';

interface TaskSetRequest {
  readonly cluster?: string | undefined;
  readonly service?: string | undefined;
}

export const refuseTaskSets =
  (operation: string) =>
  (state: EcsState, request: TaskSetRequest): never => {
    const { settings } = activeService(state, request.cluster, request.service);
    if ((settings.deploymentController?.type ?? 'ECS') === 'ECS') {
      throw new ServiceError(
        'InvalidParameterException',
        'Amazon ECS only supports task set management on services configured to use external deployment controllers.',
      );
    }
    throw new ServiceError(
      'NotImplemented',
      `The local cloud does not implement ecs:${operation} for services of other deployment controllers yet.`,
      501,
    );
  };
