/** The sentences of service events, exactly as ECS writes them: people and tools match on them. */
import type { Condition, EcsState, ServiceRecord, TaskRecord } from './model.ts';

const tasks = (list: readonly Pick<TaskRecord, 'id'>[]): string =>
  list.map(({ id }) => `(task ${id})`).join(' ');

export const eventWords = {
  started: (list: readonly TaskRecord[]) => `has started ${list.length} tasks: ${tasks(list)}.`,
  stopped: (list: readonly TaskRecord[]) => `has stopped ${list.length} running tasks: ${tasks(list)}.`,
  registered: (groupArn: string) => `registered 1 targets in (target-group ${groupArn})`,
  deregistered: (groupArn: string) => `deregistered 1 targets in (target-group ${groupArn})`,
  groupIsGone: (groupArn: string) =>
    `failed to register targets in (target-group ${groupArn}) with (error One or more target groups not found)`,
  draining: () => 'has begun draining connections on 1 tasks.',
  unhealthyTarget: (task: TaskRecord, port: number, groupArn: string, reason: string) =>
    `(task ${task.id}) (port ${port}) is unhealthy in (target-group ${groupArn}) due to (reason ${reason})`,
  failedContainerChecks: (task: TaskRecord) => `(task ${task.id}) failed container health checks.`,
  steady: () => 'has reached a steady state.',
  completed: (deployment: string) => `(deployment ${deployment}) deployment completed.`,
  failed: (deployment: string) => `(deployment ${deployment}) deployment failed: tasks failed to start.`,
  alarmDetected: (deployment: string) => `(deployment ${deployment}) deployment failed: alarm detected.`,
  rollingBack: (deployment: string) => `rolling back to deployment ${deployment}.`,
  cannotPlace: (reason: string) =>
    `was unable to place a task. Reason: ${reason}${reason.endsWith('.') ? '' : '.'}`,
  couldNotLaunch: (count: number, deployment: string) =>
    `could not launch ${count} tasks for deployment ${deployment}.`,
  cannotStartConsistently: () => 'is unable to consistently start tasks successfully.',
  throttled: () => 'operations are being throttled. Will try again later.',
  blockedByPercents: () =>
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
} as const;

const kept = 100;
const repeatedAfter = 6 * 3_600_000;

/** Tells what lasts: once until it is resolved, or again after six hours; another sentence at once. */
export function tellOnce(state: EcsState, service: ServiceRecord, condition: Condition, words: string): void {
  const now = state.clock.now();
  const told = service.ongoing.get(condition);
  if (told?.words === words && now - told.toldAt < repeatedAfter) return;
  service.ongoing.set(condition, { words, toldAt: now });
  tell(state, service, words);
}

export const resolve = (service: ServiceRecord, ...conditions: readonly Condition[]): void => {
  for (const condition of conditions) service.ongoing.delete(condition);
};

/** Adds an event, unless the same sentence is already the newest and younger than six hours. */
export function tell(state: EcsState, service: ServiceRecord, words: string): void {
  const now = state.clock.now();
  const message = `(service ${service.name}) ${words}`;
  const [newest] = service.events;
  const age = now - (newest?.createdAt?.getTime() ?? 0);
  if (newest?.message === message && age < repeatedAfter) return;
  service.events = [
    { id: state.ids.hex(), createdAt: new Date(now), message },
    ...service.events.slice(0, kept - 1),
  ];
}
