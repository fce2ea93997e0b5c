/**
 * What a load balancer has against our tasks once their grace periods are over, from glance to glance: only what
 * stays, with the same reason, is more than a flake.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { targetsFor } from './health.ts';
import type { Memory, Refusal } from '../memory.ts';
import type { TargetHealth, Task } from '../observations.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { tellOnce, type Seen } from '../telling.ts';

/** How long the target groups take to call a target unhealthy is asked once. */
export async function withPatience(seen: Seen, ports: Ports): Promise<Seen> {
  const { started, memory } = seen;
  if (started.targetGroups.length === 0 || memory.patience !== 'not-asked') return seen;
  try {
    const checks = await Promise.all(started.targetGroups.map((group) => ports.targets.checks(group)));
    const patience = Math.max(...checks.map((each) => each.interval * each.unhealthyThreshold));
    return { started, memory: { ...memory, patience } };
  } catch (thrown) {
    const failure = asFailure(thrown);
    // Asked again with the next glance.
    if (mayPassMeanwhile(failure)) return seen;
    const words = `targets that stay unhealthy are left to ECS: ${failure.message}`;
    return tellOnce(
      { started, memory: { ...memory, patience: 'unknown' } },
      'patience',
      'check',
      words,
      ports,
    );
  }
}

export function withRefusals(
  { started, memory }: Seen,
  tasks: readonly Task[],
  targets: readonly TargetHealth[] | undefined,
  now: number,
): Memory {
  const { patience } = memory;
  if (targets === undefined || typeof patience !== 'number') return memory;
  const refusals: Record<string, Refusal> = {};
  let judgeAt: number | undefined;
  for (const task of tasks) {
    const since = graceEnd(task, started);
    if (since === undefined) continue;
    const refusal =
      now < since ? undefined : refusalOf(task, targets, memory.refusals[task.arn], { since, now });
    if (refusal !== undefined) refusals[task.arn] = refusal;
    const due = (refusal?.since ?? since) + patience;
    if (refusal !== undefined || due > now) judgeAt = Math.min(judgeAt ?? due, due);
  }
  return { ...memory, refusals, judgeAt };
}

/** undefined for a task that does not run yet. */
function graceEnd({ startedAt }: Task, { gracePeriod }: Started): number | undefined {
  return startedAt === undefined ? undefined : startedAt + gracePeriod;
}

function refusalOf(
  task: Task,
  targets: readonly TargetHealth[],
  before: Refusal | undefined,
  { since, now }: { readonly since: number; readonly now: number },
): Refusal | undefined {
  const bad = targetsFor(task, targets).find(({ state }) => state === 'unhealthy');
  if (bad === undefined) return undefined;
  const reason = bad.reason ?? 'no reason given';
  if (before === undefined) return { reason, since, looks: 1 };
  if (before.reason !== reason) return { reason, since: now, looks: 1 };
  return { ...before, looks: before.looks + 1 };
}
