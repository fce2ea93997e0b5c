/**
 * The phase after ECS has declared the deployment successful: it is watched for its bake time, then asked over HTTP
 * from the runner, and what goes wrong leads back as it would have before. One look a step, as in the watch.
 */
import { asFailure, type Failure, withoutHint } from '@slipway/action-kit/failures';
import { attempted, failedFor, isPassed } from './checking-health.ts';
import { reasonOf } from '../endings.ts';
import { lookAround } from '../looking/looking-around.ts';
import { revisionName } from '../names.ts';
import { affordable, pause } from '../pace.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { Confirming, Ended, RollingBack } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { inTime, noAnswer, oneLook, orCancelled } from '../racing.ts';
import { faultSince } from './rules-of-baking.ts';
import { proofOf, succeeded } from '../ending/succeeding.ts';
import { superseded } from '../ending/superseding.ts';
import { isForeign, isTakenFrom, tookOver } from '../ending/takeover.ts';
import { told, toldMiss, warned } from '../telling.ts';
import { jobCancelled, turnBack } from '../going-back/turning-back.ts';

export type Confirmed = RollingBack | Ended<'succeeded'> | Ended<'superseded'> | Ended<'stuck'>;

/** How long after its time a look that fails is tried again. */
const patience = 60_000;
/** How long nothing of it may be healthy at the end: the only task may just be replaced, for reasons of ECS. */
const absence = 120_000;

export async function confirming(phase: Confirming, ports: Ports): Promise<Confirming | Confirmed> {
  if (phase.looks > 0) await ports.clock.sleep(untilNextLook(phase, ports), ports.cancelled);
  if (ports.cancelled.aborted) return turnBack(phase, jobCancelled, ports);
  return (await orCancelled(step(phase, ports), ports.cancelled)) ?? turnBack(phase, jobCancelled, ports);
}

const bakedAt = ({ since, started }: Confirming): number => since + started.request.bakeTime;

function untilNextLook(phase: Confirming, { clock, random }: Ports): number {
  const { request } = phase.started;
  const isUnproven = phase.missingSince !== undefined;
  if (phase.attempts > 0 && phase.memory.misses === 0 && !isUnproven)
    return request.healthCheck?.interval ?? 0;
  const rest = bakedAt(phase) - clock.now();
  // The service twice, and who runs of it.
  const calls = 4 + phase.started.targetGroups.length;
  const interval = isUnproven ? affordable(request.pollInterval, calls) : request.pollInterval;
  const mean = pause(interval, phase.memory.misses, random);
  return rest > 0 ? Math.min(mean, rest) : mean;
}

async function step(phase: Confirming, ports: Ports): Promise<Confirming | Confirmed> {
  try {
    const isFirst = phase.attempts === 0 && phase.missingSince === undefined;
    const isLast = ports.clock.now() >= bakedAt(phase) && isFirst;
    const seen = await inTime(lookAround(phase, isLast, ports), ports.clock.now() + oneLook, ports.clock);
    return seen === undefined ? await missed(phase, noAnswer, ports) : await judged(seen, ports);
  } catch (thrown) {
    return missed(phase, asFailure(thrown), ports);
  }
}

type Around = Awaited<ReturnType<typeof lookAround>>;

async function judged({ phase, service }: Around, ports: Ports): Promise<Confirming | Confirmed> {
  const { started } = phase;
  const name = revisionName(started.taskDefinition);
  if (isTakenFrom(service, started))
    return superseded(started, `While ${name} was confirmed, ${tookOver(service)}`, ports);
  const fault = faultSince(phase);
  if (fault !== undefined) return turnBack(phase, fault, ports);
  if (ports.clock.now() < bakedAt(phase)) return { ...phase, ...told(phase, baking(phase), ports) };
  return checked(phase, ports);
}

function baking({ started, memory }: Confirming): string {
  const name = revisionName(started.taskDefinition);
  const trouble = memory.trouble === undefined ? '' : `; ECS ${memory.trouble}`;
  return `${name} bakes, ${String(memory.healthy)} of its tasks healthy${trouble}`;
}

async function checked(phase: Confirming, ports: Ports): Promise<Confirming | Confirmed> {
  const { healthCheck } = phase.started.request;
  // What is looked for once more has passed it.
  if (healthCheck === undefined || phase.missingSince !== undefined) return accepted(phase, ports);
  const next = await attempted(phase, healthCheck, ports);
  if (isPassed(next)) return accepted(next.phase, ports);
  if (next.phase.attempts < healthCheck.attempts) return next.phase;
  return turnBack(next.phase, failedFor(healthCheck, next.unmet), ports);
}

/** What serves is looked at once more: that is what the end is told by. */
async function accepted(phase: Confirming, ports: Ports): Promise<Confirming | Confirmed> {
  const { started } = phase;
  const { earlySuccess } = phase.memory;
  const proof = await proofOf(started, ports);
  switch (proof.kind) {
    case 'serves':
      if (!isForeign(proof.serving.service, started))
        return succeeded(started, proof.serving, ports, earlySuccess);
      return superseded(started, tookOver(proof.serving.service), ports);
    case 'unseen':
      return succeeded(started, undefined, ports, earlySuccess);
    case 'missing': {
      const missingSince = phase.missingSince ?? ports.clock.now();
      if (ports.clock.now() - missingSince < absence)
        return {
          ...phase,
          ...told(phase, 'none of its tasks is healthy at the moment', ports),
          missingSince,
        };
      const text = `ECS declared ${revisionName(started.taskDefinition)} successful, and none of its tasks is healthy any more`;
      return turnBack(phase, { code: 'not-serving', text }, ports);
    }
  }
}

/** A look that fails is worth another one, for a while after its time; then the word of ECS is all there is. */
async function missed(phase: Confirming, failure: Failure, ports: Ports): Promise<Confirming | Confirmed> {
  if (!mayPassMeanwhile(failure)) return turnBack(phase, reasonOf(failure), ports, failure);
  if (ports.clock.now() >= bakedAt(phase) + patience) {
    const warning = `The last look before the end failed: ${failure.message}`;
    return checked({ ...phase, started: warned(phase.started, warning) }, ports);
  }
  return { ...phase, looks: phase.looks + 1, memory: toldMiss(phase, withoutHint(failure), ports) };
}
