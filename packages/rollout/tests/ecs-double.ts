/**
 * A small ECS in memory that enforces ECS's own rules: rolling deployments, the circuit breaker, what may be
 * stopped, what an update starts. It keeps its own record of what serves, computed without the engine.
 */
import { upstreamFailure, outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import type { Deployment, DeploymentStatus, ServiceState, Task, TaskDocument } from '../src/observations.ts';
import type {
  Deployments,
  Revisions,
  Services,
  TaskDefinitions,
  Tasks,
  ServiceChange,
} from '../src/ports.ts';
import type { ManualClock } from './manual-clock.ts';

/** How the tasks of a revision behave, by its revision number. */
export interface Behaviour {
  readonly startsAfter?: number;
  /** Milliseconds after RUNNING. */
  readonly diesAfter?: number;
  readonly exitCode?: number;
  readonly cannotPull?: string;
}

export interface DoubleOptions {
  readonly desired?: number;
  readonly behaviours?: Readonly<Record<number, Behaviour>>;
  readonly breaker?: { readonly rollback: boolean };
  /** false: a service as it was just created, on a template revision that runs nothing. */
  readonly running?: boolean;
  readonly status?: string;
  readonly controller?: string;
}

interface MutableTask {
  task: Task;
  readonly revision: string;
  runningAt: number | undefined;
}
type MutableDeployment = { -readonly [Key in keyof Deployment]: Deployment[Key] } & {
  readonly owner: string;
  readonly targetRevision: string;
  failures: number;
};

const healthyAfter = 40_000;
const arnOf = (kind: string, id: string): string => `arn:aws:ecs:eu-west-1:111122223333:${kind}/${id}`;
const overStatuses = new Set<DeploymentStatus>([
  'SUCCESSFUL',
  'STOPPED',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
]);

const throttled = (call: string): Failure =>
  upstreamFailure({ code: 'throttled', what: `${call} failed after retries`, why: 'Rate exceeded' });

export type EcsDouble = ReturnType<typeof ecsDouble>;

export function ecsDouble(clock: ManualClock, options: DoubleOptions = {}) {
  const calls: string[] = [];
  const documents = new Map<string, TaskDocument>();
  const revisions = new Map<string, string>();
  const deployments = new Map<string, MutableDeployment>();
  const tasks: MutableTask[] = [];
  const changes: ServiceChange[] = [];
  const faults: { call: string; times: number; failure: Failure; when: 'before' | 'after' }[] = [];
  let serial = 0;
  const number = (): string => String((serial += 1)).padStart(4, '0');
  const service = {
    taskDefinition: '',
    desired: options.desired ?? 2,
    deployment: undefined as string | undefined,
    owner: undefined as string | undefined,
    revision: '',
  };

  const struck = (call: string, when: 'before' | 'after'): void => {
    const fault = faults.find((each) => each.call === call && each.when === when && each.times > 0);
    if (fault === undefined) return;
    fault.times -= 1;
    throw fault.failure;
  };
  const called = (call: string): void => {
    calls.push(call);
    struck(call, 'before');
  };
  const register = (document: TaskDocument): string => {
    const arn = arnOf('task-definition', `web:${String(40 + documents.size + 1)}`);
    documents.set(arn, document);
    return arn;
  };
  const live = (revision?: string): MutableTask[] =>
    tasks.filter(
      (each) => each.task.status !== 'STOPPED' && (revision === undefined || each.revision === revision),
    );
  const isHealthy = ({ runningAt, task }: MutableTask): boolean =>
    task.status === 'RUNNING' && runningAt !== undefined && clock.now() - runningAt >= healthyAfter;
  const healthy = (revision: string): number => live(revision).filter(isHealthy).length;
  const behaviourOf = (revision: string): Behaviour =>
    options.behaviours?.[Number(/:(\d+)$/.exec(revisions.get(revision) ?? '')?.[1])] ?? {};

  const begin = (taskDefinition: string): void => {
    const before = service.deployment === undefined ? undefined : deployments.get(service.deployment);
    if (before !== undefined && !overStatuses.has(before.status)) before.status = 'STOPPED';
    const sources = [...new Set(live().map(({ revision }) => revision))];
    const targetRevision = arnOf('service-revision', `main/web/${number()}`);
    revisions.set(targetRevision, taskDefinition);
    const arn = arnOf('service-deployment', `main/web/${number()}`);
    const owner = `ecs-svc/${number()}`;
    const target = { revision: targetRevision, requested: service.desired, running: 0, pending: 0 };
    const source = sources.length > 0 ? sources : service.revision === '' ? [] : [service.revision];
    deployments.set(arn, {
      arn,
      owner,
      targetRevision,
      failures: 0,
      status: 'PENDING',
      statusReason: undefined,
      target,
      sources: source,
      rollback: undefined,
      triggeredAlarms: [],
      breaker: {
        status: options.breaker === undefined ? 'DISABLED' : 'MONITORING',
        failures: 0,
        threshold: 3,
      },
    });
    Object.assign(service, { taskDefinition, deployment: arn, owner, revision: targetRevision });
  };
  const stop = (
    each: MutableTask,
    code: string,
    reason: string,
    exitCode?: number,
    detail?: string,
  ): void => {
    const container = { name: 'web', exitCode, reason: detail };
    each.task = {
      ...each.task,
      status: 'STOPPED',
      stopCode: code,
      stoppedReason: reason,
      stoppedAt: clock.now(),
      containers: [container],
    };
  };
  const failed = (owner: string | undefined): void => {
    const deployment = [...deployments.values()].find((each) => each.owner === owner);
    if (deployment !== undefined) deployment.failures += 1;
  };
  const startTask = (revision: string, owner: string): void => {
    const { startsAfter = 10_000, diesAfter, exitCode = 1, cannotPull } = behaviourOf(revision);
    const task: Task = {
      arn: arnOf('task', `main/${number()}`),
      taskDefinition: revisions.get(revision) ?? '',
      owner,
      status: 'PENDING',
      health: 'UNKNOWN',
      stopCode: undefined,
      stoppedReason: undefined,
      startedAt: undefined,
      stoppedAt: undefined,
      containers: [],
      addresses: [],
    };
    const each: MutableTask = { task, revision, runningAt: undefined };
    tasks.push(each);
    clock.at(clock.now() + startsAfter, () => {
      if (each.task.status === 'STOPPED') return;
      if (cannotPull !== undefined) {
        failed(owner);
        stop(each, 'TaskFailedToStart', cannotPull, undefined, cannotPull);
        return;
      }
      each.runningAt = clock.now();
      each.task = { ...each.task, status: 'RUNNING', startedAt: clock.now() };
      if (diesAfter === undefined) return;
      clock.at(clock.now() + diesAfter, () => {
        if (each.task.status === 'STOPPED') return;
        if (!isHealthy(each)) failed(owner);
        stop(each, 'EssentialContainerExited', 'Essential container in task exited', exitCode);
      });
    });
  };
  /** Towards `wanted`: starts what is missing, and stops others once enough of it is healthy. */
  const towards = (revision: string, owner: string): boolean => {
    for (let count = live(revision).length; count < service.desired; count += 1) startTask(revision, owner);
    if (healthy(revision) < service.desired) return false;
    for (const each of live()) {
      if (each.revision !== revision)
        stop(each, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${owner})`);
    }
    return true;
  };
  const rollBackTo = (deployment: MutableDeployment, reason: string): void => {
    deployment.status = 'ROLLBACK_REQUESTED';
    deployment.rollback = { reason, revision: deployment.sources[0] };
  };
  const tick = (): void => {
    const deployment = service.deployment === undefined ? undefined : deployments.get(service.deployment);
    if (deployment !== undefined) advance(deployment);
    clock.at(clock.now() + 5000, tick);
  };
  const advance = (deployment: MutableDeployment): void => {
    const { targetRevision, owner } = deployment;
    if (deployment.status === 'PENDING') deployment.status = 'IN_PROGRESS';
    else if (deployment.status === 'IN_PROGRESS') {
      if (options.breaker !== undefined && deployment.failures >= 3) tripBreaker(deployment);
      else if (towards(targetRevision, owner)) deployment.status = 'SUCCESSFUL';
    } else if (deployment.status === 'ROLLBACK_REQUESTED') deployment.status = 'ROLLBACK_IN_PROGRESS';
    else if (deployment.status === 'ROLLBACK_IN_PROGRESS') {
      const back = deployment.rollback?.revision ?? '';
      for (const each of live(targetRevision))
        stop(each, 'ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${owner})`);
      service.revision = back;
      service.taskDefinition = revisions.get(back) ?? '';
      if (towards(back, 'ecs-svc/back')) deployment.status = 'ROLLBACK_SUCCESSFUL';
    } else towards(service.revision, owner);
  };
  const tripBreaker = (deployment: MutableDeployment): void => {
    deployment.breaker = { status: 'TRIGGERED', failures: deployment.failures, threshold: 3 };
    deployment.statusReason = 'ECS deployment circuit breaker: tasks failed to start.';
    if (options.breaker?.rollback === true && deployment.sources.length > 0) {
      rollBackTo(
        deployment,
        'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      );
    } else deployment.status = 'STOPPED';
  };

  const state = (): ServiceState => ({
    arn: arnOf('service', 'main/web'),
    name: 'web',
    status: options.status ?? 'ACTIVE',
    controller: options.controller ?? 'ECS',
    taskDefinition: service.taskDefinition,
    desired: service.desired,
    running: live().filter(({ task }) => task.status === 'RUNNING').length,
    pending: live().filter(({ task }) => task.status === 'PENDING').length,
    deployment: service.deployment,
    owner: service.owner,
    targetGroups: [],
  });
  const seen = (deployment: MutableDeployment): Deployment => {
    const mine = live(deployment.targetRevision);
    const running = mine.filter(({ task }) => task.status === 'RUNNING').length;
    const target = {
      revision: deployment.targetRevision,
      requested: service.desired,
      running,
      pending: mine.length - running,
    };
    return { ...deployment, target };
  };
  const update = (change: ServiceChange): void => {
    if (change.desiredCount !== undefined) service.desired = change.desiredCount;
    if (change.taskDefinition !== service.taskDefinition || change.forceNewDeployment === true)
      begin(change.taskDefinition);
  };

  // The service as it is before anybody comes: revision 41, serving for a while.
  service.taskDefinition = register({
    family: 'web',
    containerDefinitions: [{ name: 'web', image: 'web@sha256:41' }],
  });
  begin(service.taskDefinition);
  for (let count = 0; options.running !== false && count < service.desired; count += 1) {
    startTask(service.revision, service.owner ?? '');
    const each = tasks.at(-1);
    if (each === undefined) continue;
    each.runningAt = clock.now() - 3_600_000;
    each.task = { ...each.task, status: 'RUNNING', startedAt: each.runningAt };
  }
  const first = deployments.get(service.deployment ?? '');
  if (first !== undefined) first.status = 'SUCCESSFUL';
  tick();

  return {
    calls,
    /** What UpdateService was sent, in order. */
    changes,
    /** The next `times` calls of this name fail, before they take effect or after it. */
    fail: (call: string, times: number, failure = throttled(call), when: 'before' | 'after' = 'before') =>
      faults.push({ call, times, failure, when }),
    register,
    /** Somebody else's UpdateService. */
    update,
    deployments,
    service,
    /** The world's own record: revision numbers that run, with how many tasks. */
    serving: (): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { task } of live()) {
        if (task.status !== 'RUNNING') continue;
        const name = task.taskDefinition.slice(task.taskDefinition.lastIndexOf('/') + 1);
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    },
    ports: {
      services: {
        describe: async () => (
          called('DescribeServices'),
          options.status === 'MISSING' ? undefined : state()
        ),
        update: async (_, change) => {
          called('UpdateService');
          changes.push(change);
          update(change);
          struck('UpdateService', 'after');
          return state();
        },
      } satisfies Services,
      deployments: {
        describe: async (arn) => {
          called('DescribeServiceDeployments');
          const deployment = deployments.get(arn);
          return deployment === undefined ? undefined : seen(deployment);
        },
        newestSuccessful: async () =>
          [...deployments.values()]
            .filter(({ status }) => status === 'SUCCESSFUL')
            .map(seen)
            .at(-1),
        rollBack: async (arn) => {
          called('StopServiceDeployment');
          const deployment = deployments.get(arn);
          if (
            deployment === undefined ||
            overStatuses.has(deployment.status) ||
            deployment.sources.length === 0
          ) {
            throw outcomeFailure({ code: 'conflict', what: 'The deployment can’t be stopped' });
          }
          if (!deployment.status.startsWith('ROLLBACK'))
            rollBackTo(deployment, 'Rollback requested by the user.');
        },
      } satisfies Deployments,
      revisions: { taskDefinitionOf: async (revision) => revisions.get(revision) } satisfies Revisions,
      taskDefinitions: {
        register: async (document) => (called('RegisterTaskDefinition'), register(document)),
        describe: async (reference) => {
          const arn = [...documents.keys()].find(
            (each) => each === reference || each.endsWith(`/${reference}`),
          );
          const document = arn === undefined ? undefined : documents.get(arn);
          if (arn === undefined || document === undefined)
            throw outcomeFailure({ code: 'not-found', what: `There is no ${reference}` });
          return { arn, document };
        },
      } satisfies TaskDefinitions,
      tasks: {
        stopped: async () => (
          called('ListTasks'),
          tasks.filter(({ task }) => task.status === 'STOPPED').map(({ task }) => task.arn)
        ),
        live: async () => (called('ListTasks'), live().map(({ task }) => task.arn)),
        describe: async (_, arns) => (
          called('DescribeTasks'),
          tasks.filter(({ task }) => arns.includes(task.arn)).map(({ task }) => task)
        ),
      } satisfies Tasks,
    },
  };
}
