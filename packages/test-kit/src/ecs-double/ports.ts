/** The ECS double as the engine's ports: every call is recorded, and may strike a fault. */
import { outcomeFailure } from '@slipway/action-kit/failures';
import type { Deployment, ServiceState } from '@slipway/rollout/observations';
import type {
  Deployments,
  Ports,
  Registered,
  Revisions,
  Services,
  TaskDefinitions,
  Tasks,
} from '@slipway/rollout/ports';
import { besides } from './besides.ts';
import { called, strike } from './calling.ts';
import { answer } from './hooks.ts';
import { rolloutsOf } from './rollouts.ts';
import { targetGroup } from './targets.ts';
import { rollBack, update } from './scheduler.ts';
import {
  arnOf,
  isOver,
  isRunning,
  liveTasks,
  register,
  type DeploymentRecord,
  type EcsState,
} from './state.ts';

/** ECS, and what stands beside it. */
export interface EcsPorts extends Pick<Ports, 'targets' | 'alarms' | 'endpoint' | 'credentials'> {
  readonly services: Services;
  readonly deployments: Deployments;
  readonly revisions: Revisions;
  readonly taskDefinitions: TaskDefinitions;
  readonly tasks: Tasks;
}

export function portsOf(state: EcsState): EcsPorts {
  return {
    services: services(state),
    deployments: deployments(state),
    revisions: {
      taskDefinitionOf: async (revision) => {
        strike(state, 'DescribeServiceRevisions', 'before');
        return state.revisions.get(revision);
      },
    },
    taskDefinitions: taskDefinitions(state),
    tasks: tasks(state),
    ...besides(state),
  };
}

function services(state: EcsState): Services {
  return {
    describe: async () => {
      called(state, 'DescribeServices');
      return state.options.status === 'MISSING' ? undefined : serviceOf(state);
    },
    update: async (_, change) => {
      called(state, 'UpdateService');
      state.changes.push(change);
      const replaced = state.service.deployment ?? '';
      update(state, change);
      if (state.foreign.has(replaced) && state.service.deployment !== replaced)
        state.overwritten.push(replaced);
      strike(state, 'UpdateService', 'after');
      return serviceOf(state);
    },
  };
}

function deployments(state: EcsState): Deployments {
  return {
    describe: async (arn) => {
      called(state, 'DescribeServiceDeployments');
      const record = state.deployments.get(arn);
      return record === undefined ? undefined : deploymentOf(state, record);
    },
    newestSuccessful: async () => {
      called(state, 'ListServiceDeployments');
      return known(state, successful(state).at(-1));
    },
    successful: async () => {
      called(state, 'ListServiceDeployments');
      return successful(state)
        .map(({ arn, revision, succeededAt: finishedAt }) => ({ arn, revision, finishedAt }))
        .reverse();
    },
    since: async (_, time) => {
      called(state, 'ListServiceDeployments');
      const records = [...state.deployments.values()];
      return records.flatMap(({ arn, createdAt = 0 }) => (createdAt > time ? arn : []));
    },
    rollBack: async (arn) => {
      called(state, 'StopServiceDeployment');
      const record = state.deployments.get(arn);
      if (record === undefined || isOver(record) || record.sources.length === 0) {
        throw outcomeFailure({ code: 'conflict', what: 'The deployment can’t be stopped' });
      }
      if (!record.status.startsWith('ROLLBACK')) {
        rollBack(record, 'Rollback requested by the user.');
        state.stopped.push(arn);
      }
      strike(state, 'StopServiceDeployment', 'after');
    },
    continueHook: async (arn, id, action) => {
      called(state, 'ContinueServiceDeployment');
      const record = state.deployments.get(arn);
      answer(record, id);
      if (record !== undefined && action === 'ROLLBACK')
        rollBack(record, 'A hook was answered with ROLLBACK.');
      strike(state, 'ContinueServiceDeployment', 'after');
    },
  };
}

function taskDefinitions(state: EcsState): TaskDefinitions {
  return {
    register: async (document) => {
      called(state, 'RegisterTaskDefinition');
      const arn = register(state, document);
      strike(state, 'RegisterTaskDefinition', 'after');
      return arn;
    },
    describe: async (reference) => {
      called(state, 'DescribeTaskDefinition');
      const found = registered(state).find(({ arn }) => arn === reference || arn.endsWith(`/${reference}`));
      if (found === undefined) throw outcomeFailure({ code: 'not-found', what: `There is no ${reference}` });
      return found;
    },
    newest: async (family) => {
      called(state, 'DescribeTaskDefinition');
      return registered(state).findLast(({ arn, isActive }) => isActive && isOf(family, arn));
    },
    active: async (family) => {
      called(state, 'ListTaskDefinitions');
      const all = registered(state).filter(({ arn, isActive }) => isActive && isOf(family, arn));
      return all.map(({ arn }) => arn).reverse();
    },
    deregister: async (arn) => {
      called(state, 'DeregisterTaskDefinition');
      state.inactive.add(arn);
    },
  };
}

const registered = ({ documents, inactive }: EcsState): readonly Registered[] =>
  [...documents].map(([arn, document]) => ({ arn, document, isActive: !inactive.has(arn) }));

const isOf = (family: string, arn: string): boolean => arn.includes(`task-definition/${family}:`);

/** Oldest first. */
const successful = ({ deployments }: EcsState): readonly DeploymentRecord[] =>
  [...deployments.values()].filter(({ status }) => status === 'SUCCESSFUL');

const known = (state: EcsState, record: DeploymentRecord | undefined): Deployment | undefined =>
  record === undefined ? undefined : deploymentOf(state, record);

function tasks(state: EcsState): Tasks {
  return {
    stopped: async () => {
      called(state, 'ListTasks');
      return state.tasks.flatMap(({ task }) => (task.status === 'STOPPED' ? task.arn : []));
    },
    live: async () => {
      called(state, 'ListTasks');
      return liveTasks(state).map(({ task }) => task.arn);
    },
    describe: async (_, arns) => {
      called(state, 'DescribeTasks');
      return state.tasks.flatMap(({ task }) => (arns.includes(task.arn) ? task : []));
    },
    usedRevisions: async (_, family) => {
      called(state, 'ListTasks');
      const used = liveTasks(state).map(({ task }) => task.taskDefinition);
      return [...new Set(used)].filter((arn) => isOf(family, arn));
    },
  };
}

function serviceOf(state: EcsState): ServiceState {
  const { service, options } = state;
  const live = liveTasks(state);
  const running = live.filter(isRunning).length;
  return {
    arn: arnOf('service', 'main/web'),
    name: 'web',
    status: options.status ?? 'ACTIVE',
    controller: options.controller ?? 'ECS',
    taskDefinition: service.taskDefinition,
    desired: service.desired,
    running,
    pending: live.length - running,
    deployment: state.clock.now() < service.named.until ? service.named.deployment : service.deployment,
    owner: service.owner,
    targetGroups: options.balancer === undefined ? [] : [targetGroup],
    enableEcsManagedTags: service.enableEcsManagedTags,
    propagateTags: service.propagateTags,
    volumes: service.volumes,
    events: state.events,
    breaker: {
      enabled: options.breaker !== undefined || options.breakerOff !== true,
      rollback: options.breaker?.rollback === true,
    },
    gracePeriod: options.balancer?.gracePeriod ?? 0,
    rollouts: rolloutsOf(state),
  };
}

function deploymentOf(state: EcsState, record: DeploymentRecord): Deployment {
  const live = liveTasks(state, record.revision);
  const running = live.filter(isRunning).length;
  const { revision } = record;
  const target = { revision, requested: state.service.desired, running, pending: live.length - running };
  return { ...record, target };
}
