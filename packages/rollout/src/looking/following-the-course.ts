/**
 * Where a deployment stands that shifts traffic: its lifecycle stage, its weights, and the hooks that hold it up. What
 * changes is told once; a hook that waits for a person is told with what that person has to type.
 */
import { awaitedHook, wayOn } from './awaited-hooks.ts';
import type { Memory } from '../memory.ts';
import type { Deployment, Hook } from '../observations.ts';
import type { Ports } from '../ports.ts';
import { noted, tellOnce, type Seen } from '../telling.ts';
import { deadlineOf } from '../watching/snapshot.ts';
import { courseOf } from './course.ts';

export function withCourse(seen: Seen, deployment: Deployment | undefined, ports: Ports): Seen {
  if (deployment === undefined) return seen;
  const { earlySuccess, hooks } = deployment;
  const now = ports.clock.now();
  const awaited = awaitedHook(hooks, ports.awsTime(now), deadlineOf(seen.started) - now);
  const memory: Memory = { ...seen.memory, earlySuccess, awaited };
  const moved = withStage({ ...seen, memory }, deployment, ports);
  return hooks.reduce((before, hook) => toldOf(before, deployment, hook, ports), moved);
}

/** A moment of the timeline; the log has it in the line that tells how far the tasks are. */
function withStage(seen: Seen, deployment: Deployment, ports: Ports): Seen {
  const { started, memory } = seen;
  const course = courseOf(deployment, started.taskDefinition);
  if (course === undefined || course === memory.course) return seen;
  return { started: noted(started, 'stage', course, ports.clock.now()), memory: { ...memory, course } };
}

function toldOf(seen: Seen, deployment: Deployment, hook: Hook, ports: Ports): Seen {
  const { id = '', stage, status } = hook;
  const key = `hook ${id} ${stage} ${status}`;
  switch (status) {
    case 'AWAITING_ACTION':
      return tellOnce(seen, key, 'stage', wayOn(deployment, hook), ports);
    case 'FAILED':
    case 'TIMED_OUT':
      return tellOnce(seen, key, 'stage', failedHook(hook), ports);
    default:
      return seen;
  }
}

/** Without its stage: ECS does not say which one it held up, and on the way back the deployment is at another. */
const failedHook = ({ id, status }: Hook): string =>
  `${id === undefined ? 'a lifecycle hook' : `lifecycle hook ${id}`} ${status === 'FAILED' ? 'failed' : 'timed out'}`;
