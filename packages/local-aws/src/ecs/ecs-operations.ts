/** The operations of ECS by their names: what reads sees the replica, what changes something writes through it. */
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type { Operation } from '../service.ts';
import { createCluster, deleteCluster, describeClusters, listClusters, updateCluster } from './clusters.ts';
import { continueServiceDeployment } from './continue-deployment.ts';
import type { EcsState } from './model.ts';
import { createRegistrations } from './registrations.ts';
import { createReplica } from './replica.ts';
import type { Scheduler } from './scheduler.ts';
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

type Operations<Parts extends readonly unknown[]> = Readonly<
  Record<string, (...given: [...Parts, request: never]) => object>
>;

/** What only asks. */
const reading: Operations<[EcsState]> = {
  DescribeClusters: describeClusters,
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServiceRevisions: describeServiceRevisions,
  DescribeServices: describeServices,
  DescribeTaskDefinition: describeTaskDefinition,
  DescribeTasks: describeTasks,
  ListClusters: listClusters,
  ListServiceDeployments: listServiceDeployments,
  ListServices: listServices,
  ListTagsForResource: listTagsForResource,
  ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
  ListTaskDefinitions: listTaskDefinitions,
  ListTasks: listTasks,
  CreateTaskSet: refuseTaskSets('CreateTaskSet'),
  DeleteTaskSet: refuseTaskSets('DeleteTaskSet'),
  DescribeTaskSets: refuseTaskSets('DescribeTaskSets'),
  UpdateServicePrimaryTaskSet: refuseTaskSets('UpdateServicePrimaryTaskSet'),
  UpdateTaskSet: refuseTaskSets('UpdateTaskSet'),
};

/** What changes something that no scheduler looks at. */
const recording: Operations<[EcsState]> = {
  CreateCluster: createCluster,
  DeleteCluster: deleteCluster,
  DeregisterTaskDefinition: deregisterTaskDefinition,
  PutClusterCapacityProviders: updateCluster,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateCluster: updateCluster,
  UpdateClusterSettings: updateCluster,
};

/** What the scheduler is to act on. */
const scheduling: Operations<[EcsState, Scheduler]> = {
  ContinueServiceDeployment: continueServiceDeployment,
  CreateService: createService,
  DeleteService: deleteService,
  StopServiceDeployment: stopServiceDeployment,
  StopTask: stopTaskByUser,
  UpdateService: updateService,
};

/** The server has checked each input against the operation's shape; the types say the same. */
export function operationsOf(
  state: EcsState,
  scheduler: Scheduler,
  lag: number,
): Readonly<Record<string, Operation>> {
  const replica = createReplica(state, lag);
  const register = createRegistrations(state, (request) =>
    replica.write(() => registerTaskDefinition(state, request)),
  );
  return {
    ...each(reading, (run) => (input) => run(replica.view(), input as never)),
    ...each(recording, (run) => (input) => replica.write(() => run(state, input as never))),
    ...each(scheduling, (run) => (input) => replica.write(() => run(state, scheduler, input as never))),
    RegisterTaskDefinition: (input) => register(input as unknown as RegisterTaskDefinitionRequest),
  };
}

const each = <Run>(
  table: Readonly<Record<string, Run>>,
  operation: (run: Run) => Operation,
): Readonly<Record<string, Operation>> =>
  Object.fromEntries(Object.entries(table).map(([name, run]) => [name, operation(run)]));
