/**
 * How a kept phase goes on in the post step, when the job was cancelled or ended in the middle of it: first a look
 * at what became of the deployment, then towards the way back, within a limit.
 */
import { judge, type Judged } from '../watching/judging.ts';
import { look } from '../looking/looking.ts';
import type { Active, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { portsOfRun } from '../ports-of-run.ts';
import { inTime, oneLook } from '../racing.ts';
import { foundAfter, type Found } from './resuming-update.ts';
import { jobEnded, turnBack } from '../going-back/turning-back.ts';

/** Milliseconds that the last look, its proof and the words of the end may take when the time is over. */
const lastLooks = 40_000;

type Resumed = Exclude<Found, Watching> | Judged;

/**
 * @param limit milliseconds that are left for all of it.
 * @returns undefined when nothing was touched yet, or when it can't be told.
 */
export async function resumed(phase: Active, limit: number, world: Ports): Promise<Resumed | undefined> {
  const ports = portsOfRun(world, phase);
  const until = ports.clock.now() + limit - lastLooks;
  switch (phase.kind) {
    case 'planning':
    case 'taking-over':
    case 'registering':
      return undefined;
    case 'updating': {
      const found = await inTime(foundAfter(phase, ports), until, ports.clock);
      return found && within(until, found.kind === 'watching' ? await caughtUp(found, ports) : found);
    }
    case 'watching':
      return within(until, await caughtUp(phase, ports));
    case 'confirming':
      return within(until, await turnBack(phase, jobEnded, ports));
    case 'adjusting':
    case 'rolling-back':
      return within(until, phase);
  }
}

/** What ECS decided since is an end; nobody is left to watch a deployment that still runs, nor to confirm one. */
async function caughtUp(phase: Watching, ports: Ports): Promise<Judged> {
  const next = await lookedAt(phase, ports);
  return next.kind === 'watching' || next.kind === 'confirming' ? turnBack(next, jobEnded, ports) : next;
}

/** A look that fails decides nothing: the way back looks again, and has tries of its own. */
async function lookedAt(phase: Watching, ports: Ports): Promise<Watching | Judged> {
  const { started, memory } = phase;
  const seen = inTime(look(started, memory, ports), ports.clock.now() + oneLook, ports.clock);
  const answer = await seen.catch(() => undefined);
  return answer === undefined ? phase : judge(answer, ports);
}

function within(until: number, phase: Resumed): Resumed {
  if (phase.kind === 'rolling-back')
    return { ...phase, until: Math.min(phase.until, until), isPostStep: true };
  if (phase.kind !== 'adjusting') return phase;
  const { started } = phase;
  const timeout = Math.min(started.request.timeout, until - started.startedAt);
  return { ...phase, started: { ...started, request: { ...started.request, timeout } } };
}
