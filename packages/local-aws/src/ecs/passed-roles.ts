/**
 * The IAM roles that a call hands on: those of a task definition that is registered or deployed, and those that a
 * service gives ECS for its load balancer, volumes and hooks. (That UpdateService passes roles to tasks, the Service
 * Authorization Reference says; that they are those of the definition that it names is inferred.)
 */
import type { PassedRole } from '../service.ts';
import { findTaskDefinition } from './lookup.ts';
import type { EcsState } from './model.ts';

type Input = Readonly<Record<string, unknown>>;

export function passedRoles(state: EcsState, operation: string, input: Input): readonly PassedRole[] {
  if (operation === 'RegisterTaskDefinition') return taskRoles(input);
  if (operation !== 'CreateService' && operation !== 'UpdateService') return [];
  const { taskDefinition } = input;
  const named = typeof taskDefinition === 'string' ? findTaskDefinition(state, taskDefinition) : undefined;
  return [...(named === undefined ? [] : taskRoles({ ...named.document })), ...rolesWithin(input)];
}

/** Those that tasks run with. */
const taskRoles = ({ taskRoleArn, executionRoleArn }: Input): PassedRole[] =>
  [taskRoleArn, executionRoleArn].flatMap((arn) =>
    typeof arn === 'string' ? [{ arn, service: 'ecs-tasks.amazonaws.com' }] : [],
  );

/** Every `roleArn`, however deep it stands: ECS takes it for itself. */
function rolesWithin(value: unknown): PassedRole[] {
  if (Array.isArray(value)) return value.flatMap(rolesWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === 'roleArn' && typeof item === 'string'
      ? [{ arn: item, service: 'ecs.amazonaws.com' }]
      : rolesWithin(item),
  );
}
