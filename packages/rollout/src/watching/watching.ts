/**
 * The phase that looks and judges: one look a step, so that the phase can be saved between any two of them.
 * It ends with the first verdict that is not waiting, and neither a look that hangs nor one that fails outlasts
 * the time there is.
 */
import { asFailure, type Failure, withoutHint } from '@slipway/action-kit/failures';
import { reasonOf } from '../endings.ts';
import { stuck } from '../ending/getting-stuck.ts';
import { judge, limitOf, type Judged } from './judging.ts';
import { look } from '../looking/looking.ts';
import { mayPassMeanwhile } from '../passing.ts';
import { toldMiss } from '../telling.ts';
import { affordable, pause } from '../pace.ts';
import type { Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { inTime, noAnswer, oneLook, orCancelled } from '../racing.ts';
import { timedOut } from './rules-of-ecs.ts';
import { jobCancelled, turnBack } from '../going-back/turning-back.ts';

export async function watching(phase: Watching, ports: Ports): Promise<Watching | Judged> {
  const { memory } = phase;
  if (memory.looks + memory.misses > 0) await untilNextLook(phase, ports);
  if (ports.cancelled.aborted) return turnBack(phase, jobCancelled, ports);
  const next = await orCancelled(lookAndJudge(phase, ports), ports.cancelled);
  return next ?? turnBack(phase, jobCancelled, ports);
}

function untilNextLook({ started, memory }: Watching, ports: Ports): Promise<void> {
  const rest = limitOf(started, memory) - ports.clock.now();
  const { pollInterval } = started.request;
  // The deployment, the service twice, who runs of it, and now and then who stopped.
  const calls = 6 + started.targetGroups.length;
  const interval = memory.isUnproven ? affordable(pollInterval, calls) : pollInterval;
  const mean = pause(interval, memory.misses, ports.random);
  return ports.clock.sleep(Math.max(0, Math.min(mean, rest)), ports.cancelled);
}

async function lookAndJudge(phase: Watching, ports: Ports): Promise<Watching | Judged> {
  const { started, memory } = phase;
  const { clock } = ports;
  const until = Math.max(limitOf(started, memory), clock.now() + oneLook);
  try {
    const seen = await inTime(look(started, memory, ports), until, clock);
    return seen === undefined ? await missed(phase, noAnswer, ports) : await judge(seen, ports);
  } catch (thrown) {
    return missed(phase, asFailure(thrown), ports);
  }
}

/**
 * What is permanent ends the watch at once; anything else is worth another look until the time is over. Then the
 * way back begins, which has its own tries, unless ECS itself is on it.
 */
async function missed(phase: Watching, failure: Failure, ports: Ports): Promise<Watching | Judged> {
  const { started, memory } = phase;
  if (!mayPassMeanwhile(failure)) return givenUp(phase, failure, ports);
  if (ports.clock.now() >= limitOf(started, memory)) {
    return memory.returningSince === undefined
      ? turnBack(phase, timedOut(started, memory, failure), ports)
      : stuck(started, reasonOf(failure), ports, { failure });
  }
  return { ...phase, memory: toldMiss(phase, withoutHint(failure), ports) };
}

/** Nobody can see it through; what can still be tried to leave the service well is tried, unless ECS is on it. */
function givenUp(phase: Watching, failure: Failure, ports: Ports): Promise<Judged> {
  const reason = reasonOf(failure);
  if (phase.memory.returningSince === undefined) return turnBack(phase, reason, ports, failure);
  return stuck(phase.started, reason, ports, { failure });
}
