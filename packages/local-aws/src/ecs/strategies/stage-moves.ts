/** How a deployment that shifts traffic moves from stage to stage: what begins with one, and what ends it. */
import { crewOf } from '../counts.ts';
import type { DeploymentRecord, LifecycleRecord, ServiceDeploymentRecord, TaskRecord } from '../model.ts';
import { failDeployment } from '../rollbacks.ts';
import { judgeHooks, lookAtHooks, startHooks } from './hooks.ts';
import { minutes, nextProduction, stageAfter, stepBake, type Stage } from './stages.ts';
import type { Look } from './strategy.ts';
import { shiftTraffic } from './traffic.ts';

/** One stage at a look, as soon as its hooks have succeeded and its own work is done. */
export function advance(look: Look, record: ServiceDeploymentRecord, lifecycle: LifecycleRecord): void {
  if (lifecycle.since === undefined) {
    enter(look, record, lifecycle, lifecycle.stage);
    return;
  }
  lookAtHooks(lifecycle.hooks, look.state.functions, look.state.clock.now());
  const verdict = judgeHooks(lifecycle.hooks);
  switch (verdict.kind) {
    case 'waiting':
      return;
    case 'failed':
      failByHook(look, record, lifecycle, verdict.hook.targetArn ?? verdict.hook.id);
      return;
    case 'passed':
      if (isThrough(look, record, lifecycle, lifecycle.since)) {
        enter(look, record, lifecycle, stageAfter(lifecycle.stage, lifecycle.production));
      }
  }
}

function failByHook(
  { state, service, primary }: Look,
  record: ServiceDeploymentRecord,
  { stage }: LifecycleRecord,
  hook: string,
): void {
  failDeployment(state, service, record, {
    reason: `ECS deployment lifecycle hook ${hook} did not succeed at ${stage}.`,
    event: `(deployment ${primary.id}) deployment failed: lifecycle hook failed.`,
    rollbackReason: `Service deployment rolled back because the lifecycle hook ${hook} did not succeed at ${stage}.`,
  });
}

function enter(look: Look, record: ServiceDeploymentRecord, lifecycle: LifecycleRecord, stage: Stage): void {
  const { state, primary } = look;
  const now = state.clock.now();
  const configuration = configurationOf(record);
  lifecycle.stage = stage;
  lifecycle.since = now;
  lifecycle.hooks = startHooks(configuration, stage, now, state.ids);
  record.updatedAt = new Date(now);
  if (stage === 'TEST_TRAFFIC_SHIFT') lifecycle.test = 100;
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT') {
    lifecycle.production = nextProduction(configuration, lifecycle.production);
  }
  // Alarms are watched until the bake time is over.
  if (stage === 'CLEAN_UP' && record.alarms.status === 'MONITORING') {
    record.alarms.status = 'MONITORING_COMPLETE';
  }
  // The first stage too: a deployment that was superseded may have left traffic with its own tasks.
  shiftTraffic(state, lifecycle, primary);
}

const configurationOf = ({ deployment }: ServiceDeploymentRecord) =>
  deployment.revision.settings.deploymentConfiguration ?? {};

/** @param since when the stage began, in milliseconds since the epoch */
function isThrough(
  { state, service, primary, tasks }: Look,
  record: ServiceDeploymentRecord,
  { stage, source, production }: LifecycleRecord,
  since: number,
): boolean {
  const configuration = configurationOf(record);
  const passed = state.clock.now() - since;
  switch (stage) {
    case 'RECONCILE_SERVICE':
      return !tasks.some(
        ({ deployment, lastStatus }) =>
          deployment !== primary && deployment !== source && lastStatus !== 'STOPPED',
      );
    case 'SCALE_UP':
      return crewOf(ofDeployment(tasks, primary)).healthy >= service.desiredCount;
    case 'PRODUCTION_TRAFFIC_SHIFT':
      return production === 100 || passed >= stepBake(configuration);
    case 'BAKE_TIME':
      return passed >= minutes(configuration.bakeTimeInMinutes ?? 0);
    case 'CLEAN_UP':
      return false;
    default:
      return true;
  }
}

export const ofDeployment = (tasks: readonly TaskRecord[], deployment: DeploymentRecord): TaskRecord[] =>
  tasks.filter((task) => task.deployment === deployment);
