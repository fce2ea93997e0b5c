/**
 * The phase that puts the baseline back: what vanishes is read first, the way back is asked for once, the rest
 * of the evidence is read meanwhile, and the way back is followed until its end is proven.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { toConfirm, wantsConfirming } from '../confirming/confirmation.ts';
import { ended, knownOf, reasonOf } from '../endings.ts';
import { durable, perishable } from './gathering.ts';
import { askForBaseline } from './giving-back.ts';
import { inItsTime } from './last-seconds.ts';
import { mayPassMeanwhile } from '../passing.ts';
import { line } from '../telling.ts';
import { lastPart, revisionName } from '../names.ts';
import { affordable, pause } from '../pace.ts';
import { blank } from '../memory.ts';
import type { Confirming, Ended, RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { awaited, both, stuckBack, whereItStands, type Proven } from './proving-the-way-back.ts';
import { inTime, noAnswer, oneLook, orCancelled } from '../racing.ts';
import type { Seen } from '../ending/serving.ts';
import { succeeded } from '../ending/succeeding.ts';
import { superseded } from '../ending/superseding.ts';
import { tookOver } from '../ending/takeover.ts';
import { wayBackStands } from './way-back.ts';

type Next = Proven | Confirming;

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
  const isHurried = ports.cancelled.aborted || phase.misses > 0;
  const seen = isHurried ? undefined : await orCancelled(perishable(started, ports), ports.cancelled);
  const targets = seen ?? phase.evidence.targets;
  const { answer, breaker } = await inItsTime(phase, ports, (timely) => askForBaseline(phase, timely));
  if (answer.kind === 'finished') return finished(phase, answer.serving, ports);
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

/** ECS was done before anything was asked for; what else it was to prove, it proves now. */
function finished(
  phase: RollingBack,
  serving: Seen | undefined,
  ports: Ports,
): Ended<'succeeded'> | Confirming {
  const { started, stopped } = phase;
  if (!wantsConfirming(started.request) || serving?.service.desired === 0)
    return succeeded(started, serving, ports);
  const seen = stopped.map(({ arn }) => arn);
  return toConfirm({ started, memory: { ...blank, shown: true, everHealthy: true, stopped, seen } }, ports);
}

async function gather(phase: RollingBack, ports: Ports): Promise<RollingBack> {
  const found = await durable(phase.started, phase.reason, phase.stopped, ports);
  return { ...phase, evidence: { ...phase.evidence, ...found }, gathered: true };
}

async function follow(phase: RollingBack, ports: Ports): Promise<Proven> {
  await ports.clock.sleep(waitFor(phase, ports), ports.cancelled);
  if (ports.cancelled.aborted) return handOver(phase, ports);
  const until = Math.max(phase.until, ports.clock.now() + oneLook);
  const standing = await inTime(wayBackStands(phase, ports), until, ports.clock);
  if (standing === undefined) return missed(phase, noAnswer, ports);
  const next = { ...phase, giveBack: standing.giveBack, misses: 0, isUnproven: false };
  return whereItStands(next, standing, ports);
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

async function missed(phase: RollingBack, failure: Failure, ports: Ports): Promise<Proven> {
  if (ports.cancelled.aborted) return handOver(phase, ports);
  const over = ports.clock.now() >= phase.until;
  if (!mayPassMeanwhile(failure) || over) {
    const { code, text } = reasonOf(failure);
    const isSame = text === phase.reason.text;
    const then = isSame ? 'for the same reason nothing could be put back' : text;
    return stuckBack(phase, { code, text: both(phase, then) }, ports, failure);
  }
  return awaited({ ...phase, misses: phase.misses + 1 }, failure.message, ports);
}

function waitFor({ started, misses, until, isUnproven }: RollingBack, ports: Ports): number {
  const { pollInterval } = started.request;
  // The deployment, the service, and who runs of it.
  const calls = 4 + started.targetGroups.length;
  const interval = isUnproven === true ? affordable(pollInterval, calls) : pollInterval;
  const rest = until - ports.clock.now();
  return Math.max(0, Math.min(rest, pause(interval, misses, ports.random)));
}
