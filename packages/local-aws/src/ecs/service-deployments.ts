/** Service deployments and service revisions: list, describe, stop. */
import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceRevisionsRequest,
  Failure,
  ListServiceDeploymentsRequest,
  ServiceDeployment,
  StopServiceDeploymentRequest,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../service.ts';
import { serviceRevisionAnswer } from './answers.ts';
import { serviceDeploymentAnswer, serviceDeploymentBrief } from './service-deployment-answers.ts';
import { isOver } from './deployments.ts';
import { clusterNamed, findService } from './lookup.ts';
import type { EcsState, ServiceDeploymentRecord, ServiceRecord } from './model.ts';
import { atMost, page } from './paging.ts';
import { requestRollback } from './rollbacks.ts';
import type { Scheduler } from './scheduler.ts';

export function listServiceDeployments(state: EcsState, request: ListServiceDeploymentsRequest) {
  const service = findService(state, clusterNamed(state, request.cluster), request.service ?? '');
  if (service === undefined) throw new ServiceError('ServiceNotFoundException', 'Service not found.');
  const { status, createdAt } = request;
  const records = service.history
    .filter((record) => status === undefined || status.length === 0 || status.includes(record.status))
    .filter((record) => createdAt?.after === undefined || record.createdAt > createdAt.after)
    .filter((record) => createdAt?.before === undefined || record.createdAt < createdAt.before);
  const { items, nextToken } = page(records, request, 20);
  return {
    serviceDeployments: items.map((record) => serviceDeploymentBrief(service, record)),
    nextToken,
  };
}

export function describeServiceDeployments(state: EcsState, request: DescribeServiceDeploymentsRequest) {
  const arns = request.serviceDeploymentArns ?? [];
  atMost(20, arns, 'serviceDeploymentArns');
  const serviceDeployments: ServiceDeployment[] = [];
  const failures: Failure[] = [];
  for (const arn of arns) {
    const found = findServiceDeployment(state, arn);
    if (found === undefined) failures.push({ arn, reason: 'MISSING' });
    else serviceDeployments.push(serviceDeploymentAnswer(state, found.service, found.record));
  }
  return { serviceDeployments, failures };
}

/** From a deployment that is stopping or rolling back already, it just goes on. */
export function stopServiceDeployment(
  state: EcsState,
  scheduler: Scheduler,
  { serviceDeploymentArn = '', stopType = 'ROLLBACK' }: StopServiceDeploymentRequest,
) {
  const found = findServiceDeployment(state, serviceDeploymentArn);
  if (found === undefined) {
    throw new ServiceError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
  }
  const { service, record } = found;
  if (stopType !== 'ROLLBACK') {
    throw new ServiceError('InvalidParameterException', `The stop type ${stopType} is not supported.`);
  }
  if (isOver(record)) {
    throw new ServiceError(
      'ConflictException',
      `The service deployment can not be stopped because it is in the ${record.status} state.`,
    );
  }
  const isStopping = record.status === 'STOP_REQUESTED' || record.rollback !== undefined;
  if (!isStopping) requestRollback(state, service, record);
  scheduler.wake(service);
  return { serviceDeploymentArn: record.arn };
}

export function describeServiceRevisions(state: EcsState, request: DescribeServiceRevisionsRequest) {
  const arns = request.serviceRevisionArns ?? [];
  atMost(20, arns, 'serviceRevisionArns');
  const all = state.services.flatMap((service) =>
    service.revisions.map((revision) => ({ service, revision })),
  );
  const asked = arns.map((arn) => ({ arn, found: all.find(({ revision }) => revision.arn === arn) }));
  return {
    serviceRevisions: asked.flatMap(({ found }) =>
      found === undefined ? [] : [serviceRevisionAnswer(found.service, found.revision)],
    ),
    failures: asked.filter(({ found }) => found === undefined).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  };
}

/** Of any service. */
export function findServiceDeployment(
  state: EcsState,
  arn: string,
): { readonly service: ServiceRecord; readonly record: ServiceDeploymentRecord } | undefined {
  for (const service of state.services) {
    const record = service.history.find((each) => each.arn === arn);
    if (record !== undefined) return { service, record };
  }
  return undefined;
}
