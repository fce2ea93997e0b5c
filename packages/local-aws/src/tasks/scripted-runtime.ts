/**
 * A container that only pretends: it follows the world's `behaviour` on the cloud's clock. Everything is
 * synchronous and on that clock alone, so that a simulation in virtual time is exact.
 */
import type { CloudClock, Interruption, ProbeResult } from '../ports.ts';
import type { BehaviourWorld } from '../world.ts';
import { startChecks, type CheckResult } from './container-checks.ts';
import { terminated, type ContainerRun, type RunningContainer } from './container.ts';

/** In AWS's words; the one for InfrastructureHealth is not documented. */
const interruptions: Readonly<Record<Interruption, string>> = {
  SpotInterruption: 'Your Spot Task was interrupted.',
  TerminationNotice: 'Your Spot Task was interrupted.',
  InfrastructureHealth: 'ECS is performing maintenance on the underlying infrastructure hosting the task.',
};

export function startScripted(
  { events, spec }: Pick<ContainerRun, 'events' | 'spec'>,
  behaviour: readonly BehaviourWorld[],
  clock: Pick<CloudClock, 'after'>,
): RunningContainer {
  let status: number | undefined;
  let check: CheckResult | undefined;
  let stopping = false;
  let pending: (() => void)[] = [];
  const kill = (): void => {
    for (const cancel of pending) cancel();
    pending = [];
    status = undefined;
  };
  const exit = (exitCode: number, reason?: string): void => {
    kill();
    stopping = true;
    events.exited(exitCode, reason);
  };
  const act = (step: BehaviourWorld): void => {
    if (step.log !== undefined) events.line(step.log);
    if (step.answers !== undefined) status = step.answers;
    if (step.check !== undefined) check = step.check;
    if (step.health !== undefined) events.health(step.health);
    if (step.interrupted !== undefined) {
      events.interrupted(step.interrupted, step.reason ?? interruptions[step.interrupted]);
    }
    if (step.exit !== undefined) exit(step.exit, step.reason);
  };
  pending.push(clock.after(0, () => events.started(undefined)));
  for (const step of behaviour) pending.push(clock.after(step.at, () => act(step)));
  if (behaviour.some((step) => step.check !== undefined)) {
    pending.push(
      startChecks(
        spec,
        clock,
        () => check,
        (health) => events.health(health),
      ),
    );
  }
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
