/**
 * The local ECS: its state, its scheduler and its operations in one piece. It works on a clock, a task runtime
 * and a balancer alone, so it runs in virtual time without a server as well as behind one.
 */
import type { DeregisterTaskDefinitionRequest, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type { Alarms, CloudClock, TaskRuntime } from '../ports.ts';
import type { Operation, Service } from '../service.ts';
import { createTokenBucket } from '../token-bucket.ts';
import type { World } from '../world.ts';
import { launchRate } from './capacity.ts';
import { createCluster, deleteCluster, describeClusters, listClusters, updateCluster } from './clusters.ts';
import { continueServiceDeployment } from './continue-deployment.ts';
import type { EcsState } from './model.ts';
import { createIds } from './names.ts';
import { passedRoles } from './passed-roles.ts';
import { createRegistrations } from './registrations.ts';
import { createReplica } from './replica.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './service-deployments.ts';
import { createService, deleteService, describeServices, listServices, updateService } from './services.ts';
import {
  deregisterTaskDefinition,
  describeTaskDefinition,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
  registerTaskDefinition,
} from './task-definitions.ts';
import { stopTaskByUser } from './stop-task.ts';
import { refuseTaskSets } from './task-sets.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { describeTasks, listTasks } from './tasks.ts';
import { serviceRequest, type ServiceBalancer } from './world-services.ts';

export type EcsWorld = Pick<
  World,
  'account' | 'region' | 'timings' | 'clusters' | 'taskDefinitions' | 'services' | 'functions' | 'consistency'
> &
  Partial<Pick<World, 'capacity' | 'alarmPollsThrottled' | 'throttling'>>;

export interface EcsParts {
  readonly world: EcsWorld;
  readonly clock: CloudClock;
  readonly runtime: TaskRuntime;
  readonly balancer: ServiceBalancer;
  /** None when left out. */
  readonly alarms?: Alarms;
}

export interface Ecs {
  readonly service: Service;
  /** The world's own record, for simulations: which revision serves, who ended a deployment, and why. */
  readonly state: EcsState;
  /** Registers the world's task definitions and creates its services. @throws ServiceError as ECS would */
  settle(): void;
  close(): void;
}

const noAlarms: Alarms = { stateOf: () => undefined };

export function createEcs({ world, clock, runtime, balancer, alarms = noAlarms }: EcsParts): Ecs {
  const state: EcsState = {
    account: world.account,
    region: world.region,
    timings: world.timings,
    clock,
    runtime,
    balancer,
    alarms,
    functions: new Map((world.functions ?? []).map((each) => [each.name, each])),
    capacity: world.capacity ?? [],
    takeLaunches: world.throttling === 'off' ? (wanted) => wanted : createTokenBucket(launchRate, clock),
    alarmPollsThrottled: world.alarmPollsThrottled ?? [],
    startedAt: clock.now(),
    ids: createIds(`${world.account}/${world.region}`),
    clusters: new Map(),
    families: new Map(),
    services: [],
    tasks: [],
  };
  for (const { name } of world.clusters) createCluster(state, { clusterName: name });
  const scheduler = createScheduler(state);
  return {
    state,
    service: {
      id: 'ecs',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerServiceV20141113' }],
      operations: operationsOf(state, scheduler, world.consistency.lag),
      rolesPassed: (operation, input) => passedRoles(state, operation, input),
    },
    settle: () => {
      for (const definition of world.taskDefinitions) {
        registerTaskDefinition(state, definition as unknown as RegisterTaskDefinitionRequest);
      }
      for (const service of world.services) {
        createService(state, scheduler, serviceRequest(service, state, balancer));
      }
    },
    close: () => scheduler.close(),
  };
}

/** The server has checked each input against the operation's shape; the types say the same. */
function operationsOf(
  state: EcsState,
  scheduler: Scheduler,
  lag: number,
): Readonly<Record<string, Operation>> {
  const replica = createReplica(state, lag);
  const reading = {
    DescribeClusters: describeClusters,
    DescribeServiceDeployments: describeServiceDeployments,
    DescribeServiceRevisions: describeServiceRevisions,
    DescribeServices: describeServices,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    ListClusters: listClusters,
    ListServiceDeployments: listServiceDeployments,
    ListServices: listServices,
    ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
    ListTaskDefinitions: listTaskDefinitions,
    ListTagsForResource: listTagsForResource,
    ListTasks: listTasks,
    CreateTaskSet: refuseTaskSets('CreateTaskSet'),
    DeleteTaskSet: refuseTaskSets('DeleteTaskSet'),
    DescribeTaskSets: refuseTaskSets('DescribeTaskSets'),
    UpdateServicePrimaryTaskSet: refuseTaskSets('UpdateServicePrimaryTaskSet'),
    UpdateTaskSet: refuseTaskSets('UpdateTaskSet'),
  };
  const changing = {
    ContinueServiceDeployment: continueServiceDeployment,
    CreateService: createService,
    DeleteService: deleteService,
    StopServiceDeployment: stopServiceDeployment,
    StopTask: stopTaskByUser,
    UpdateService: updateService,
  };
  const reads = Object.entries(reading).map(([name, run]): [string, Operation] => [
    name,
    (input) => (run as (state: EcsState, request: unknown) => object)(replica.view(), input),
  ]);
  const writes = Object.entries(changing).map(([name, run]): [string, Operation] => [
    name,
    (input) =>
      replica.write(() =>
        (run as (state: EcsState, by: Scheduler, request: unknown) => object)(state, scheduler, input),
      ),
  ]);
  const managing = {
    CreateCluster: createCluster,
    DeleteCluster: deleteCluster,
    PutClusterCapacityProviders: updateCluster,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateCluster: updateCluster,
    UpdateClusterSettings: updateCluster,
  };
  const managed = Object.entries(managing).map(([name, run]): [string, Operation] => [
    name,
    (input) => replica.write(() => (run as (state: EcsState, request: unknown) => object)(state, input)),
  ]);
  const register = createRegistrations(state, (request) =>
    replica.write(() => registerTaskDefinition(state, request)),
  );
  return {
    ...Object.fromEntries([...reads, ...writes, ...managed]),
    RegisterTaskDefinition: (input) => register(input as unknown as RegisterTaskDefinitionRequest),
    DeregisterTaskDefinition: (input) =>
      replica.write(() =>
        deregisterTaskDefinition(state, input as unknown as DeregisterTaskDefinitionRequest),
      ),
  };
}
