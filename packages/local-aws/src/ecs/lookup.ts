/** Finds what a request names, by name or ARN, or answers with the error that ECS has for it. */
import { ServiceError } from '../service.ts';
import type { ClusterRecord, EcsState, ServiceRecord, TaskDefinitionRecord } from './model.ts';
import { lastPart } from './names.ts';

export function clusterNamed(state: EcsState, nameOrArn: string | undefined): ClusterRecord {
  const cluster = state.clusters.get(lastPart(nameOrArn ?? 'default'));
  if (cluster?.status !== 'ACTIVE') throw new ServiceError('ClusterNotFoundException', 'Cluster not found.');
  return cluster;
}

/** The newest one of this name, deleted or not. */
export function findService(
  state: EcsState,
  cluster: ClusterRecord,
  nameOrArn: string,
): ServiceRecord | undefined {
  const name = lastPart(nameOrArn);
  return state.services.findLast((each) => each.cluster === cluster && each.name === name);
}

/** One that is ACTIVE. */
export function activeService(
  state: EcsState,
  clusterName: string | undefined,
  nameOrArn: string | undefined,
): ServiceRecord {
  const service = findService(state, clusterNamed(state, clusterName), nameOrArn ?? '');
  if (service === undefined) throw new ServiceError('ServiceNotFoundException', 'Service not found.');
  if (service.status !== 'ACTIVE') {
    throw new ServiceError('ServiceNotActiveException', 'Service was not ACTIVE.');
  }
  return service;
}

/** By ARN, `family:revision`, or `family` for the newest that is ACTIVE. */
export function findTaskDefinition(state: EcsState, name: string): TaskDefinitionRecord | undefined {
  const [family = '', revision] = lastPart(name).split(':');
  const records = state.families.get(family) ?? [];
  if (revision === undefined) return records.findLast(({ status }) => status === 'ACTIVE');
  const found = records.find((each) => String(each.revision) === revision);
  return name.startsWith('arn:') && found?.arn !== name ? undefined : found;
}

/** One that a service may run. */
export function activeTaskDefinition(state: EcsState, name: string | undefined): TaskDefinitionRecord {
  const found = findTaskDefinition(state, name ?? '');
  if (found === undefined) throw new ServiceError('ClientException', 'TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw new ServiceError('ClientException', 'TaskDefinition is inactive');
  return found;
}
