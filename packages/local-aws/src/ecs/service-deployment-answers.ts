/** Service deployments as the API tells of them: status, stage, hooks, weights and what watches them. Pure. */
import type {
  DeploymentLifecycleHookDetail,
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentLifecycleStage,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import { countsOf, requestedBy } from './answers.ts';
import { breakerThreshold } from './circuit-breaker.ts';
import type {
  EcsState,
  HookRecord,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
} from './model.ts';
import { shiftedTraffic } from './strategies/traffic.ts';

export function serviceDeploymentAnswer(
  state: EcsState,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const { rollback, breaker, deployment, lifecycle } = record;
  const configuration = deployment.revision.settings.deploymentConfiguration;
  const thresholds = configuration?.deploymentCircuitBreaker?.thresholdConfiguration;
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    stoppedAt: record.stoppedAt,
    updatedAt: record.updatedAt,
    sourceServiceRevisions: record.sources.map((source) => revisionSummary(state, service, record, source)),
    targetServiceRevision: revisionSummary(state, service, record, deployment.revision),
    status: record.status,
    statusReason: record.statusReason,
    // The SDK's list lacks PRE_PRODUCTION_TRAFFIC_SHIFT, which its description of this member has.
    lifecycleStage: (lifecycle?.since === undefined ? undefined : lifecycle.stage) as
      ServiceDeploymentLifecycleStage | undefined,
    lifecycleHookDetails: lifecycle?.hooks.map(hookDetail),
    deploymentConfiguration: configuration,
    rollback: rollback && {
      reason: rollback.reason,
      startedAt: rollback.startedAt,
      serviceRevisionArn: rollback.to.revision.arn,
    },
    deploymentCircuitBreaker: {
      status: breaker.status,
      failureCount: breaker.failureCount,
      threshold: breakerThreshold(service.desiredCount, thresholds),
    },
    alarms: {
      status: record.alarms.status,
      alarmNames: [...record.alarms.names],
      triggeredAlarmNames: [...record.alarms.triggered],
    },
  };
}

const hookDetail = ({ id, expiresAt, ...hook }: HookRecord): DeploymentLifecycleHookDetail => ({
  hookId: id,
  targetType: hook.targetType,
  targetArn: hook.targetArn,
  status: hook.status,
  expiresAt: new Date(expiresAt),
  timeoutAction: hook.timeoutAction,
});

function revisionSummary(
  state: EcsState,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  revision: RevisionRecord,
): ServiceRevisionSummary {
  const { runningCount, pendingCount } = countsOf(state, (task) => task.deployment.revision === revision);
  const deployment = service.deployments.find((each) => each.revision === revision);
  const weights = trafficWeights(record, revision);
  return {
    arn: revision.arn,
    requestedTaskCount: deployment === undefined ? 0 : requestedBy(state, service, deployment),
    runningTaskCount: runningCount,
    pendingTaskCount: pendingCount,
    requestedProductionTrafficWeight: weights?.production,
    requestedTestTrafficWeight: weights?.test,
  };
}

/** What the target has, its source lacks; revisions besides them have none. */
function trafficWeights({ deployment, lifecycle }: ServiceDeploymentRecord, revision: RevisionRecord) {
  if (lifecycle === undefined) return undefined;
  const share = (percent: number): number => {
    if (revision === deployment.revision) return percent;
    return revision === lifecycle.source.revision ? Math.round((100 - percent) * 10) / 10 : 0;
  };
  const shifted = shiftedTraffic(deployment);
  return {
    production: shifted.production ? share(lifecycle.production) : undefined,
    test: shifted.test ? share(lifecycle.test) : undefined,
  };
}

export const serviceDeploymentBrief = (
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeploymentBrief => ({
  serviceDeploymentArn: record.arn,
  serviceArn: service.arn,
  clusterArn: service.cluster.arn,
  startedAt: record.startedAt,
  createdAt: record.createdAt,
  finishedAt: record.finishedAt,
  targetServiceRevisionArn: record.deployment.revision.arn,
  status: record.status,
  statusReason: record.statusReason,
});
