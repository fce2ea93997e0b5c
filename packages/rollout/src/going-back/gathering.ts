/**
 * How evidence is collected. Every probe is bounded, catches everything and reports its own absence: evidence never
 * delays the way back and never ends a run.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import { groupDeaths, isTold, type DeathGroup } from '../looking/deaths.ts';
import { after, isNews } from '../looking/events.ts';
import type { Evidence, Found } from '../evidence.ts';
import { logDestination } from './log-destination.ts';
import { lastPart } from '../names.ts';
import type { Task } from '../observations.ts';
import { isOf } from '../looking/ownership.ts';
import type { Reason } from '../facts.ts';
import type { Started } from '../phases.ts';
import { openEnd } from '../open-end.ts';
import type { Ports } from '../ports.ts';

const lineCount = 20;
const perProbe = 5000;
const targetLimit = 20;
/** A person reads so many causes, and so much of a log; a program may write megabytes on one line. */
const causeLimit = 20;
const lineLimit = 1000;
const logLimit = 12_000;

/** What vanishes with the tasks: read before the way back is asked for, 5 s in all. */
export function perishable(started: Started, ports: Ports): Promise<Evidence['targets']> {
  return bounded(ports.clock, async () => {
    if (started.targetGroups.length === 0) return absent('the service has no load balancer');
    const answers = await Promise.all(started.targetGroups.map((group) => ports.targets.health(group)));
    const bad = answers.flat().filter(({ state }) => state !== 'healthy');
    if (bad.length === 0) return absent('every target is healthy');
    return found(bad.slice(0, targetLimit));
  });
}

/** All of it at once, for an end that nobody has to hurry back from. */
export async function gathered(
  started: Started,
  reason: Reason,
  known: readonly Task[],
  breaker: Evidence['breaker'],
  ports: Ports,
): Promise<Evidence> {
  const targets = await perishable(started, ports);
  return { ...(await durable(started, reason, known, ports)), targets, breaker };
}

/** What stays readable for an hour: read while the baseline is put back. */
export async function durable(
  started: Started,
  reason: Reason,
  known: readonly Task[],
  ports: Ports,
): Promise<Pick<Evidence, 'deaths' | 'log' | 'alarms' | 'events'>> {
  const besides = Promise.all([alarmsOf(started, ports), eventsOf(started, ports)]);
  const stopped = await bounded(ports.clock, async () => found(await stoppedTasks(started, known, ports)));
  const deaths: Evidence['deaths'] =
    stopped.kind === 'found' ? nonEmpty(groupDeaths(stopped.value)) : stopped;
  const log = await bounded(ports.clock, () => lastLines(started, reason, deaths, ports));
  const [alarms, events] = await besides;
  return { deaths, log, alarms, events };
}

function alarmsOf({ request }: Started, ports: Ports): Promise<Evidence['alarms']> {
  return bounded(ports.clock, async () => {
    if (request.alarms.length === 0) return absent('no alarms were asked to be watched');
    return found((await ports.alarms.states(request.alarms)).slice(0, causeLimit));
  });
}

function eventsOf({ request, lastEvent }: Started, ports: Ports): Promise<Evidence['events']> {
  return bounded(ports.clock, async () => {
    const service = await ports.services.describe(request.name);
    const news = after(lastEvent, service?.events ?? []).filter(isNews);
    return news.length === 0
      ? absent('the service told of nothing unusual')
      : found(news.slice(0, causeLimit));
  });
}

async function stoppedTasks(
  started: Started,
  known: readonly Task[],
  ports: Ports,
): Promise<readonly Task[]> {
  const { name } = started.request;
  const listed = await ports.tasks.stopped(name);
  const fresh = listed.filter((arn) => !known.some((task) => task.arn === arn));
  const tasks = await ports.tasks.describe(name.cluster, fresh);
  return [...known, ...tasks.filter((task) => isTold(task) && isOf(started, task))];
}

async function lastLines(
  started: Started,
  reason: Reason,
  deaths: Evidence['deaths'],
  ports: Ports,
): Promise<Evidence['log']> {
  const worst = deaths.kind === 'found' ? told(deaths.value, reason) : undefined;
  const container = worst?.death.container;
  if (worst === undefined || container === undefined) return absent('no container of ours died');
  const { document } = await ports.taskDefinitions.describe(started.taskDefinition);
  const task = lastPart(worst.lastTask);
  const destination = logDestination(document, container, task);
  if (destination === undefined) return absent(`container ${container} has no awslogs stream with a prefix`);
  const lines = await ports.containerLogs.tail(destination, lineCount);
  if (lines.length === 0) return absent(`container ${container} wrote nothing to ${destination.group}`);
  return found({ container, task, destination, lines: readable(lines) });
}

/** Characters are counted; the newest lines are the ones that are kept. */
function readable(lines: readonly string[]): readonly string[] {
  const short = lines.map((each) => (each.length <= lineLimit ? each : `${each.slice(0, lineLimit - 1)}…`));
  let rest = logLimit;
  const kept = short.toReversed().filter((each) => (rest -= each.length) >= 0);
  return kept.toReversed();
}

/** The death that the reason names, for its last line stands beside it in the headline; else the most frequent. */
function told(groups: readonly DeathGroup[], { text }: Reason): DeathGroup | undefined {
  const named = groups.filter(({ death }) => text.includes(death.words));
  // "code 1" stands in "code 137" too.
  return named.toSorted((a, b) => b.death.words.length - a.death.words.length)[0] ?? groups[0];
}

const found = <T>(value: T): Found<T> => ({ kind: 'found', value });
const absent = (why: string): { readonly kind: 'absent'; readonly why: string } => ({ kind: 'absent', why });

function nonEmpty(groups: readonly DeathGroup[]): Evidence['deaths'] {
  return groups.length === 0 ? absent('no task of the deployment died') : found(groups.slice(0, causeLimit));
}

/** A probe that can neither throw nor hang. */
async function bounded<T>(clock: Clock, probe: () => Promise<Found<T>>): Promise<Found<T>> {
  const done = openEnd();
  const late = clock.sleep(perProbe, done).then(() => absent('there was no answer within 5 s'));
  const answer = probe().catch((thrown: unknown) => absent(asFailure(thrown).message));
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.end();
  }
}
