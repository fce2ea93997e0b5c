/** Which phases of a run are kept for the post step of its job: those from which it could not tell by itself. */
import type { Phase } from '../phases.ts';

/** Nothing was asked of ECS yet, but perhaps a revision that nobody runs. */
const untouched: ReadonlySet<Phase['kind']> = new Set(['planning', 'taking-over', 'registering']);

export const isUntouched = ({ kind }: Phase): boolean => untouched.has(kind);

/** Keeps what the post step can resume: from UpdateService on, and each step of the way back once. */
export function keepSteps(keep: (phase: Phase) => void): (phase: Phase) => void {
  let last: string | undefined;
  return (phase) => {
    if (isUntouched(phase)) {
      // Planned anew, the update that was kept is none: somebody else deployed before it.
      if (last !== undefined) keep(phase);
      last = undefined;
      return;
    }
    const asked = phase.kind === 'rolling-back' && phase.giveBack !== undefined;
    const step = `${phase.kind} ${String(asked)}`;
    if (step !== last) keep(phase);
    last = step;
  };
}
