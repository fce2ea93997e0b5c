/** Task definitions: register, describe, list, deregister. A revision never changes but for its status. */
import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionsRequest,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { findTaskDefinition } from './lookup.ts';
import type { EcsState, TaskDefinitionRecord } from './model.ts';
import { lastPart, taskDefinitionArn } from './names.ts';
import { page } from './paging.ts';
import { checkOfWorld, checkTaskDefinition, completedContainer } from './task-definition-rules.ts';

export function registerTaskDefinition(state: EcsState, request: RegisterTaskDefinitionRequest) {
  checkTaskDefinition(request);
  return addRevision(state, request);
}

/** One that stands in the account already. */
export function addTaskDefinition(state: EcsState, request: RegisterTaskDefinitionRequest): void {
  checkOfWorld(request);
  addRevision(state, request);
}

function addRevision(state: EcsState, request: RegisterTaskDefinitionRequest) {
  const { tags = [], family = '', containerDefinitions = [], ...rest } = request;
  const revisions = state.families.get(family) ?? [];
  const revision = revisions.length + 1;
  const arn = taskDefinitionArn(state, family, revision);
  const networkMode = rest.networkMode ?? 'bridge';
  const record: TaskDefinitionRecord = {
    family,
    revision,
    arn,
    tags,
    status: 'ACTIVE',
    deregisteredAt: undefined,
    document: {
      ...rest,
      taskDefinitionArn: arn,
      family,
      revision,
      networkMode,
      volumes: rest.volumes ?? [],
      placementConstraints: rest.placementConstraints ?? [],
      compatibilities: networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EC2'],
      requiresAttributes: [],
      registeredAt: new Date(state.clock.now()),
      registeredBy: `arn:aws:iam::${state.account}:user/local`,
      containerDefinitions: containerDefinitions.map((each) => completedContainer(each, networkMode)),
    },
  };
  state.families.set(family, [...revisions, record]);
  return { taskDefinition: taskDefinitionAnswer(record), tags: [...tags] };
}

export function describeTaskDefinition(
  state: EcsState,
  { taskDefinition = '', include = [] }: DescribeTaskDefinitionRequest,
) {
  const record = findTaskDefinition(state, taskDefinition);
  if (record === undefined) throw new ServiceError('ClientException', 'Unable to describe task definition.');
  const tags = include.includes('TAGS') ? [...record.tags] : [];
  return { taskDefinition: taskDefinitionAnswer(record), tags };
}

export function deregisterTaskDefinition(
  state: EcsState,
  { taskDefinition = '' }: DeregisterTaskDefinitionRequest,
) {
  const record = lastPart(taskDefinition).includes(':')
    ? findTaskDefinition(state, taskDefinition)
    : undefined;
  if (record === undefined) {
    throw new ServiceError('ClientException', 'The specified task definition does not exist.');
  }
  record.status = 'INACTIVE';
  record.deregisteredAt ??= new Date(state.clock.now());
  return { taskDefinition: taskDefinitionAnswer(record) };
}

export function listTaskDefinitions(state: EcsState, request: ListTaskDefinitionsRequest) {
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = request;
  const records = [...state.families.values()]
    .flat()
    .filter((record) => record.status === status)
    .filter((record) => familyPrefix === undefined || record.family === familyPrefix)
    .map(({ arn }) => arn);
  const { items, nextToken } = page(sort === 'DESC' ? records.reverse() : records, request);
  return { taskDefinitionArns: items, nextToken };
}

export function listTaskDefinitionFamilies(state: EcsState, request: ListTaskDefinitionFamiliesRequest) {
  const { familyPrefix = '', status = 'ACTIVE' } = request;
  const families = [...state.families]
    .filter(([family]) => family.startsWith(familyPrefix))
    .filter(([, records]) => {
      const active = records.some((record) => record.status === 'ACTIVE');
      return status === 'ALL' || active === (status === 'ACTIVE');
    })
    .map(([family]) => family);
  const { items, nextToken } = page(families, request);
  return { families: items, nextToken };
}

const taskDefinitionAnswer = ({
  document,
  status,
  deregisteredAt,
}: TaskDefinitionRecord): TaskDefinition => ({
  ...document,
  status,
  deregisteredAt,
});
