/**
 * The trampoline: hands each phase to its handler until one is final. It knows nothing of ECS; which phase may
 * follow which stands in the handlers' return types.
 */
import { adjusting } from './starting/adjusting.ts';
import { confirming } from './confirming/confirming.ts';
import { isEnded, type Active, type Ended, type Phase } from './phases.ts';
import { planning } from './planning/planning.ts';
import type { Ports } from './ports.ts';
import { portsOfRun } from './ports-of-run.ts';
import { registering } from './starting/registering.ts';
import { rollingBack } from './going-back/rolling-back.ts';
import { takingOver } from './taking-over/taking-over.ts';
import { updating } from './starting/updating.ts';
import { watching } from './watching/watching.ts';

/** The phases of a run in order, each once in a row, with when it was entered (milliseconds since the epoch). */
export type Journal = readonly { readonly phase: Phase['kind']; readonly at: number }[];

export interface Run {
  readonly end: Ended;
  readonly journal: Journal;
}

/**
 * @param save keeps the phase after each step, so that a later step of the job can resume it.
 * @returns always: whatever a port throws becomes a final phase.
 */
export async function runRollout(start: Phase, world: Ports, save: (phase: Phase) => void): Promise<Run> {
  const ports = portsOfRun(world, start);
  const journal: { phase: Phase['kind']; at: number }[] = [];
  let phase = start;
  for (;;) {
    if (journal.at(-1)?.phase !== phase.kind) journal.push({ phase: phase.kind, at: ports.clock.now() });
    save(phase);
    if (isEnded(phase)) return { end: phase, journal };
    phase = await step(phase, ports);
  }
}

function step(phase: Active, ports: Ports): Promise<Phase> {
  switch (phase.kind) {
    case 'planning':
      return planning(phase, ports);
    case 'taking-over':
      return takingOver(phase, ports);
    case 'registering':
      return registering(phase, ports);
    case 'updating':
      return updating(phase, ports);
    case 'watching':
      return watching(phase, ports);
    case 'confirming':
      return confirming(phase, ports);
    case 'adjusting':
      return adjusting(phase, ports);
    case 'rolling-back':
      return rollingBack(phase, ports);
  }
}
