/**
 * The proof of an end: what serves is read from the tasks that run, never from what ECS was asked for.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { isHealthy } from './health.ts';
import type { ServiceState, TargetHealth, Task } from './observations.ts';
import type { Serving } from './phases.ts';
import type { Ports, ServiceName } from './ports.ts';
import { inTime } from './racing.ts';

/** Tasks that run, by the revision they run. */
export interface Running {
  readonly tasks: readonly Task[];
  readonly targets: readonly TargetHealth[] | undefined;
}

export async function runningTasks(
  name: ServiceName,
  targetGroups: readonly string[],
  ports: Ports,
): Promise<Running> {
  const tasks = await ports.tasks.describe(name.cluster, await ports.tasks.live(name));
  return { tasks, targets: await targetsOf(targetGroups, ports) };
}

/** A load balancer that can't be asked is as good as none: ECS has asked it. */
async function targetsOf(
  groups: readonly string[],
  ports: Ports,
): Promise<readonly TargetHealth[] | undefined> {
  if (groups.length === 0) return undefined;
  try {
    return (await Promise.all(groups.map((group) => ports.targets.health(group)))).flat();
  } catch (thrown) {
    ports.log.debug(`Target health is not known: ${asFailure(thrown).message}`);
    return undefined;
  }
}

/** How many of the tasks are healthy, or run at all when nothing tells of their health. */
export function healthyOf({ tasks, targets }: Running, now: number): number {
  return tasks.filter((task) => isHealthy(task, targets, now)).length;
}

/** How long a proof is waited for: it must not eat a deadline, nor the last seconds of a cancelled job. */
const patience = 10_000;
const whenCancelled = 2000;

export interface Seen extends Serving {
  readonly tasks: number;
  /** What the service is asked for: tasks, revision and newest deployment. */
  readonly service: ServiceState;
}

/**
 * What serves now; undefined when it can't be told: it could not be seen, or two revisions run.
 * Nothing running is told as the revision that the service is asked to run, with 0 tasks.
 */
export async function servingNow(name: ServiceName, ports: Ports): Promise<Seen | undefined> {
  const { clock, cancelled } = ports;
  const until = clock.now() + (cancelled.aborted ? whenCancelled : patience);
  try {
    return await inTime(seenRunning(name, ports), until, clock);
  } catch (thrown) {
    ports.log.debug(`What serves could not be seen: ${asFailure(thrown).message}`);
    return undefined;
  }
}

async function seenRunning(name: ServiceName, ports: Ports): Promise<Seen | undefined> {
  const service = await ports.services.describe(name);
  if (service === undefined) return undefined;
  const { tasks } = await runningTasks(name, [], ports);
  const running = tasks.filter(({ status, health }) => status === 'RUNNING' && health !== 'UNHEALTHY');
  const revisions = new Set(running.map(({ taskDefinition }) => taskDefinition));
  if (revisions.size > 1) return undefined;
  const taskDefinition = running[0]?.taskDefinition ?? service.taskDefinition;
  return { taskDefinition, tasks: running.length, service };
}
