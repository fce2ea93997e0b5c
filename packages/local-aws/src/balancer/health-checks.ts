/** Health checks of one target on the cloud's clock, from its registration until they are cancelled. */
import type { CloudClock, ProbeResult, TargetHealth } from '../ports.ts';
import { afterCheck, initial, registering, type CheckedHealth, type HealthCheck } from './health-states.ts';

export type Probe = (request: {
  readonly path: string;
  readonly timeout: number;
}) => ProbeResult | Promise<ProbeResult>;

export interface HealthChecks {
  health(): TargetHealth;
  cancel(): void;
}

/**
 * The first check comes one interval after registration, so that a target that never answers is unhealthy after
 * exactly `unhealthyThreshold` × `interval`; ELB itself spreads its checks over the interval.
 * @param checked told each check that passed or failed, after `health` has its result.
 */
export function startHealthChecks(
  check: HealthCheck,
  clock: Pick<CloudClock, 'after'>,
  probe: Probe,
  checked: (before: TargetHealth, after: TargetHealth) => void,
): HealthChecks {
  let current: CheckedHealth = { health: registering, passed: 0, failed: 0 };
  let over = false;
  let asking = false;
  let cancelNext = (): void => undefined;
  const take = (result: ProbeResult): void => {
    asking = false;
    if (over) return;
    const before = current.health;
    current = afterCheck(current, result, check);
    checked(before, current.health);
  };
  const look = (): void => {
    cancelNext = clock.after(check.interval, look);
    if (current.health === registering) current = { ...current, health: initial };
    // A check that is slower than the interval is not overtaken by the next.
    if (asking) return;
    asking = true;
    ask(probe, check, take);
  };
  cancelNext = clock.after(check.interval, look);
  return {
    health: () => current.health,
    cancel: () => {
      over = true;
      cancelNext();
    },
  };
}

/** An answer that is there at once is taken at once: virtual time stays exact. */
function ask(probe: Probe, { path, timeout }: HealthCheck, take: (result: ProbeResult) => void): void {
  const result = probe({ path, timeout });
  if ('kind' in result) {
    take(result);
    return;
  }
  void result.catch((): ProbeResult => ({ kind: 'refused' })).then(take);
}
