/** Clusters: create, describe, list, set up, delete. */
import type {
  Cluster,
  CreateClusterRequest,
  DeleteClusterRequest,
  DescribeClustersRequest,
  ListClustersRequest,
  PutClusterCapacityProvidersRequest,
  UpdateClusterRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { isPending, isRunning } from './counts.ts';
import { clusterNamed } from './lookup.ts';
import type { ClusterRecord, ClusterSettings, EcsState } from './model.ts';
import { clusterArn, lastPart } from './names.ts';
import { page } from './paging.ts';

/** The one of this name if there is one already, as ECS has it. */
export function createCluster(state: EcsState, request: CreateClusterRequest): { cluster: Cluster } {
  const { clusterName: name = 'default', tags = [], ...asked } = request;
  const known = state.clusters.get(name);
  const record: ClusterRecord =
    known?.status === 'ACTIVE'
      ? known
      : { name, arn: clusterArn(state, name), status: 'ACTIVE', tags, settings: settingsOf(asked) };
  state.clusters.set(name, record);
  return { cluster: clusterAnswer(state, record) };
}

const settingsOf = (asked: Partial<ClusterSettings>, before?: ClusterSettings): ClusterSettings => ({
  settings: asked.settings ?? before?.settings ?? [{ name: 'containerInsights', value: 'disabled' }],
  configuration: asked.configuration ?? before?.configuration,
  capacityProviders: asked.capacityProviders ?? before?.capacityProviders ?? [],
  defaultCapacityProviderStrategy:
    asked.defaultCapacityProviderStrategy ?? before?.defaultCapacityProviderStrategy ?? [],
});

/** What its services and capacity providers are is kept and told: tasks run on Fargate all the same. */
export function updateCluster(
  state: EcsState,
  {
    cluster: name,
    ...asked
  }: Partial<UpdateClusterRequest & PutClusterCapacityProvidersRequest> &
    Pick<UpdateClusterRequest, 'cluster'>,
) {
  const record = clusterNamed(state, name);
  record.settings = settingsOf(asked, record.settings);
  return { cluster: clusterAnswer(state, record) };
}

/** It can be described as INACTIVE after that, for a while. */
export function deleteCluster(state: EcsState, { cluster: name }: DeleteClusterRequest) {
  const record = clusterNamed(state, name);
  if (state.services.some((each) => each.cluster === record && each.status !== 'INACTIVE')) {
    throw new ServiceError(
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    );
  }
  if (state.present.some(({ service }) => service.cluster === record)) {
    throw new ServiceError(
      'ClusterContainsTasksException',
      'The Cluster cannot be deleted while Tasks are active.',
    );
  }
  record.status = 'INACTIVE';
  return { cluster: clusterAnswer(state, record) };
}

/** Settings, configuration and tags are told to those who ask for them. */
export function describeClusters(
  state: EcsState,
  { clusters = ['default'], include = [] }: DescribeClustersRequest,
) {
  const asked = clusters.map((name) => ({ name, record: state.clusters.get(lastPart(name)) }));
  return {
    clusters: asked.flatMap(({ record }): Cluster[] => {
      if (record === undefined) return [];
      const { settings, configuration, tags, ...told } = clusterAnswer(state, record);
      return [
        {
          ...told,
          settings: include.includes('SETTINGS') ? settings : [],
          tags: include.includes('TAGS') ? tags : [],
          ...(include.includes('CONFIGURATIONS') && { configuration }),
        },
      ];
    }),
    failures: asked
      .filter(({ record }) => record === undefined)
      .map(({ name }) => ({ arn: clusterArn(state, lastPart(name)), reason: 'MISSING' })),
  };
}

export function listClusters(state: EcsState, request: ListClustersRequest) {
  const active = [...state.clusters.values()].filter(({ status }) => status === 'ACTIVE');
  const { items, nextToken } = page(
    active.map(({ arn }) => arn),
    request,
  );
  return { clusterArns: items, nextToken };
}

function clusterAnswer(state: EcsState, cluster: ClusterRecord): Cluster {
  const tasks = state.present.filter(({ service }) => service.cluster === cluster);
  const services = state.services.filter((each) => each.cluster === cluster && each.status === 'ACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(isRunning).length,
    pendingTasksCount: tasks.filter(isPending).length,
    activeServicesCount: services.length,
    statistics: [],
    tags: [...cluster.tags],
    ...cluster.settings,
  };
}
