/** Clusters: create, describe, list. */
import type {
  Cluster,
  CreateClusterRequest,
  DescribeClustersRequest,
  ListClustersRequest,
} from '@aws-sdk/client-ecs';
import type { ClusterRecord, EcsState } from './model.ts';
import { isPending, isRunning } from './counts.ts';
import { clusterArn, lastPart } from './names.ts';
import { page } from './paging.ts';

/** The one of this name if there is one already, as ECS has it. */
export function createCluster(state: EcsState, request: CreateClusterRequest): { cluster: Cluster } {
  const name = request.clusterName ?? 'default';
  const record = state.clusters.get(name) ?? { name, arn: clusterArn(state, name) };
  state.clusters.set(name, record);
  return { cluster: clusterAnswer(state, record) };
}

export function describeClusters(state: EcsState, { clusters = ['default'] }: DescribeClustersRequest) {
  const asked = clusters.map((name) => ({ name, record: state.clusters.get(lastPart(name)) }));
  return {
    clusters: asked.flatMap(({ record }) => (record === undefined ? [] : [clusterAnswer(state, record)])),
    failures: asked
      .filter(({ record }) => record === undefined)
      .map(({ name }) => ({ arn: clusterArn(state, lastPart(name)), reason: 'MISSING' })),
  };
}

export function listClusters(state: EcsState, request: ListClustersRequest) {
  const arns = [...state.clusters.values()].map(({ arn }) => arn);
  const { items, nextToken } = page(arns, request);
  return { clusterArns: items, nextToken };
}

function clusterAnswer(state: EcsState, cluster: ClusterRecord): Cluster {
  const tasks = state.tasks.filter(({ service }) => service.cluster === cluster);
  const services = state.services.filter((each) => each.cluster === cluster && each.status === 'ACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.length,
    statistics: [],
    tags: [],
    settings: [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  };
}
