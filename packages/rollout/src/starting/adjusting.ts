/**
 * The phase after an update that starts no deployment: another count, or other tags, for the revision that serves.
 * There is nothing to follow and no revision to put back, so the tasks that run are looked at until they are enough.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { tallyOf, toldByCounts, unproven, type Counted } from './by-counts.ts';
import { ended, knownOf } from '../endings.ts';
import { stuck } from '../ending/getting-stuck.ts';
import { isDenied } from '../planning/guards.ts';
import { line } from '../telling.ts';
import { counted, lasting, revisionName } from '../names.ts';
import { affordable, pause } from '../pace.ts';
import type { Reason } from '../facts.ts';
import type { Adjusting, Ended, Started } from '../phases.ts';
import type { ServiceState } from '../observations.ts';
import type { Ports, ServiceName } from '../ports.ts';
import { inTime, oneLook, orCancelled } from '../racing.ts';
import { alone, sightOf, type Seen } from '../ending/serving.ts';
import { deadlineOf } from '../watching/snapshot.ts';
import { succeeded } from '../ending/succeeding.ts';
import { superseded } from '../ending/superseding.ts';
import { isForeign, tookOver } from '../ending/takeover.ts';
import { jobCancelled } from '../going-back/turning-back.ts';

type Next = Adjusting | Ended<'succeeded'> | Ended<'superseded'> | Ended<'stuck'>;

export async function adjusting(phase: Adjusting, ports: Ports): Promise<Next> {
  const { started } = phase;
  const { name, timeout } = started.request;
  if (phase.looks > 0) await untilNextLook(started, ports);
  const seen = await orCancelled(seenInTime(started, ports), ports.cancelled);
  if (ports.cancelled.aborted) return left(started, jobCancelled, ports);
  if (seen !== undefined && isForeign(seen.service, started)) {
    return superseded(started, `While ${name.service} was adjusted, ${tookOver(seen.service)}`, ports);
  }
  if (seen !== undefined && isEnough(seen, started)) return done(seen, started, ports);
  const standing = standingOf(started, seen);
  if (ports.clock.now() < deadlineOf(started)) return told(phase, standing, ports);
  const text = `${name.service} was not adjusted after ${lasting(timeout)}: ${standing}`;
  return left(started, { code: 'timeout', text }, ports);
}

function untilNextLook(started: Started, { clock, random, cancelled }: Ports): Promise<void> {
  const rest = Math.max(0, deadlineOf(started) - clock.now());
  // The service, and who runs of it.
  const interval = affordable(started.request.pollInterval, 3 + started.targetGroups.length);
  return clock.sleep(Math.min(rest, pause(interval, 0, random)), cancelled);
}

function seenInTime(started: Started, ports: Ports): Promise<Seen | Counted | undefined> {
  return inTime(seenNow(started, ports), ports.clock.now() + oneLook, ports.clock);
}

/** Without fail-fast the counts of the service have to do where its tasks may not be looked at. */
async function seenNow({ request }: Started, ports: Ports): Promise<Seen | Counted | undefined> {
  const sight = await sightOf(request.name, ports);
  if (sight.kind === 'seen' || request.failFast || !isDenied(sight.failure)) return alone(sight);
  const service = await described(request.name, ports);
  return service === undefined ? undefined : { service, denial: sight.failure };
}

async function described(name: ServiceName, ports: Ports): Promise<ServiceState | undefined> {
  try {
    return await ports.services.describe(name);
  } catch (thrown) {
    ports.log.debug(`The counts could not be seen: ${asFailure(thrown).message}`);
    return undefined;
  }
}

function isEnough(seen: Seen | Counted, { taskDefinition }: Started): boolean {
  if ('denial' in seen) return tallyOf(seen.service) === 'as-asked';
  return seen.taskDefinition === taskDefinition && seen.healthy >= seen.service.desired;
}

function done(seen: Seen | Counted, started: Started, ports: Ports): Ended<'succeeded'> {
  if (!('denial' in seen)) return succeeded(started, seen, ports);
  const reason = { code: 'succeeded', text: toldByCounts('has', seen) };
  const known = { ...knownOf(started), warnings: [unproven(seen)] };
  return ended('succeeded', started.request, reason, ports.clock.now(), known);
}

function standingOf({ taskDefinition }: Started, seen: Seen | Counted | undefined): string {
  if (seen === undefined) return 'what runs is not seen';
  if ('denial' in seen) return toldByCounts('has', seen);
  const { tasks, healthy, service } = seen;
  const wanted = counted(service.desired, 'task');
  return `${String(tasks)} of ${wanted} of ${revisionName(taskDefinition)} running, ${String(healthy)} healthy`;
}

/** What changed is told at once, and what did not once a minute. */
function told(phase: Adjusting, standing: string, ports: Ports): Adjusting {
  const now = ports.clock.now();
  const next = { ...phase, looks: phase.looks + 1 };
  const isSame = standing === phase.line;
  if (isSame && now - phase.lineAt < 60_000) return next;
  ports.log.info(line(phase.started, ports, isSame ? `still ${standing}` : standing));
  return { ...next, line: standing, lineAt: now };
}

function left(started: Started, { code, text }: Reason, ports: Ports): Promise<Ended<'stuck'>> {
  const { service } = started.request.name;
  const reason = { code, text: `${text}; ${service} is left as it was asked to be` };
  const hint = 'Look at the events of the service: they say why ECS starts no more tasks.';
  return stuck(started, reason, ports, { hint });
}
