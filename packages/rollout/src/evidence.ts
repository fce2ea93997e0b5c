/**
 * What is collected about a failure, for the person who reads the summary. Every probe is bounded, catches
 * everything and reports its own absence: evidence never delays the way back and never ends a run.
 */
import { asFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import { groupDeaths, type DeathGroup } from './deaths.ts';
import { lastPart } from './names.ts';
import type { Deployment, LogDestination, TargetHealth, Task, TaskDocument } from './observations.ts';
import type { Started } from './phases.ts';
import type { Ports } from './ports.ts';

/** A finding, or why there is none. */
export type Found<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'absent'; readonly why: string };

export interface ContainerLog {
  readonly container: string;
  /** Id of the task. */
  readonly task: string;
  readonly destination: LogDestination;
  /** Oldest first; text from outside. */
  readonly lines: readonly string[];
}

export interface Evidence {
  readonly deaths: Found<readonly DeathGroup[]>;
  readonly log: Found<ContainerLog>;
  readonly targets: Found<readonly TargetHealth[]>;
  readonly breaker: Deployment['breaker'];
}

const notYet = { kind: 'absent', why: 'not looked for' } as const;
export const noEvidence: Evidence = { deaths: notYet, log: notYet, targets: notYet, breaker: undefined };

const lineCount = 20;
const perProbe = 5000;
const targetLimit = 20;

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
  known: readonly Task[],
  breaker: Evidence['breaker'],
  ports: Ports,
): Promise<Evidence> {
  const targets = await perishable(started, ports);
  return { ...(await durable(started, known, ports)), targets, breaker };
}

/** What stays readable for an hour: read while the baseline is put back. */
export async function durable(
  started: Started,
  known: readonly Task[],
  ports: Ports,
): Promise<Pick<Evidence, 'deaths' | 'log'>> {
  const stopped = await bounded(ports.clock, async () => found(await stoppedTasks(started, known, ports)));
  const deaths: Evidence['deaths'] =
    stopped.kind === 'found' ? nonEmpty(groupDeaths(stopped.value)) : stopped;
  const log = await bounded(ports.clock, () => lastLines(started, deaths, ports));
  return { deaths, log };
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
  return [...known, ...tasks.filter((task) => isOf(started, task))];
}

/** Whether our deployment started the task. */
export function isOf(started: Pick<Started, 'owner' | 'taskDefinition'>, task: Task): boolean {
  if (started.owner !== undefined && task.owner !== undefined) return task.owner === started.owner;
  return task.taskDefinition === started.taskDefinition;
}

async function lastLines(
  started: Started,
  deaths: Evidence['deaths'],
  ports: Ports,
): Promise<Evidence['log']> {
  const worst = deaths.kind === 'found' ? deaths.value[0] : undefined;
  const container = worst?.death.container;
  if (worst === undefined || container === undefined) return absent('no container of ours died');
  const { document } = await ports.taskDefinitions.describe(started.taskDefinition);
  const task = lastPart(worst.lastTask);
  const destination = logDestination(document, container, task);
  if (destination === undefined) return absent(`container ${container} has no awslogs stream with a prefix`);
  const lines = await ports.containerLogs.tail(destination, lineCount);
  if (lines.length === 0) return absent(`container ${container} wrote nothing to ${destination.group}`);
  return found({ container, task, destination, lines });
}

/** `prefix/container/task`, as the awslogs driver names its streams. */
export function logDestination(
  document: TaskDocument,
  container: string,
  task: string,
): LogDestination | undefined {
  const containers = Array.isArray(document.containerDefinitions) ? document.containerDefinitions : [];
  const definition = containers.map(record).find(({ name }) => name === container);
  const configuration = record(definition?.logConfiguration);
  const options = record(configuration.options);
  const [group, prefix] = [options['awslogs-group'], options['awslogs-stream-prefix']];
  const region = options['awslogs-region'];
  if (configuration.logDriver !== 'awslogs' || typeof group !== 'string' || typeof prefix !== 'string') {
    return undefined;
  }
  return {
    group,
    stream: `${prefix}/${container}/${task}`,
    region: typeof region === 'string' ? region : undefined,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const found = <T>(value: T): Found<T> => ({ kind: 'found', value });
const absent = (why: string): { readonly kind: 'absent'; readonly why: string } => ({ kind: 'absent', why });

function nonEmpty(groups: readonly DeathGroup[]): Evidence['deaths'] {
  return groups.length === 0 ? absent('no task of the deployment died') : found(groups);
}

/** A probe that can neither throw nor hang. */
async function bounded<T>(clock: Clock, probe: () => Promise<Found<T>>): Promise<Found<T>> {
  const done = new AbortController();
  const late = clock.sleep(perProbe, done.signal).then(() => absent('there was no answer within 5 s'));
  const answer = probe().catch((thrown: unknown) => absent(asFailure(thrown).message));
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
  }
}
