/** What the stopped tasks of our deployment say, long before ECS's own breaker decides. One fact a rule. */
import { groupDeaths, type DeathGroup } from './deaths.ts';
import { revisionName } from './names.ts';
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
  return {
    kind: 'unhealthy',
    reason: { code: 'cause-is-permanent', text: neverHealthy(watch, found, groups) },
  };
};

/** No task was ever healthy, and three died, or two of one cause. */
export const tasksKeepDying: Rule = (_, watch) => {
  if (!watch.started.request.failFast || watch.memory.everHealthy) return undefined;
  const groups = groupDeaths(watch.memory.stopped);
  const most = groups[0];
  if (most === undefined || (most.count < 2 && total(groups) < 3)) return undefined;
  return { kind: 'unhealthy', reason: { code: 'tasks-keep-dying', text: neverHealthy(watch, most, groups) } };
};

function neverHealthy({ started }: Watch, group: DeathGroup, groups: readonly DeathGroup[]): string {
  const all = total(groups);
  const share = `${String(group.count)} of ${String(all)} task${all === 1 ? '' : 's'}`;
  return `${revisionName(started.taskDefinition)} never became healthy: ${group.death.words} (${share})`;
}

const total = (groups: readonly DeathGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
