/**
 * BLUE_GREEN, LINEAR and CANARY: the new revision (green) comes up beside the old one (blue), which runs at its
 * full count until CLEAN_UP; traffic moves over stage by stage, and goes back at once when the deployment does.
 */
import { crewOf, isActive, isInPlace } from '../counts.ts';
import type { DeploymentRecord, LifecycleRecord, TaskRecord } from '../model.ts';
import { leastHealthyFirst, rolling } from './rolling-strategy.ts';
import { advance, ofDeployment } from './stage-moves.ts';
import { isBefore } from './stages.ts';
import type { Launch, Look, Step, Strategy } from './strategy.ts';
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

/** Starts what each revision lacks and stops what it has too much, whatever the two percentages say. */
function scale({ state, service, primary, tasks }: Look, lifecycle: LifecycleRecord): Step {
  const deployments = new Set([primary, ...tasks.map(({ deployment }) => deployment)]);
  const start: Launch[] = [];
  const stop: TaskRecord[] = [];
  for (const deployment of deployments) {
    const own = ofDeployment(tasks, deployment).filter(isActive);
    const crew = crewOf(own);
    const fit = crew.active - crew.unfit;
    const wanted = wantedOf(deployment, primary, lifecycle, service.desiredCount) ?? fit;
    const held = deployment.rolloutState === 'FAILED' || deployment.launchAfter > state.clock.now();
    if (wanted > fit && !held) start.push({ deployment, count: wanted - fit });
    // Only the two percentages would let replacements start before them.
    stop.push(...leastHealthyFirst(own).slice(0, Math.max(0, fit - wanted) + crew.unfit));
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

/** The bake is a stage of its own: unlike for ROLLING, nothing is waited for once all is in place. */
function isDone(look: Look): boolean {
  const lifecycle = look.service.history[0]?.lifecycle;
  if (look.primary.rolloutState === 'FAILED') return false;
  const under = look.primary.rolloutState === 'IN_PROGRESS' && lifecycle !== undefined;
  return (!under || lifecycle.stage === 'CLEAN_UP') && isInPlace(look);
}
