/**
 * What follows from where the way back stands: its end counts only when the tasks that run prove it, and a
 * deployment of somebody else that came over it is no failure of ours.
 */
import type { Failure } from '@slipway/action-kit/failures';
import { ended, knownOf } from '../endings.ts';
import { nextStep } from '../evidence.ts';
import { stuck } from '../ending/getting-stuck.ts';
import { line, saidEachMinute } from '../telling.ts';
import { counted, lastPart, revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Baseline, Reason } from '../facts.ts';
import type { Ended, RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { servesAtAll, servingNow, type Seen } from '../ending/serving.ts';
import { superseded } from '../ending/superseding.ts';
import { isElsewhere, tookOver } from '../ending/takeover.ts';
import { leftByEcs } from './restoring.ts';
import { carrierIn, type Standing } from './way-back.ts';

export type Proven =
  RollingBack | Ended<'rolled-back'> | Ended<'succeeded'> | Ended<'superseded'> | Ended<'stuck'>;

export function whereItStands(phase: RollingBack, standing: Standing, ports: Ports): Promise<Proven> {
  switch (standing.kind) {
    case 'done':
      return prove(phase, ports);
    case 'failed':
      return failed(phase, standing, ports);
    case 'astray':
      return Promise.resolve(anew(phase, standing.why, ports));
    case 'under-way':
      return unlessLate(phase, standing.why, ports);
  }
}

/** Waited for, it would never end at the baseline: that is asked for by an update, after another look. */
function anew(phase: RollingBack, why: string, ports: Ports): RollingBack {
  const { started, baseline } = phase;
  ports.log.info(line(started, ports, `${why}, which is not ${revisionName(baseline.taskDefinition)}.`));
  return { ...phase, giveBack: undefined };
}

/** ECS is done; it counts once only tasks of the baseline run, and as many as it had. */
async function prove(phase: RollingBack, ports: Ports): Promise<Proven> {
  const { started, baseline } = phase;
  const serving = await servingNow(started.request.name, ports);
  if (serving !== undefined && isTaken(serving.service, phase))
    return overtaken(phase, serving.service, ports);
  if (serving !== undefined && isBack(serving, baseline)) return proven(phase, serving, ports);
  const unproven = { ...phase, isUnproven: true };
  return unlessLate(unproven, 'ECS is done, and the tasks that run do not prove it', ports);
}

/** Only tasks of the baseline run, and enough of them. */
const isBack = (serving: Seen, { taskDefinition, desired }: Baseline): boolean =>
  serving.taskDefinition === taskDefinition &&
  servesAtAll(serving) &&
  serving.tasks >= Math.min(desired, serving.service.desired);

/** Somebody who asked for the way back has what was asked for; nobody else wanted it. */
function proven(
  { started, reason, blame, giveBack, evidence, since }: RollingBack,
  { taskDefinition, tasks }: Seen,
  { clock }: Pick<Ports, 'clock'>,
  warnings: readonly string[] = [],
): Ended<'rolled-back'> | Ended<'succeeded'> {
  const serving = { taskDefinition, tasks };
  const left = giveBack?.way === 'stop-deployment' ? leftByEcs(started) : [];
  const known = {
    ...knownOf(started),
    giveBack,
    serving,
    rollbackAt: since,
    warnings: [...warnings, ...left],
  };
  const { request } = started;
  if (request.mode === 'rollback') {
    const text = `Rolled back as it was asked for: ${revisionName(taskDefinition)} serves again with ${counted(tasks, 'task')}`;
    return ended('succeeded', request, { code: 'succeeded', text }, clock.now(), known);
  }
  const hint = nextStep(evidence);
  return ended('rolled-back', request, reason, clock.now(), { ...known, evidence, hint, ...blame });
}

/** A deployment ends the one that carries the way back: that is no failure of it, and one of the baseline carries on. */
async function failed(
  phase: RollingBack,
  { giveBack, why, status }: Extract<Standing, { kind: 'failed' }>,
  ports: Ports,
): Promise<Proven> {
  const service = await ports.services.describe(phase.started.request.name);
  if (service !== undefined && isTaken(service, phase)) return overtaken(phase, service, ports);
  // What ECS went back to is the baseline itself: an alarm that our own revision set off ends its way back, too.
  const isAsked = service?.taskDefinition === phase.baseline.taskDefinition;
  if (status === 'ROLLBACK_SUCCESSFUL' && isAsked) return prove(phase, ports);
  const carrier = service && carrierIn(service, phase);
  if (carrier !== undefined && carrier !== giveBack.deployment) {
    const { started, baseline } = phase;
    const name = revisionName(baseline.taskDefinition);
    ports.log.info(line(started, ports, `Deployment ${lastPart(carrier)} puts ${name} back now.`));
    return { ...phase, giveBack: { way: 'update-service', deployment: carrier } };
  }
  // What ECS had not named when the way back was asked for may be our own, which the way back ended.
  const isUnnamed = phase.started.deployment === undefined && carrier !== undefined;
  if (isUnnamed) return unlessLate(phase, why, ports);
  if (status === 'STOPPED' && isAsked) return provenAllTheSame(phase, why, ports);
  return stuckBack(phase, { code: 'rollback-failed', text: both(phase, why) }, ports);
}

/** An alarm of the service without rollback ends a deployment where it stands, and that may be far enough. */
async function provenAllTheSame(phase: RollingBack, why: string, ports: Ports): Promise<Proven> {
  const { started, baseline } = phase;
  const serving = await servingNow(started.request.name, ports);
  if (serving === undefined || !isBack(serving, baseline))
    return stuckBack(phase, { code: 'rollback-failed', text: both(phase, why) }, ports);
  const warning = `${revisionName(baseline.taskDefinition)} serves, and yet ${why.replace(/\.$/, '')}.`;
  return proven(phase, serving, ports, [warning]);
}

function isTaken(service: ServiceState, { started, baseline, giveBack }: RollingBack): boolean {
  const isWayBack = service.deployment === giveBack?.deployment;
  const isGoing = service.status !== 'ACTIVE';
  return (isGoing || !isWayBack) && isElsewhere(service, started, baseline.taskDefinition);
}

function overtaken(phase: RollingBack, service: ServiceState, ports: Ports): Promise<Ended<'superseded'>> {
  const { started, baseline, giveBack, evidence, since } = phase;
  const from = `from the way back to ${revisionName(baseline.taskDefinition)}`;
  const text = both(phase, `${tookOver(service)} ${from}`);
  return superseded(started, text, ports, { giveBack, evidence, rollbackAt: since });
}

/** @param why it does not serve again yet, as far as that is known. */
export function awaited(phase: RollingBack, why: string, ports: Ports): RollingBack {
  const text = `${revisionName(phase.baseline.taskDefinition)} does not serve again yet (${why})`;
  return { ...phase, said: saidEachMinute(phase.said, text, phase.started, ports) };
}

async function unlessLate(
  phase: RollingBack,
  why: string,
  ports: Ports,
): Promise<RollingBack | Ended<'stuck'>> {
  if (ports.clock.now() < phase.until) return awaited(phase, why, ports);
  const text = both(phase, `the way back is not done in time (${why})`);
  return stuckBack(phase, { code: 'rollback-timeout', text }, ports);
}

export function stuckBack(
  { started, blame, giveBack, evidence, since }: RollingBack,
  reason: Reason,
  ports: Ports,
  failure?: Failure,
): Promise<Ended<'stuck'>> {
  return stuck(started, reason, ports, {
    ...(failure === undefined ? blame : {}),
    giveBack,
    evidence,
    rollbackAt: since,
    failure,
  });
}

/** What went wrong first, and what went wrong on the way back. */
export const both = ({ reason }: RollingBack, then: string): string => `${reason.text}; ${then}`;
