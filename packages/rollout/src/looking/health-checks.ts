/**
 * Whether the containers of a revision have health checks. ECS calls the health of a task UNKNOWN when there is nothing
 * to check, and before the first answer of a check: only the document of its revision tells which.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Task } from '../observations.ts';
import { mayPass } from '../passing.ts';
import type { Ports, TaskDefinitions } from '../ports.ts';
import { hasHealthChecks } from './health.ts';

/** A revision never changes, so its document is looked at once a run. */
const known = new WeakMap<TaskDefinitions, Map<string, boolean>>();

/**
 * Where the document can't be looked at, the health that ECS tells has to do.
 * @throws Failure when another look may tell.
 */
export async function definesChecks(taskDefinition: string, ports: Ports): Promise<boolean> {
  const answers = known.get(ports.taskDefinitions) ?? new Map<string, boolean>();
  known.set(ports.taskDefinitions, answers);
  const answer = answers.get(taskDefinition) ?? (await looked(taskDefinition, ports));
  answers.set(taskDefinition, answer);
  return answer;
}

async function looked(taskDefinition: string, ports: Ports): Promise<boolean> {
  try {
    return hasHealthChecks((await ports.taskDefinitions.describe(taskDefinition)).document);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (mayPass(failure)) throw failure;
    ports.log.debug(`Whether there are health checks is not known: ${failure.message}`);
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
