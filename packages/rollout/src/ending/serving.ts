/**
 * The proof of an end: what serves is read from the tasks that run, never from what ECS was asked for.
 */
import { asFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { isHealthy } from '../looking/health.ts';
import { checkedAmong } from '../looking/health-checks.ts';
import type { ServiceState, TargetHealth, Task } from '../observations.ts';
import { mayPass } from '../passing.ts';
import type { Crew, Serving } from '../facts.ts';
import type { Ports, ServiceName } from '../ports.ts';
import { inTime, noAnswer } from '../racing.ts';

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

/**
 * A load balancer that may not be asked is as good as none: ECS has asked it.
 * @throws Failure when another look may tell.
 */
export async function targetsOf(
  groups: readonly string[],
  ports: Ports,
): Promise<readonly TargetHealth[] | undefined> {
  if (groups.length === 0) return undefined;
  try {
    return (await Promise.all(groups.map((group) => ports.targets.health(group)))).flat();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (mayPass(failure)) throw failure;
    ports.log.debug(`Target health is not known: ${failure.message}`);
    return undefined;
  }
}

/** How many of the tasks are healthy, or run at all when nothing tells of their health. */
export function healthyOf({ tasks, targets }: Running, now: number, hasChecks = false): number {
  return tasks.filter((task) => isHealthy(task, targets, now, hasChecks)).length;
}

/** How long a proof is waited for: it must not eat a deadline, nor the last seconds of a cancelled job. */
const patience = 10_000;
const whenCancelled = 2000;

export interface Seen extends Serving {
  readonly tasks: number;
  /** How many of them are healthy: in a loop of crashes one may run at any time, and none serves. */
  readonly healthy: number;
  /** What the service is asked for: tasks, revision and newest deployment. */
  readonly service: ServiceState;
}

/** One look at what runs: a look that failed is told from one that saw something else than was hoped for. */
export type Sight =
  | {
      readonly kind: 'seen';
      readonly service: ServiceState;
      /** Running tasks by the ARN of their task definition; a revision that runs none has no entry. */
      readonly running: ReadonlyMap<string, number>;
      /** Those of them that are healthy, likewise. */
      readonly healthy: ReadonlyMap<string, number>;
      /** All that runs, those that failed their container checks included. */
      readonly crews: readonly Crew[];
      /** Whether the load balancers of the service, if it has any, could be asked. */
      readonly isHealthTold: boolean;
    }
  | { readonly kind: 'unseen'; readonly failure: Failure };

/** Never throws, and never takes longer than a proof may. */
export async function sightOf(name: ServiceName, ports: Ports): Promise<Sight> {
  const { clock, cancelled } = ports;
  const until = clock.now() + (cancelled.aborted ? whenCancelled : patience);
  try {
    const sight = await inTime(seenRunning(name, ports), until, clock);
    if (sight === undefined) throw noAnswer;
    return sight;
  } catch (thrown) {
    const failure = asFailure(thrown);
    ports.log.debug(`What serves could not be seen: ${failure.message}`);
    return { kind: 'unseen', failure };
  }
}

async function seenRunning(name: ServiceName, ports: Ports): Promise<Sight> {
  const service = await ports.services.describe(name);
  if (service === undefined)
    throw upstreamFailure({
      code: 'service-not-shown',
      what: `ECS shows service ${name.service} no more`,
    });
  const { tasks, targets } = await runningTasks(name, service.targetGroups, ports);
  const up = tasks.filter(({ status }) => status === 'RUNNING');
  const able = up.filter(({ health }) => health !== 'UNHEALTHY');
  const checked = await checkedAmong(able, ports);
  const now = ports.awsTime(ports.clock.now());
  const healthy = byRevision(
    able.filter((task) => isHealthy(task, targets, now, checked.has(task.taskDefinition))),
  );
  const crews = [...byRevision(up)].map(([taskDefinition, running]) => ({
    taskDefinition,
    running,
    healthy: healthy.get(taskDefinition) ?? 0,
  }));
  const isHealthTold = service.targetGroups.length === 0 || targets !== undefined;
  return { kind: 'seen', service, running: byRevision(able), healthy, crews, isHealthTold };
}

function byRevision(tasks: readonly Task[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { taskDefinition } of tasks) counts.set(taskDefinition, (counts.get(taskDefinition) ?? 0) + 1);
  return counts;
}

/**
 * What serves alone; undefined when it could not be seen, or two revisions run.
 * Nothing running is told as the revision that the service is asked to run, with 0 tasks.
 */
export function alone(sight: Sight): Seen | undefined {
  if (sight.kind === 'unseen' || sight.running.size > 1) return undefined;
  const { service, running, healthy } = sight;
  const [taskDefinition = service.taskDefinition] = running.keys();
  const tasks = running.get(taskDefinition) ?? 0;
  return { taskDefinition, tasks, healthy: healthy.get(taskDefinition) ?? 0, service };
}

/** What an end that proves nothing tells of the service: what serves all the same, and what runs. */
export interface CrewsNow {
  /** Undefined when it could not be seen, nothing serves, or several revisions do. */
  readonly serving: Serving | undefined;
  /** Undefined when it could not be seen. */
  readonly crews: readonly Crew[] | undefined;
}

/** What serves is what is healthy, whatever runs beside it. Never throws. */
export async function crewsNow(name: ServiceName, ports: Ports): Promise<CrewsNow> {
  const sight = await sightOf(name, ports);
  if (sight.kind === 'unseen') return { serving: undefined, crews: undefined };
  if (!sight.isHealthTold) return { serving: aloneAndWell(sight), crews: undefined };
  const { crews } = sight;
  const [first, ...others] = crews.filter(({ healthy }) => healthy > 0);
  const isAlone = first !== undefined && others.length === 0;
  return {
    serving: isAlone ? { taskDefinition: first.taskDefinition, tasks: first.healthy } : undefined,
    crews,
  };
}

/** What alone runs and is healthy by all that is told: of anything else nothing can be said without the load balancer. */
function aloneAndWell(sight: Sight): Serving | undefined {
  const only = alone(sight);
  return only !== undefined && only.healthy > 0
    ? { taskDefinition: only.taskDefinition, tasks: only.tasks }
    : undefined;
}

/** Whether nothing is asked for, or something of it is healthy. */
export const servesAtAll = ({ healthy, service }: Seen): boolean => healthy > 0 || service.desired === 0;

/** What serves now, alone. */
export async function servingNow(name: ServiceName, ports: Ports): Promise<Seen | undefined> {
  return alone(await sightOf(name, ports));
}
