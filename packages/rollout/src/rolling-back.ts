/**
 * The phase that puts the baseline back: what vanishes is read first, the way back is asked for once, the rest
 * of the evidence is read meanwhile, and the end counts only when the tasks that run prove it.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, reasonOf } from './endings.ts';
import { durable, perishable } from './gathering.ts';
import { stuck } from './getting-stuck.ts';
import { askForBaseline } from './giving-back.ts';
import { line } from './looking.ts';
import { lastPart, revisionName } from './names.ts';
import type { ServiceState } from './observations.ts';
import { pause } from './pace.ts';
import type { Ended, Reason, RollingBack } from './phases.ts';
import type { Ports } from './ports.ts';
import { inTime, noAnswer, oneLook, orCancelled } from './racing.ts';
import { servingNow } from './serving.ts';
import { succeeded } from './succeeding.ts';
import { superseded } from './superseding.ts';
import { isForeign, tookOver } from './takeover.ts';
import { wayBackStands } from './way-back.ts';

type Next =
  | RollingBack
  | Ended<'rolled-back'>
  | Ended<'superseded'>
  /** ECS had finished before anything was asked for, and nothing was said against the revision. */
  | Ended<'succeeded'>
  | Ended<'stuck'>;

export async function rollingBack(phase: RollingBack, ports: Ports): Promise<Next> {
  try {
    if (phase.giveBack === undefined) return await ask(phase, ports);
    const step = phase.gathered ? follow(phase, ports) : gather(phase, ports);
    return (await orCancelled(step, ports.cancelled)) ?? handOver(phase, ports);
  } catch (thrown) {
    return missed(phase, asFailure(thrown), ports);
  }
}

async function ask(phase: RollingBack, ports: Ports): Promise<Next> {
  const { started, baseline, reason } = phase;
  if (phase.misses > 0) await ports.clock.sleep(waitFor(phase, ports), ports.cancelled);
  // The job's last seconds belong to the way back alone.
  const targets =
    ports.cancelled.aborted || phase.misses > 0 ? phase.evidence.targets : await perishable(started, ports);
  const { answer, breaker } = await askForBaseline(phase, ports);
  if (answer.kind === 'finished') return succeeded(started, answer.serving, ports);
  if (answer.kind === 'overtaken') {
    const from = revisionName(started.taskDefinition);
    const text = `${reason.text}; ${tookOver(answer.service)} from ${from}, and it is left alone`;
    return superseded(started, text, ports);
  }
  const { giveBack, byUs } = answer;
  const name = revisionName(baseline.taskDefinition);
  const words = byUs
    ? `ECS was asked to put ${name} back (${giveBack.way}).`
    : `${name} is being put back already, by deployment ${lastPart(giveBack.deployment ?? '')}.`;
  ports.log.info(line(started, ports, words));
  return { ...phase, giveBack, evidence: { ...phase.evidence, targets, breaker }, misses: 0 };
}

async function gather(phase: RollingBack, ports: Ports): Promise<RollingBack> {
  const found = await durable(phase.started, phase.reason, phase.stopped, ports);
  return { ...phase, evidence: { ...phase.evidence, ...found }, gathered: true };
}

async function follow(phase: RollingBack, ports: Ports): Promise<Next> {
  await ports.clock.sleep(waitFor(phase, ports), ports.cancelled);
  if (ports.cancelled.aborted) return handOver(phase, ports);
  const until = Math.max(phase.until, ports.clock.now() + oneLook);
  const standing = await inTime(wayBackStands(phase, ports), until, ports.clock);
  if (standing === undefined) return missed(phase, noAnswer, ports);
  const next = { ...phase, giveBack: standing.giveBack, misses: 0 };
  switch (standing.kind) {
    case 'done':
      return prove(next, ports);
    case 'failed':
      return failed(next, standing.why, ports);
    case 'under-way':
      return unlessLate(next, standing.why, ports);
  }
}

/** ECS is done; it counts once only tasks of the baseline run, and as many as it had. */
async function prove(phase: RollingBack, ports: Ports): Promise<Next> {
  const { started, baseline, reason, giveBack, evidence, since } = phase;
  const serving = await servingNow(started.request.name, ports);
  if (serving !== undefined && isTaken(serving.service, phase))
    return overtaken(phase, serving.service, ports);
  const enough =
    serving !== undefined && serving.tasks >= Math.min(baseline.desired, serving.service.desired);
  if (serving?.taskDefinition !== baseline.taskDefinition || !enough) {
    return unlessLate(phase, 'ECS is done, and the tasks that run do not prove it', ports);
  }
  return ended('rolled-back', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    giveBack,
    serving: { taskDefinition: serving.taskDefinition, tasks: serving.tasks },
    evidence,
    rollbackAt: since,
    hint: 'Correct what the evidence names and deploy again.',
  });
}

/** Somebody's deployment ends the one that carries the way back: that is no failure of it. */
async function failed(phase: RollingBack, why: string, ports: Ports): Promise<Next> {
  const service = await ports.services.describe(phase.started.request.name);
  if (service !== undefined && isTaken(service, phase)) return overtaken(phase, service, ports);
  return stuckBack(phase, { code: 'rollback-failed', text: both(phase, why) }, ports);
}

function isTaken(service: ServiceState, { started, baseline, giveBack }: RollingBack): boolean {
  const isWayBack = service.deployment === giveBack?.deployment;
  return !isWayBack && isForeign(service, started) && service.taskDefinition !== baseline.taskDefinition;
}

function overtaken(phase: RollingBack, service: ServiceState, ports: Ports): Promise<Ended<'superseded'>> {
  const { started, baseline, giveBack, evidence, since } = phase;
  const from = `from the way back to ${revisionName(baseline.taskDefinition)}`;
  const text = both(phase, `${tookOver(service)} ${from}`);
  return superseded(started, text, ports, { giveBack, evidence, rollbackAt: since });
}

async function unlessLate(
  phase: RollingBack,
  why: string,
  ports: Ports,
): Promise<RollingBack | Ended<'stuck'>> {
  if (ports.clock.now() < phase.until) return phase;
  const text = both(phase, `the way back is not done in time (${why})`);
  return stuckBack(phase, { code: 'rollback-timeout', text }, ports);
}

/** On cancel: the way back was asked for, and the post step of this job resumes here. */
function handOver(phase: RollingBack, ports: Ports): Ended<'stuck'> {
  const { started, baseline, giveBack, evidence, since } = phase;
  const asked =
    giveBack === undefined
      ? 'ECS could not be asked yet'
      : `ECS was asked to put ${revisionName(baseline.taskDefinition)} back`;
  const text = both(phase, `${asked}; the post step of this job follows it`);
  const known = { ...knownOf(started), giveBack, evidence, rollbackAt: since, unfinished: phase };
  return ended('stuck', started.request, { code: 'cancelled', text }, ports.clock.now(), known);
}

async function missed(phase: RollingBack, failure: Failure, ports: Ports): Promise<Next> {
  if (ports.cancelled.aborted) return handOver(phase, ports);
  const over = ports.clock.now() >= phase.until;
  if (failure.kind !== 'upstream' || over) {
    const { code, text } = reasonOf(failure);
    return stuckBack(phase, { code, text: both(phase, text) }, ports, failure);
  }
  return { ...phase, misses: phase.misses + 1 };
}

function stuckBack(
  { started, giveBack, evidence, since }: RollingBack,
  reason: Reason,
  ports: Ports,
  failure?: Failure,
): Promise<Ended<'stuck'>> {
  return stuck(started, reason, ports, { giveBack, evidence, rollbackAt: since, failure });
}

/** What went wrong first, and what went wrong on the way back. */
const both = ({ reason }: RollingBack, then: string): string => `${reason.text}; ${then}`;

function waitFor({ started, misses, until }: RollingBack, ports: Ports): number {
  const rest = until - ports.clock.now();
  return Math.max(0, Math.min(rest, pause(started.request.pollInterval, misses, ports.random)));
}
