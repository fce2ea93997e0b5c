/** What the tests of a verdict share: the deployment of web:42 as ECS shows it, its watch and its tasks. */
import type { Deployment, DeploymentStatus, Task } from '../src/observations.ts';
import { nothingFound } from '../src/facts.ts';
import type { Started } from '../src/phases.ts';
import type { Request } from '../src/request.ts';
import { request } from '@slipway/test-kit/ecs-double/rollout-scenario';

const target = { revision: 'revision/42', requested: 2, running: 1, pending: 1 };

export const alarms = { status: 'DISABLED', names: [], triggered: [] };
const course = {
  alarms,
  strategy: 'ROLLING',
  stage: undefined,
  traffic: { production: undefined, test: undefined },
  hooks: [],
  createdAt: undefined,
  earlySuccess: 'off',
} as const;

export function deployment(status: DeploymentStatus, more: Partial<Deployment> = {}): Deployment {
  const none = { statusReason: undefined, rollback: undefined, breaker: undefined };
  return { ...course, arn: 'deployment/1', status, target, sources: [], ...none, ...more };
}

/** The watch of web:42, with these inputs. */
export function started(more: Partial<Request> = {}): Started {
  return {
    request: { ...request, ...more },
    baseline: undefined,
    before: undefined,
    taskDefinition: 'ecs:task-definition/web:42',
    owner: 'ecs-svc/1',
    deployment: 'deployment/1',
    startedAt: 0,
    desired: 2,
    targetGroups: [],
    gracePeriod: 0,
    lastEvent: undefined,
    found: nothingFound,
    moments: [],
  };
}

/** A task of web:42 that has ended: by itself, or before it could start. */
export function dead(
  exitCode: number | undefined,
  reason?: string,
  stoppedReason = 'Essential container in task exited',
): Task {
  return {
    arn: `task/${String(exitCode)}`,
    taskDefinition: 'ecs:task-definition/web:42',
    owner: 'ecs-svc/1',
    status: 'STOPPED',
    health: 'UNKNOWN',
    stopCode: exitCode === undefined ? 'TaskFailedToStart' : 'EssentialContainerExited',
    stoppedReason,
    startedAt: 0,
    stoppedAt: 1000,
    containers: [{ name: 'web', exitCode, reason }],
    addresses: [],
  };
}

/** What the service says: that it runs our deployment, or somebody else's. */
export const ours = {
  status: 'ACTIVE',
  deployment: 'deployment/1',
  taskDefinition: 'ecs:task-definition/web:42',
};
export const theirs = {
  status: 'ACTIVE',
  deployment: 'deployment/2',
  taskDefinition: 'ecs:task-definition/web:43',
};
