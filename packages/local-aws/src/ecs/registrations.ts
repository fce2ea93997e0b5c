/**
 * Registrations of task definitions take a moment, and ECS takes one of a family at a time: whoever comes meanwhile is
 * refused. Without a moment, the default, they are over at once.
 */
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import type { EcsState } from './model.ts';
import type { registerTaskDefinition } from './task-definitions.ts';

type Registration = ReturnType<typeof registerTaskDefinition>;

export function createRegistrations(
  { timings: { registering }, clock }: Pick<EcsState, 'timings' | 'clock'>,
  register: (request: RegisterTaskDefinitionRequest) => Registration,
): (request: RegisterTaskDefinitionRequest) => Registration | Promise<Registration> {
  const inFlight = new Set<string>();
  return (request) => {
    if (registering === 0) return register(request);
    const { family = '' } = request;
    if (inFlight.has(family)) throw tooManyAttempts();
    inFlight.add(family);
    return new Promise<Registration>((resolve, reject) => {
      clock.after(registering, () => {
        inFlight.delete(family);
        try {
          resolve(register(request));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  };
}

const tooManyAttempts = (): ServiceError =>
  new ServiceError(
    'ClientException',
    'Too many concurrent attempts to create a new revision of the specified family.',
  );
