/** The tasks of our deployment that stopped: each is looked at once, and told as what it was, a death or not. */
import { deathOf, isTold } from './deaths.ts';
import type { Glance } from './glance.ts';
import { wasHealthy } from './health.ts';
import { withChecks } from './health-checks.ts';
import type { Memory } from '../memory.ts';
import { lastPart } from '../names.ts';
import type { Task } from '../observations.ts';
import { isOf } from './ownership.ts';
import type { Ports } from '../ports.ts';
import { replacement } from './replacements.ts';
import { tell, tellOnce, type Seen } from '../telling.ts';

/**
 * Looks between two regular glances: with 4 s, every 20 s while nothing runs, and every 44 s while the running tasks
 * are looked at, too. Counts that tell of a loss are followed at once.
 */
const [alone, besides] = [5, 11];

export async function withStopped(seen: Seen, glance: Glance, ports: Ports): Promise<Seen> {
  const { started, memory } = seen;
  const regularly = (glance.counts?.running ?? 0) === 0 ? alone : besides;
  const due = glance.mayHaveLost || memory.looks % regularly === 1;
  if (!due || started.deployment === undefined) return seen;
  const { name } = started.request;
  const known = new Set(memory.seen);
  const fresh = (await ports.tasks.stopped(name)).filter((arn) => !known.has(arn));
  if (fresh.length === 0) return { started, memory: stillOwed(memory, glance) };
  const tasks = await ports.tasks.describe(name.cluster, fresh);
  const done = tasks.filter(isTold);
  const ours = done.filter((task) => isOf(started, task));
  const hasTargets = started.targetGroups.length > 0;
  // Whether they were healthy decides: where only the document tells, and can't yet, the look is taken again.
  const isOpen = started.request.failFast && !memory.everHealthy;
  const asked =
    isOpen && ours.some((task) => restsOnChecks(task, hasTargets)) ? await withChecks(seen, ports) : seen;
  const told = ours.reduce((before, task) => toldOf(before, task, glance, ports), asked);
  return { started: told.started, memory: withDead(told, { tasks, done, ours }) };
}

/** What ECS counts as gone it may list a little later: looks in which that is asked again at once. */
const patience = 3;

function stillOwed(memory: Memory, { hasLost }: Glance): Memory {
  const owed = hasLost ? patience : memory.owed - 1;
  return owed > 0 ? { ...memory, owed, counts: '' } : { ...memory, owed: 0 };
}

interface Found {
  readonly tasks: readonly Task[];
  readonly done: readonly Task[];
  readonly ours: readonly Task[];
}

function withDead({ started, memory }: Seen, { tasks, done, ours }: Found): Seen['memory'] {
  const hasTargets = started.targetGroups.length > 0;
  return {
    ...memory,
    owed: 0,
    // One of which ECS has not told all yet is worth another close look.
    counts: done.length < tasks.length ? '' : memory.counts,
    seen: [...memory.seen, ...done.map(({ arn }) => arn)],
    stopped: [...memory.stopped, ...ours],
    everHealthy:
      memory.everHealthy || ours.some((task) => wasHealthy(task, hasTargets, memory.hasChecks ?? true)),
  };
}

const restsOnChecks = (task: Task, hasTargets: boolean): boolean =>
  wasHealthy(task, hasTargets, false) !== wasHealthy(task, hasTargets, true);

function toldOf(seen: Seen, task: Task, glance: Glance, ports: Ports): Seen {
  const id = lastPart(task.arn);
  const death = deathOf(task);
  if (death !== undefined) return tell(seen, 'task', `task ${id} died: ${death.words}`, ports);
  const replaced = glance.isGoingOn ? replacement(task) : undefined;
  if (replaced === undefined) return seen;
  const words = `task ${id} was replaced: ${replaced}; that counts for nothing`;
  return tellOnce(seen, `replaced: ${replaced}`, 'task', words, ports);
}
