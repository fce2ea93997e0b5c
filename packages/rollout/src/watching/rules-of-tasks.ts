/** What the stopped tasks of our deployment say, long before ECS's own breaker decides. One fact a rule. */
import { groupDeaths, type DeathGroup } from '../looking/deaths.ts';
import type { Memory } from '../memory.ts';
import { counted, lastPart, lasting, revisionName } from '../names.ts';
import type { Task } from '../observations.ts';
import type { Rule, Watch } from './snapshot.ts';

/**
 * No task was ever healthy, and one died of a cause that no retry cures: an image that is not there, a missing secret,
 * the wrong platform. Where others live with the same image and the same secrets, the cause is not theirs.
 */
export const causeIsPermanent: Rule = (_, watch) => {
  if (!watch.started.request.failFast || watch.memory.everHealthy) return undefined;
  const groups = groupDeaths(watch.memory.stopped);
  const found = groups.find(
    ({ death, count }) => death.permanent === 'after-one' || (death.permanent === 'after-two' && count >= 2),
  );
  if (found === undefined) return undefined;
  const text = `${revisionName(watch.started.taskDefinition)} never became healthy: ${shareOf(found, groups)}`;
  return { kind: 'unhealthy', reason: { code: 'cause-is-permanent', text } };
};

/** No task was ever healthy, and three died, or two of one cause. */
export const tasksKeepDying: Rule = (_, { started, memory }) => {
  if (!started.request.failFast || memory.everHealthy) return undefined;
  const found = tally(memory.stopped);
  if (found?.isEnough !== true) return undefined;
  const text = `${revisionName(started.taskDefinition)} never became healthy: ${found.words}`;
  return { kind: 'unhealthy', reason: { code: 'tasks-keep-dying', text } };
};

/** The most frequent death of these tasks in words, and whether three died, or two of one cause. */
export function tally(
  stopped: readonly Task[],
): { readonly isEnough: boolean; readonly total: number; readonly words: string } | undefined {
  const groups = groupDeaths(stopped);
  const most = groups[0];
  if (most === undefined) return undefined;
  const all = total(groups);
  return { isEnough: most.count >= 2 || all >= 3, total: all, words: shareOf(most, groups) };
}

/**
 * No task was ever healthy, and the load balancer has called the first one unhealthy for as long as it takes to be
 * sure, for one and the same reason; or ECS has replaced it for that.
 */
export const targetsStayUnhealthy: Rule = ({ takenAt }, watch) => {
  const { request, taskDefinition } = watch.started;
  const { everHealthy, patience } = watch.memory;
  if (!request.failFast || everHealthy || typeof patience !== 'number') return undefined;
  const words = refusedForLong(watch.memory, patience, takenAt) ?? replacedFor(watch, patience, takenAt);
  if (words === undefined) return undefined;
  const text = `${revisionName(taskDefinition)} never became healthy: ${words}`;
  return { kind: 'unhealthy', reason: { code: 'targets-stay-unhealthy', text } };
};

function refusedForLong({ refusals }: Memory, patience: number, now: number): string | undefined {
  const [first] = Object.entries(refusals).sort(([, a], [, b]) => a.since - b.since);
  if (first === undefined) return undefined;
  const [task, { reason, since, looks }] = first;
  if (now < since + patience || looks < 2) return undefined;
  return `its load balancer finds task ${lastPart(task)} unhealthy, ${lasting(now - since)} after its grace period (${reason})`;
}

/** ECS may end it as soon as its grace period is over: then the others have the time that it would have had. */
function replacedFor({ started, memory }: Watch, patience: number, now: number): string | undefined {
  const replaced = memory.stopped.find(({ stopCode, stoppedReason = '', startedAt }) => {
    if (stopCode !== 'ServiceSchedulerInitiated' || !/ELB health checks/.test(stoppedReason)) return false;
    return startedAt !== undefined && now >= startedAt + started.gracePeriod + patience;
  });
  if (replaced === undefined) return undefined;
  return `ECS replaced task ${lastPart(replaced.arn)} because it failed the load balancer’s health checks`;
}

/** `container web exited with code 1 (2 of 3 tasks)`. */
function shareOf({ death, count }: DeathGroup, groups: readonly DeathGroup[]): string {
  return `${death.words} (${String(count)} of ${counted(total(groups), 'task')})`;
}

const total = (groups: readonly DeathGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
