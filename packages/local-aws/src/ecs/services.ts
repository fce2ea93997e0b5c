/** Services: create, update, describe, list, delete. */
import type {
  CreateServiceRequest,
  DeleteServiceRequest,
  DeploymentConfiguration,
  DescribeServicesRequest,
  Failure,
  ListServicesRequest,
  Service,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { serviceAnswer } from './answers.ts';
import { controllerOf, refuseUpdate } from './deployment-controllers.ts';
import { beginDeployment, newRevision, stopRunning } from './deployments.ts';
import { activeService, activeTaskDefinition, clusterNamed, findService } from './lookup.ts';
import type { EcsState, ServiceRecord, ServiceSettings, TaskDefinitionRecord } from './model.ts';
import { lastPart, serviceArn } from './names.ts';
import { atMost, page } from './paging.ts';
import type { Scheduler } from './scheduler.ts';
import { checkService, needsDeployment } from './service-rules.ts';
import { mergedConfiguration } from './strategies/strategy-settings.ts';

export function createService(state: EcsState, scheduler: Scheduler, request: CreateServiceRequest) {
  const { cluster: clusterName, serviceName: name = '', taskDefinition, desiredCount = 0 } = request;
  const cluster = clusterNamed(state, clusterName);
  const existing = findService(state, cluster, name);
  if (existing !== undefined && existing.status !== 'INACTIVE') {
    throw new ServiceError('InvalidParameterException', 'Creation of service was not idempotent.');
  }
  const settings = createdSettings(request);
  const definition = definitionFor(state, settings, taskDefinition);
  checkService(state, settings, desiredCount, definition);
  const service: ServiceRecord = {
    name,
    arn: serviceArn(state, cluster.name, name),
    cluster,
    createdAt: new Date(state.clock.now()),
    tags: request.tags ?? [],
    status: 'ACTIVE',
    desiredCount,
    settings,
    deployments: [],
    history: [],
    revisions: [],
    events: [],
    ongoing: new Map(),
    steady: false,
  };
  state.services.push(service);
  if (definition !== undefined) {
    if (controllerOf(settings) === 'ECS') beginDeployment(state, service, definition);
    else newRevision(state, service, definition);
  }
  scheduler.wake(service);
  return { service: serviceAnswer(state, service) };
}

/** Only an EXTERNAL controller brings task definitions of its own, with its task sets. */
function definitionFor(
  state: EcsState,
  settings: ServiceSettings,
  name: string | undefined,
): TaskDefinitionRecord | undefined {
  if (controllerOf(settings) !== 'EXTERNAL') return activeTaskDefinition(state, name);
  if (name === undefined) return undefined;
  throw new ServiceError('InvalidParameterException', 'TaskDefinition must be blank.');
}

/** Without the members that name, count or tag the service: those are its own. */
function createdSettings(request: CreateServiceRequest): ServiceSettings {
  const settings = Object.entries(request).filter(([name]) => !ownMembers.includes(name));
  const changes = Object.fromEntries(settings) as ServiceSettings;
  return { ...changes, deploymentConfiguration: completed(request.deploymentConfiguration) };
}

const ownMembers = [
  'cluster',
  'serviceName',
  'taskDefinition',
  'desiredCount',
  'clientToken',
  'role',
  'tags',
];

const completed = (configuration: DeploymentConfiguration | undefined): DeploymentConfiguration => ({
  ...mergedConfiguration(undefined, configuration),
  maximumPercent: configuration?.maximumPercent ?? 200,
  minimumHealthyPercent: configuration?.minimumHealthyPercent ?? 100,
  deploymentCircuitBreaker: configuration?.deploymentCircuitBreaker ?? { enable: false, rollback: false },
});

export function updateService(state: EcsState, scheduler: Scheduler, request: UpdateServiceRequest) {
  const { cluster, service: name, desiredCount, taskDefinition, forceNewDeployment, ...changes } = request;
  const service = activeService(state, cluster, name);
  refuseUpdate(service.settings, request);
  const current = service.deployments[0]?.revision.definition;
  const definition = taskDefinition === undefined ? current : activeTaskDefinition(state, taskDefinition);
  const settings = changedSettings(service.settings, changes);
  checkService(state, settings, desiredCount ?? service.desiredCount, definition);
  const deploys =
    forceNewDeployment === true || definition !== current || needsDeployment(service.settings, settings);
  service.desiredCount = desiredCount ?? service.desiredCount;
  service.settings = settings;
  if (deploys && definition !== undefined) beginDeployment(state, service, definition);
  scheduler.wake(service);
  return { service: serviceAnswer(state, service) };
}

/** What the request does not mention stays; so does what it leaves out of the deployment configuration. */
function changedSettings(
  before: ServiceSettings,
  changes: Omit<
    UpdateServiceRequest,
    'cluster' | 'service' | 'desiredCount' | 'taskDefinition' | 'forceNewDeployment'
  >,
): ServiceSettings {
  const all: [string, unknown][] = Object.entries(changes);
  const said = all.filter(([, value]) => value !== undefined);
  const deploymentConfiguration = mergedConfiguration(
    before.deploymentConfiguration,
    changes.deploymentConfiguration,
  );
  return { ...before, ...(Object.fromEntries(said) as ServiceSettings), deploymentConfiguration };
}

export function describeServices(state: EcsState, request: DescribeServicesRequest) {
  const names = request.services ?? [];
  if (names.length === 0) throw new ServiceError('InvalidParameterException', 'Services cannot be empty.');
  atMost(10, names, 'services');
  const cluster = clusterNamed(state, request.cluster);
  const withTags = request.include?.includes('TAGS') === true;
  const services: Service[] = [];
  const failures: Failure[] = [];
  for (const name of names) {
    const service = findService(state, cluster, name);
    if (service !== undefined) services.push(serviceAnswer(state, service, withTags));
    else failures.push({ arn: serviceArn(state, cluster.name, lastPart(name)), reason: 'MISSING' });
  }
  return { services, failures };
}

export function listServices(state: EcsState, request: ListServicesRequest) {
  const cluster = clusterNamed(state, request.cluster);
  const arns = state.services
    .filter((each) => each.cluster === cluster && each.status !== 'INACTIVE')
    .map(({ arn }) => arn);
  const { items, nextToken } = page(arns, request, 10);
  return { serviceArns: items, nextToken };
}

export function deleteService(state: EcsState, scheduler: Scheduler, request: DeleteServiceRequest) {
  const service = activeService(state, request.cluster, request.service);
  if (service.desiredCount > 0 && request.force !== true) {
    throw new ServiceError(
      'InvalidParameterException',
      'The service cannot be stopped while it is scaled above 0.',
    );
  }
  service.status = 'DRAINING';
  service.desiredCount = 0;
  stopRunning(service, 'The service is being deleted.', new Date(state.clock.now()));
  state.deleted({ cluster: service.cluster.name, service: service.name });
  scheduler.wake(service);
  return { service: serviceAnswer(state, service) };
}
