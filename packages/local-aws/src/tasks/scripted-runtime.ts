/**
 * A container that only pretends: it follows the world's `behaviour` on the cloud's clock. Everything is
 * synchronous and on that clock alone, so that a simulation in virtual time is exact.
 */
import type { CloudClock, ProbeResult } from '../ports.ts';
import type { BehaviourWorld } from '../world.ts';
import { terminated, type ContainerRun, type RunningContainer } from './container.ts';

export function startScripted(
  { events }: Pick<ContainerRun, 'events'>,
  behaviour: readonly BehaviourWorld[],
  clock: Pick<CloudClock, 'after'>,
): RunningContainer {
  let status: number | undefined;
  let stopping = false;
  let pending: (() => void)[] = [];
  const kill = (): void => {
    for (const cancel of pending) cancel();
    pending = [];
    status = undefined;
  };
  const exit = (exitCode: number): void => {
    kill();
    stopping = true;
    events.exited(exitCode);
  };
  const act = (step: BehaviourWorld): void => {
    if (step.log !== undefined) events.line(step.log);
    if (step.answers !== undefined) status = step.answers;
    if (step.health !== undefined) events.health(step.health);
    if (step.exit !== undefined) exit(step.exit);
  };
  pending.push(clock.after(0, () => events.started(undefined)));
  for (const step of behaviour) pending.push(clock.after(step.at, () => act(step)));
  return {
    kill,
    stop: () => {
      if (stopping) return;
      stopping = true;
      kill();
      pending.push(clock.after(0, () => exit(terminated)));
    },
    probe: (): ProbeResult => (status === undefined ? { kind: 'refused' } : { kind: 'answer', status }),
  };
}
