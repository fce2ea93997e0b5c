/**
 * Where a deployment stands that shifts traffic: its lifecycle stage, its weights, and the hooks that hold it up. What
 * changes is told once; a hook that waits for a person is told with what that person has to type.
 */
import { awaitedHook, wayOn } from './awaited-hooks.ts';
import type { Memory } from '../memory.ts';
import { revisionName } from '../names.ts';
import type { Deployment, Hook } from '../observations.ts';
import type { Ports } from '../ports.ts';
import { tell, tellOnce, type Seen } from '../telling.ts';

export function withCourse(seen: Seen, deployment: Deployment | undefined, ports: Ports): Seen {
  if (deployment === undefined) return seen;
  const { earlySuccess, stage, hooks } = deployment;
  const memory: Memory = { ...seen.memory, earlySuccess, awaited: awaitedHook(hooks, ports.clock.now()) };
  const course = stage === undefined ? '' : courseOf(deployment, seen);
  const moved =
    course === '' || course === memory.course
      ? { ...seen, memory }
      : tell({ ...seen, memory: { ...memory, course } }, 'stage', course, ports);
  return hooks.reduce((before, hook) => toldOf(before, deployment, hook, ports), moved);
}

/** `PRODUCTION_TRAFFIC_SHIFT: 10 % of the production traffic go to web:42`. */
function courseOf({ stage = '', traffic }: Deployment, { started }: Seen): string {
  const shares = [share(traffic.production, 'production'), share(traffic.test, 'test')].flat();
  if (shares.length === 0) return stage;
  return `${stage}: ${shares.join(' and ')} goes to ${revisionName(started.taskDefinition)}`;
}

const share = (percent: number | undefined, kind: string): readonly string[] =>
  percent === undefined || percent === 0 ? [] : [`${String(percent)} % of the ${kind} traffic`];

function toldOf(seen: Seen, deployment: Deployment, hook: Hook, ports: Ports): Seen {
  const { id = '', stage, status } = hook;
  const key = `hook ${id} ${stage} ${status}`;
  switch (status) {
    case 'AWAITING_ACTION':
      return tellOnce(seen, key, 'stage', wayOn(deployment, hook), ports);
    case 'FAILED':
    case 'TIMED_OUT':
      return tellOnce(seen, key, 'stage', `the lifecycle hook at ${stage} is ${status}`, ports);
    default:
      return seen;
  }
}
