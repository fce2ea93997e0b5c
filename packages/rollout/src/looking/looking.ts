/**
 * One look at a started deployment: one DescribeServiceDeployments each time; its tasks, alarms and the events of the
 * service when something changed or now and then, each on a rhythm of its own, so that no service is asked more than
 * 0.4 times a second; the service itself when the deployment has ended or its name is not known yet.
 */
import { upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { withCourse } from './following-the-course.ts';
import { countsOf, glanceOf } from './glance.ts';
import { withAlarms } from './looking-at-alarms.ts';
import { withEvents } from './looking-at-events.ts';
import { withTasks } from './looking-at-tasks.ts';
import { isOver } from '../planning/looking-at-the-service.ts';
import { withOwnDeployment } from '../starting/own-deployment.ts';
import type { Memory } from '../memory.ts';
import { lastPart } from '../names.ts';
import type { Deployment } from '../observations.ts';
import type { Started } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { Snapshot } from '../watching/snapshot.ts';
import type { Seen } from '../telling.ts';

export interface Look extends Seen {
  readonly snapshot: Snapshot;
}

export async function look(before: Started, memory: Memory, ports: Ports): Promise<Look> {
  const started = before.deployment === undefined ? await named(before, ports) : before;
  const deployment =
    started.deployment === undefined ? undefined : await ports.deployments.describe(started.deployment);
  if (deployment === undefined && memory.shown) throw shownNoMore(started);
  const counts = countsOf(deployment);
  const glance = glanceOf(deployment, memory.counts, counts);
  const shown = memory.shown || deployment !== undefined;
  const sources = deployment?.sources ?? memory.sources;
  const looks = memory.looks + 1;
  const breaker = deployment?.breaker ?? memory.breaker;
  const known = { ...memory, shown, sources, breaker, counts, looks };
  const base = { ...known, misses: 0, lastMiss: undefined, isUnproven: false };
  const service = await serviceWhenOver(started, deployment, ports);
  // From here on nothing fails that has told something: a look that is taken again would tell it again.
  const tasks = await withTasks({ started, memory: base }, glance, ports);
  const besides = await withAlarms(withCourse(tasks, deployment, ports), glance, ports);
  const told = await withEvents(besides, glance, ports);
  return { snapshot: { deployment, service, takenAt: ports.awsTime(ports.clock.now()) }, ...told };
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
  const { deployment, owner } = await withOwnDeployment(service, started, ports);
  return { ...started, deployment, owner: started.owner ?? owner };
}

async function serviceWhenOver(
  started: Started,
  deployment: Deployment | undefined,
  ports: Ports,
): Promise<Snapshot['service']> {
  if (deployment === undefined || !isOver(deployment)) return undefined;
  return ports.services.describe(started.request.name);
}
