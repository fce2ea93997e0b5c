/**
 * The phase that puts the baseline back: what vanishes is read first, the way back is asked for once, the rest
 * of the evidence is read meanwhile, and the end counts only when the tasks that run prove it.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, reasonOf } from './endings.ts';
import { durable, perishable } from './gathering.ts';
import { askForBaseline, wayBackStands, type Standing } from './giving-back.ts';
import { line } from './looking.ts';
import { revisionName } from './names.ts';
import { pause } from './pace.ts';
import type { Ended, Reason, RollingBack } from './phases.ts';
import type { Ports } from './ports.ts';
import { servingNow } from './serving.ts';

type Next = RollingBack | Ended<'rolled-back'> | Ended<'stuck'>;

export async function rollingBack(phase: RollingBack, ports: Ports): Promise<Next> {
  try {
    if (phase.giveBack === undefined) return await ask(phase, ports);
    if (ports.cancelled.aborted) return handOver(phase, ports);
    if (!phase.gathered) return await gather(phase, ports);
    return await follow(phase, ports);
  } catch (thrown) {
    return missed(phase, asFailure(thrown), ports);
  }
}

async function ask(phase: RollingBack, ports: Ports): Promise<RollingBack> {
  const { started } = phase;
  if (phase.misses > 0) await ports.clock.sleep(waitFor(phase, ports), ports.cancelled);
  // The job's last seconds belong to the way back alone.
  const targets =
    ports.cancelled.aborted || phase.misses > 0 ? phase.evidence.targets : await perishable(started, ports);
  const { giveBack, breaker } = await askForBaseline(phase, ports);
  const name = revisionName(phase.baseline.taskDefinition);
  ports.log.info(line(started, ports, `ECS was asked to put ${name} back (${giveBack.way}).`));
  return { ...phase, giveBack, evidence: { ...phase.evidence, targets, breaker }, misses: 0 };
}

async function gather(phase: RollingBack, ports: Ports): Promise<RollingBack> {
  const found = await durable(phase.started, phase.stopped, ports);
  return { ...phase, evidence: { ...phase.evidence, ...found }, gathered: true };
}

async function follow(phase: RollingBack, ports: Ports): Promise<Next> {
  await ports.clock.sleep(waitFor(phase, ports), ports.cancelled);
  if (ports.cancelled.aborted) return handOver(phase, ports);
  const standing = await wayBackStands(phase, ports);
  const next = { ...phase, giveBack: standing.giveBack, misses: 0 };
  switch (standing.kind) {
    case 'done':
      return prove(next, ports);
    case 'failed':
      return stuck(next, { code: 'rollback-failed', text: both(phase, standing.why) }, ports);
    case 'under-way':
      return inTime(next, standing, ports);
  }
}

/** ECS is done; it counts once only tasks of the baseline run, and as many as it had. */
async function prove(phase: RollingBack, ports: Ports): Promise<Next> {
  const { started, baseline } = phase;
  const serving = await servingNow(started.request.name, ports);
  const enough =
    serving !== undefined && serving.tasks >= Math.min(baseline.desired, serving.service.desired);
  if (serving?.taskDefinition !== baseline.taskDefinition || !enough) {
    return inTime(phase, { why: 'ECS is done, and the tasks that run do not prove it' }, ports);
  }
  const { reason, giveBack, evidence, since } = phase;
  return ended('rolled-back', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    giveBack,
    serving: { taskDefinition: serving.taskDefinition, tasks: serving.tasks },
    evidence,
    rollbackAt: since,
    hint: 'Correct what the evidence names and deploy again.',
  });
}

async function inTime(
  phase: RollingBack,
  { why }: Pick<Standing & { why: string }, 'why'>,
  ports: Ports,
): Promise<RollingBack | Ended<'stuck'>> {
  if (ports.clock.now() < phase.until) return phase;
  return stuck(
    phase,
    { code: 'rollback-timeout', text: both(phase, `the way back is not done in time (${why})`) },
    ports,
  );
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
    return stuck(phase, { code, text: both(phase, text) }, ports, failure);
  }
  return { ...phase, misses: phase.misses + 1 };
}

async function stuck(
  phase: RollingBack,
  reason: Reason,
  ports: Ports,
  failure?: Failure,
): Promise<Ended<'stuck'>> {
  const { started, giveBack, evidence, since } = phase;
  const serving = await servingNow(started.request.name, ports);
  return ended('stuck', started.request, reason, ports.clock.now(), {
    ...knownOf(started),
    giveBack,
    serving,
    evidence,
    rollbackAt: since,
    hint: failure?.hint ?? 'Look at the service in the console: a person is needed.',
    failureKind: failure?.kind ?? 'outcome',
  });
}

/** What went wrong first, and what went wrong on the way back. */
const both = ({ reason }: RollingBack, then: string): string => `${reason.text}; ${then}`;

function waitFor({ started, misses, until }: RollingBack, ports: Ports): number {
  const rest = until - ports.clock.now();
  return Math.max(0, Math.min(rest, pause(started.request.pollInterval, misses, ports.random)));
}
