/** A look before anything is touched that is taken again when it fails for a reason that passes. */
import { asFailure } from '@slipway/action-kit/failures';
import { cancelledWhile } from './planning/guards.ts';
import { pause } from './pace.ts';
import { mayPass } from './passing.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';

const tries = 4;

export async function triedAgain<T>(request: Request, look: () => Promise<T>, ports: Ports): Promise<T> {
  for (let misses = 1; ; misses += 1) {
    try {
      return await look();
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!mayPass(failure) || misses === tries) throw failure;
      if (misses === 1) ports.log.info(`A look failed, and is taken again: ${failure.message}`);
    }
    await ports.clock.sleep(pause(request.pollInterval, misses, ports.random), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
  }
}
