/**
 * The health check of a container, run as its definition says: what the command answers is the behaviour's, when it
 * is asked and what follows is here. Only the scripted runtime has such containers.
 */
import type { CloudClock, ContainerSpec } from '../ports.ts';

export type CheckResult = 'pass' | 'fail' | 'hang';

/** In milliseconds, with ECS's own defaults. */
function settingsOf(check: NonNullable<ContainerSpec['healthCheck']>) {
  const seconds = (name: string, otherwise: number): number =>
    (typeof check[name] === 'number' ? check[name] : otherwise) * 1000;
  return {
    interval: seconds('interval', 30),
    timeout: seconds('timeout', 5),
    startPeriod: seconds('startPeriod', 0),
    retries: typeof check.retries === 'number' ? check.retries : 3,
  };
}

/**
 * The first check comes one interval after the start, the next one an interval after the answer. A failure during
 * the start period does not count; `retries` that count in a row make the container UNHEALTHY, one success HEALTHY.
 * @param result what the command does now; undefined when the behaviour says nothing of it, which tells nothing
 * @returns ends the checks
 */
export function startChecks(
  spec: Pick<ContainerSpec, 'healthCheck'>,
  clock: Pick<CloudClock, 'after'>,
  result: () => CheckResult | undefined,
  told: (status: 'HEALTHY' | 'UNHEALTHY') => void,
): () => void {
  if (spec.healthCheck === undefined) return () => undefined;
  const { interval, timeout, startPeriod, retries } = settingsOf(spec.healthCheck);
  let failures = 0;
  let age = 0;
  let status: 'HEALTHY' | 'UNHEALTHY' | undefined;
  const become = (next: 'HEALTHY' | 'UNHEALTHY'): void => {
    if (status === next) return;
    status = next;
    told(next);
  };
  const take = (answer: CheckResult): void => {
    failures = answer === 'pass' ? 0 : failures + Number(age > startPeriod || status === 'HEALTHY');
    if (answer === 'pass') become('HEALTHY');
    else if (failures >= retries) become('UNHEALTHY');
  };
  let cancel = (): void => undefined;
  const wait = (milliseconds: number, then: () => void): void => {
    cancel = clock.after(milliseconds, () => {
      age += milliseconds;
      then();
    });
  };
  const ask = (): void => {
    const answer = result();
    const answered = (): void => {
      if (answer !== undefined) take(answer);
      wait(interval, ask);
    };
    if (answer === 'hang') wait(timeout, answered);
    else answered();
  };
  wait(interval, ask);
  return () => cancel();
}
