/** What the stopped tasks of our deployment say, long before ECS's own breaker decides. One fact a rule. */
import { groupDeaths, type DeathGroup } from './deaths.ts';
import { revisionName } from './names.ts';
import type { Rule, Watch } from './snapshot.ts';

/** A cause that no retry cures: an image that is not there, a missing secret, the wrong platform. */
export const causeIsPermanent: Rule = (_, watch) => {
  if (!watch.started.request.failFast) return undefined;
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

function neverHealthy({ started, memory }: Watch, group: DeathGroup, groups: readonly DeathGroup[]): string {
  const all = total(groups);
  const share = `${String(group.count)} of ${String(all)} task${all === 1 ? '' : 's'}`;
  const verb = memory.everHealthy ? 'can’t be completed' : 'never became healthy';
  return `${revisionName(started.taskDefinition)} ${verb}: ${group.death.words} (${share})`;
}

const total = (groups: readonly DeathGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);
