/**
 * Whether the containers of a revision have health checks. ECS calls the health of a task UNKNOWN when there is nothing
 * to check, and before the first answer of a check: only the document of its revision tells which.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Task } from '../observations.ts';
import { isDenied } from '../planning/guards.ts';
import { mayPassMeanwhile } from '../passing.ts';
import type { Ports } from '../ports.ts';
import type { Seen } from '../telling.ts';
import { hasHealthChecks } from './health.ts';

/**
 * A revision never changes, so its document is looked at once a run. Where the document can't be looked at, the health that ECS tells has to do.
 * @throws Failure when another look may tell.
 */
export async function definesChecks(taskDefinition: string, ports: Ports): Promise<boolean> {
  const learned = ports.learned?.healthChecks;
  const known = learned?.get(taskDefinition);
  if (known !== undefined) return known;
  try {
    const { document } = await ports.taskDefinitions.describe(taskDefinition);
    const answer = hasHealthChecks(document);
    learned?.set(taskDefinition, answer);
    return answer;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (mayPassMeanwhile(failure)) throw failure;
    ports.log.debug(`Whether there are health checks is not known: ${failure.message}`);
    // A role is what it is for the whole of a run.
    if (isDenied(failure)) learned?.set(taskDefinition, false);
    return false;
  }
}

/** The revisions of these tasks that have health checks, as far as it matters. @throws Failure when another look may tell. */
export async function checkedAmong(tasks: readonly Task[], ports: Ports): Promise<ReadonlySet<string>> {
  const open = tasks.filter(({ status, health }) => status === 'RUNNING' && health === 'UNKNOWN');
  const checked = new Set<string>();
  for (const revision of new Set(open.map(({ taskDefinition }) => taskDefinition)))
    if (await definesChecks(revision, ports)) checked.add(revision);
  return checked;
}

/** That of our own revision, kept with the watch. @throws Failure when another look may tell. */
export async function withChecks({ started, memory }: Seen, ports: Ports): Promise<Seen> {
  if (memory.hasChecks !== undefined) return { started, memory };
  const hasChecks = await definesChecks(started.taskDefinition, ports);
  return { started, memory: { ...memory, hasChecks } };
}
