/** The tasks of our deployment that run: how many are healthy, and what the load balancer has against the others. */
import { asFailure } from '@slipway/action-kit/failures';
import type { Glance } from './glance.ts';
import { withChecks } from './health-checks.ts';
import type { Task } from '../observations.ts';
import { isOf } from './ownership.ts';
import type { Ports } from '../ports.ts';
import { withPatience, withRefusals } from './refusals.ts';
import { healthyOf, targetsOf } from '../ending/serving.ts';
import type { Seen } from '../telling.ts';

/** Looks between two regular glances: with 4 s, every 44 s. */
const regularly = 11;

export async function withRunning(seen: Seen, glance: Glance, ports: Ports): Promise<Seen> {
  const { memory, started } = seen;
  const target = glance.counts;
  if (target === undefined || target.running === 0) return { started, memory: { ...memory, healthy: 0 } };
  const isOpen = started.request.failFast && !memory.everHealthy;
  const isJudged =
    isOpen && memory.judgeAt !== undefined && ports.awsTime(ports.clock.now()) >= memory.judgeAt;
  const due = glance.changed || isJudged || memory.looks % regularly === 6;
  if (!due || (memory.everHealthy && memory.healthy >= target.requested)) return seen;
  return looked(seen, glance, ports);
}

async function looked(seen: Seen, glance: Glance, ports: Ports): Promise<Seen> {
  const asked = await withPatience(await withDocument(seen, ports), ports);
  const { started } = asked;
  const { live, ours } = await running(asked, glance, ports);
  const targets = await targetsOf(started.targetGroups, ports);
  const now = ports.awsTime(ports.clock.now());
  // A verdict may rest on it: as long as checks are possible a task whose health is UNKNOWN is not healthy.
  const healthy = healthyOf({ tasks: ours, targets }, now, asked.memory.hasChecks ?? true);
  const memory = { ...asked.memory, live, healthy, everHealthy: asked.memory.everHealthy || healthy > 0 };
  return { started, memory: withRefusals({ started, memory }, ours, targets, now) };
}

/** Who runs changes with the counts; between two changes only their health does. */
async function running(
  { started, memory }: Seen,
  { changed }: Glance,
  ports: Ports,
): Promise<{ readonly live: readonly string[]; readonly ours: readonly Task[] }> {
  const { name } = started.request;
  const live = changed || memory.live.length === 0 ? await ports.tasks.live(name) : memory.live;
  const tasks = await ports.tasks.describe(name.cluster, live);
  const ours = tasks.filter((task) => isOf(started, task) && task.status !== 'STOPPED');
  // One that is gone is followed by others: the next glance asks who runs.
  return { live: tasks.some(({ status }) => status === 'STOPPED') ? [] : live, ours };
}

/** Where the look fails for a reason that passes, the next one asks again. */
async function withDocument(seen: Seen, ports: Ports): Promise<Seen> {
  try {
    return await withChecks(seen, ports);
  } catch (thrown) {
    ports.log.debug(`Whether there are health checks is not known: ${asFailure(thrown).message}`);
    return seen;
  }
}
