/**
 * Why a task stopped, read from what ECS says about it: what died, of what, and whether trying again can help.
 * Tasks that somebody or something else ended (a person, a scale-in, a spot interruption) are no deaths.
 */
import type { Task, TaskContainer } from '../observations.ts';
import { permanenceOf, type Permanence } from './permanent-causes.ts';

export interface Death {
  /** What died of what, for people: "container web exited with code 1". */
  readonly words: string;
  /** Equal for deaths of the same cause and exit code. */
  readonly cause: string;
  readonly container: string | undefined;
  readonly exitCode: number | undefined;
  readonly permanent: Permanence;
}

const notOurFault = new Set([
  'UserInitiated',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
]);

/**
 * Whether ECS has told all that it will tell of the end of a task that is meant to stop. It does so before it has
 * drained and cleaned up, which takes half a minute, and behind a load balancer five.
 */
export function isTold({ status, stopCode, containers }: Task): boolean {
  if (status === 'STOPPED') return true;
  if (stopCode !== 'EssentialContainerExited') return stopCode !== undefined;
  return containers.every(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined);
}

/** undefined for a task that did not die of itself. */
export function deathOf(task: Task): Death | undefined {
  const reason = task.stoppedReason ?? '';
  if (task.stopCode !== undefined && notOurFault.has(task.stopCode)) return undefined;
  if (task.stopCode === 'ServiceSchedulerInitiated') {
    return /health check/i.test(reason) ? ofHealthChecks(reason) : undefined;
  }
  const culprit = culpritOf(task.containers);
  const said = culprit?.reason ?? reason;
  if (culprit?.exitCode !== undefined) return ofExit(culprit.name, culprit.exitCode, culprit.reason);
  return ofStart(culprit?.name, said === '' ? 'ECS gives no reason' : said);
}

function ofHealthChecks(reason: string): Death {
  const container = /container/i.test(reason) && !/\bELB\b/.test(reason);
  const words = container
    ? 'a task failed its container health checks'
    : 'a task failed the load balancer’s health checks';
  return { words, cause: words, container: undefined, exitCode: undefined, permanent: 'no' };
}

function ofExit(container: string, exitCode: number, reason: string | undefined): Death {
  const detail = reason === undefined ? '' : ` (${reason})`;
  const words =
    reason?.startsWith('OutOfMemory') === true
      ? `container ${container} was killed for lack of memory (code ${String(exitCode)})`
      : `container ${container} exited with code ${String(exitCode)}${detail}`;
  return { words, cause: stable(words), container, exitCode, permanent: permanenceOf(reason ?? '') };
}

function ofStart(container: string | undefined, reason: string): Death {
  const who = container === undefined ? 'a task' : `container ${container}`;
  const words = /CannotPull/.test(reason)
    ? `${who} could not get its image (${reason})`
    : `${who} could not start (${reason})`;
  return { words, cause: stable(words), container, exitCode: undefined, permanent: permanenceOf(reason) };
}

/** Siblings of the one that died are ended by ECS with SIGTERM or SIGKILL: they come last. */
function culpritOf(containers: readonly TaskContainer[]): TaskContainer | undefined {
  const rank = ({ exitCode, reason }: TaskContainer): number => {
    if (reason !== undefined) return 0;
    if (exitCode === undefined) return 4;
    if (exitCode === 0) return 2;
    return exitCode === 143 || exitCode === 137 ? 3 : 1;
  };
  return [...containers].filter((each) => rank(each) < 4).sort((a, b) => rank(a) - rank(b))[0];
}

/** Ids, addresses and times differ from task to task although the cause is one. */
function stable(words: string): string {
  return words.replace(/[0-9a-f]{8,}/gi, '…').replace(/\d+\.\d+\.\d+\.\d+(:\d+)?/g, '…');
}

/** Deaths of one cause, the most frequent first. */
export interface DeathGroup {
  readonly death: Death;
  readonly count: number;
  /** ARN of the task that died of it last. */
  readonly lastTask: string;
}

export function groupDeaths(tasks: readonly Task[]): readonly DeathGroup[] {
  const groups = new Map<string, DeathGroup>();
  for (const task of tasks) {
    const death = deathOf(task);
    if (death === undefined) continue;
    const count = (groups.get(death.cause)?.count ?? 0) + 1;
    groups.set(death.cause, { death, count, lastTask: task.arn });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
