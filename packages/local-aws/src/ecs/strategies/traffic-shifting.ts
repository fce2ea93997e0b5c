/**
 * BLUE_GREEN, LINEAR and CANARY: the new revision (green) comes up beside the old one (blue), which runs at its
 * full count until CLEAN_UP; traffic moves over stage by stage, and goes back at once when the deployment does.
 */
import { crewOf, isActive, isInPlace } from '../counts.ts';
import type { DeploymentRecord, LifecycleRecord, ServiceDeploymentRecord, TaskRecord } from '../model.ts';
import { failDeployment } from '../rollbacks.ts';
import { judgeHooks, lookAtHooks, startHooks } from './hooks.ts';
import { leastHealthyFirst, rolling } from './rolling-strategy.ts';
import { isBefore, minutes, nextProduction, stageAfter, stepBake, type Stage } from './stages.ts';
import type { Launch, Look, Step, Strategy } from './strategy.ts';
import { shiftTraffic } from './traffic.ts';
import { sendTrafficBack } from './way-back.ts';

export const trafficShifting: Strategy = { step: stepOf, isDone };

function stepOf(look: Look): Step {
  const record = look.service.history[0];
  const lifecycle = record?.lifecycle;
  // Nothing is being deployed: what is left to do is to replace tasks that ended.
  if (record === undefined || lifecycle === undefined || look.primary.rolloutState === 'COMPLETED') {
    return rolling.step(look);
  }
  if (record.status === 'IN_PROGRESS') advance(look, record, lifecycle);
  sendTrafficBack(look.state, look.service);
  // Asked again: a hook that failed may have made the source PRIMARY.
  return scale({ ...look, primary: look.service.deployments[0] ?? look.primary }, lifecycle);
}

/** One stage at a look, as soon as its hooks have succeeded and its own work is done. */
function advance(look: Look, record: ServiceDeploymentRecord, lifecycle: LifecycleRecord): void {
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

/** Starts what each revision lacks and stops what it has too much, whatever the two percentages say. */
function scale({ state, service, primary, tasks }: Look, lifecycle: LifecycleRecord): Step {
  const deployments = new Set([primary, ...tasks.map(({ deployment }) => deployment)]);
  const start: Launch[] = [];
  const stop: TaskRecord[] = [];
  for (const deployment of deployments) {
    const own = ofDeployment(tasks, deployment).filter(isActive);
    const wanted = wantedOf(deployment, primary, lifecycle, service.desiredCount) ?? own.length;
    const held = deployment.rolloutState === 'FAILED' || deployment.launchAfter > state.clock.now();
    if (wanted > own.length && !held) start.push({ deployment, count: wanted - own.length });
    stop.push(...leastHealthyFirst(own).slice(0, Math.max(0, own.length - wanted)));
  }
  return { start, stop, blocked: false };
}

/** Undefined: as many as there are. */
function wantedOf(
  deployment: DeploymentRecord,
  primary: DeploymentRecord,
  { stage, source, sentBack }: LifecycleRecord,
  desiredCount: number,
): number | undefined {
  const goesBack = primary === source;
  if (deployment === source) return !goesBack && stage === 'CLEAN_UP' ? 0 : desiredCount;
  if (deployment === primary) return isBefore(stage, 'SCALE_UP') ? 0 : desiredCount;
  return goesBack && !sentBack ? undefined : 0;
}

const ofDeployment = (tasks: readonly TaskRecord[], deployment: DeploymentRecord): TaskRecord[] =>
  tasks.filter((task) => task.deployment === deployment);

/** The bake is a stage of its own: unlike for ROLLING, nothing is waited for once all is in place. */
function isDone(look: Look): boolean {
  const lifecycle = look.service.history[0]?.lifecycle;
  if (look.primary.rolloutState === 'FAILED') return false;
  const under = look.primary.rolloutState === 'IN_PROGRESS' && lifecycle !== undefined;
  return (!under || lifecycle.stage === 'CLEAN_UP') && isInPlace(look);
}
