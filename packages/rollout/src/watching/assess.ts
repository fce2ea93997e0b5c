/**
 * From what was seen to a verdict: an ordered list of small rules, each named for the fact it finds; the first
 * answer wins. Pure, so every decision of the engine can be read from a table of tests.
 */
import { courseOf } from '../looking/course.ts';
import { counted } from '../names.ts';
import {
  declaredSuccessful,
  neverAppeared,
  outOfTime,
  overtaken,
  rolledBackByEcs,
  stoppedByOther,
} from './rules-of-ecs.ts';
import { alarmRaised } from './rules-of-alarms.ts';
import { causeIsPermanent, targetsStayUnhealthy, tasksKeepDying } from './rules-of-tasks.ts';
import type { Rule, Snapshot, Verdict, Watch } from './snapshot.ts';

/** Always answers. The words are those of the line that the log shows. */
const stillWaiting = (snapshot: Snapshot, watch: Watch): Omit<Verdict, 'rule'> => {
  const { trouble, awaited } = watch.memory;
  const besides = [
    ...(awaited === undefined ? [] : [awaited]),
    ...(trouble === undefined ? [] : [`ECS ${trouble}`]),
  ];
  const text = [standingOf(snapshot, watch), ...besides].join('; ');
  return { kind: 'waiting', reason: { code: 'waiting', text } };
};

function standingOf({ deployment }: Snapshot, { memory, started }: Watch): string {
  if (deployment?.status === 'STOP_REQUESTED') return 'somebody asked ECS to stop this deployment';
  const target = deployment?.target;
  if (target === undefined) return 'ECS prepares the deployment';
  const wanted = Math.max(target.requested, started.desired);
  const healthy = Math.min(memory.healthy, target.running);
  const starting = target.pending > 0 ? `, ${String(target.pending)} starting` : '';
  const course = deployment === undefined ? undefined : courseOf(deployment, started.taskDefinition);
  const at = course === undefined ? '' : `${course}, `;
  return `${at}${String(target.running)} of ${counted(wanted, 'new task')} running, ${String(healthy)} healthy${starting}`;
}

/** A deployment that is on its way back, or stopped, is not judged by its tasks any more. */
const rules = Object.entries<Rule>({
  rolledBackByEcs,
  overtaken,
  stoppedByOther,
  declaredSuccessful,
  causeIsPermanent,
  tasksKeepDying,
  targetsStayUnhealthy,
  alarmRaised,
  neverAppeared,
  outOfTime,
});

export function assess(snapshot: Snapshot, watch: Watch, now: number): Verdict {
  for (const [rule, find] of rules) {
    const found = find(snapshot, watch, now);
    if (found !== undefined) return { ...found, rule };
  }
  return { ...stillWaiting(snapshot, watch), rule: 'waiting' };
}
