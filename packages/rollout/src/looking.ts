/**
 * One look at a started deployment: one DescribeServiceDeployments each time, the tasks when the counts changed
 * or now and then, the service when the deployment has ended or its name is not known yet.
 */
import { asFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { deathOf } from './deaths.ts';
import { isDenied } from './guards.ts';
import { wasHealthy } from './health.ts';
import { isOver } from './looking-at-the-service.ts';
import type { Memory } from './memory.ts';
import { elapsed, lastPart } from './names.ts';
import type { Deployment, Task } from './observations.ts';
import { isOf } from './ownership.ts';
import type { Started } from './phases.ts';
import type { Ports } from './ports.ts';
import { healthyOf, runningTasks } from './serving.ts';
import type { Snapshot } from './snapshot.ts';

/** Looks between two regular glances at stopped and at running tasks: with 4 s, every 20 s and every 32 s. */
const stoppedEvery = 5;
const runningEvery = 8;

export interface Look {
  readonly snapshot: Snapshot;
  readonly started: Started;
  readonly memory: Memory;
}

export async function look(before: Started, memory: Memory, ports: Ports): Promise<Look> {
  const started = before.deployment === undefined ? await named(before, ports) : before;
  const deployment =
    started.deployment === undefined ? undefined : await ports.deployments.describe(started.deployment);
  if (deployment === undefined && memory.shown) throw shownNoMore(started);
  const counts = countsOf(deployment);
  const changed = counts !== memory.counts;
  const shown = memory.shown || deployment !== undefined;
  const base = { ...memory, shown, counts, looks: memory.looks + 1, misses: 0, lastMiss: undefined };
  const withAll = await orBlind(base, started, async () => {
    const withDead = await withStopped(base, started, changed || memory.looks % stoppedEvery === 0, ports);
    return withHealthy(withDead, started, deployment, changed, ports);
  });
  const service = await serviceWhenOver(started, deployment, ports);
  return { snapshot: { deployment, service }, started, memory: withAll };
}

/** Without fail-fast no task decides anything: what a role may not see of them is evidence that is absent. */
async function orBlind(memory: Memory, { request }: Started, see: () => Promise<Memory>): Promise<Memory> {
  if (memory.blind) return memory;
  try {
    return await see();
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (request.failFast || !isDenied(failure)) throw failure;
    return { ...memory, blind: true };
  }
}

/** ECS forgets none for 90 days: an empty answer about one that it has shown is no answer. */
function shownNoMore({ deployment = '' }: Started): Failure {
  const what = `ECS shows deployment ${lastPart(deployment)} no more`;
  return upstreamFailure({ code: 'deployment-not-shown', what });
}

/** The answer to UpdateService may come before ECS names the new deployment. */
async function named(started: Started, ports: Ports): Promise<Started> {
  const service = await ports.services.describe(started.request.name);
  if (service === undefined || service.deployment === started.before) return started;
  if (service.taskDefinition !== started.taskDefinition) return started;
  return { ...started, deployment: service.deployment, owner: started.owner ?? service.owner };
}

function countsOf(deployment: Deployment | undefined): string {
  const target = deployment?.target;
  return [target?.running, target?.pending, deployment?.breaker?.failures, deployment?.status].join('/');
}

async function withStopped(memory: Memory, started: Started, due: boolean, ports: Ports): Promise<Memory> {
  if (!due || started.deployment === undefined) return memory;
  const { name } = started.request;
  const fresh = (await ports.tasks.stopped(name)).filter((arn) => !memory.seen.includes(arn));
  if (fresh.length === 0) return memory;
  const tasks = await ports.tasks.describe(name.cluster, fresh);
  const done = tasks.filter(({ status }) => status === 'STOPPED');
  const ours = done.filter((task) => isOf(started, task));
  for (const task of ours) tell(task, started, ports);
  return {
    ...memory,
    // One that still is stopping has no exit code yet: the next look is a close one again.
    counts: done.length < tasks.length ? '' : memory.counts,
    seen: [...memory.seen, ...done.map(({ arn }) => arn)],
    stopped: [...memory.stopped, ...ours],
    everHealthy: memory.everHealthy || ours.some((task) => wasHealthy(task, started.targetGroups.length > 0)),
  };
}

function tell(task: Task, started: Started, ports: Ports): void {
  const death = deathOf(task);
  if (death !== undefined)
    ports.log.info(line(started, ports, `task ${lastPart(task.arn)} died: ${death.words}`));
}

/** A line of the log with the time since UpdateService. */
export function line(started: Started, ports: Pick<Ports, 'clock'>, words: string): string {
  return `${elapsed(ports.clock.now() - started.startedAt)} ${words}`;
}

async function withHealthy(
  memory: Memory,
  started: Started,
  deployment: Deployment | undefined,
  changed: boolean,
  ports: Ports,
): Promise<Memory> {
  const target = deployment?.target;
  if (target === undefined || target.running === 0) return { ...memory, healthy: 0 };
  const due = changed || memory.looks % runningEvery === 0;
  if (!due || (memory.everHealthy && memory.healthy >= target.requested)) return memory;
  const all = await runningTasks(started.request.name, started.targetGroups, ports);
  const ours = { ...all, tasks: all.tasks.filter((task) => isOf(started, task)) };
  const healthy = healthyOf(ours, ports.clock.now());
  return { ...memory, healthy, everHealthy: memory.everHealthy || healthy > 0 };
}

async function serviceWhenOver(
  started: Started,
  deployment: Deployment | undefined,
  ports: Ports,
): Promise<Snapshot['service']> {
  if (deployment === undefined || !isOver(deployment)) return undefined;
  return ports.services.describe(started.request.name);
}
