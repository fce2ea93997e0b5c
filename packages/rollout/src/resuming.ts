/** How a saved phase goes on in the post step of a cancelled job: towards the way back, within a limit. */
import type { Active, Ended, RollingBack } from './phases.ts';
import type { Ports } from './ports.ts';
import { turnBack } from './turning-back.ts';

/**
 * @param limit milliseconds that are left.
 * @returns undefined when the phase can't tell whether anything was changed.
 */
export async function resumed(
  phase: Active,
  limit: number,
  ports: Ports,
): Promise<RollingBack | Ended<'stuck'> | undefined> {
  const until = ports.clock.now() + limit;
  switch (phase.kind) {
    case 'planning':
    case 'registering':
    case 'updating':
      return undefined;
    case 'watching':
      return within(
        until,
        await turnBack(phase, { code: 'cancelled', text: 'The job was cancelled' }, ports),
      );
    case 'rolling-back':
      return within(until, phase);
  }
}

function within<P extends RollingBack | Ended<'stuck'>>(until: number, phase: P): P {
  return phase.kind === 'rolling-back' ? { ...phase, until: Math.min(phase.until, until) } : phase;
}
