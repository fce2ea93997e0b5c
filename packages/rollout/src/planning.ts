/** The phase in which nothing is touched: guards are checked, the baseline is captured, the way is chosen. */
import { asFailure } from '@slipway/action-kit/failures';
import { besidesTheRevision } from './asked-for.ts';
import { baselineOf } from './baseline.ts';
import { toldByCounts, unproven } from './by-counts.ts';
import { ended, refusedBy } from './endings.ts';
import { cancelledWhile, checkLooksAtTasks } from './guards.ts';
import { revisionName } from './names.ts';
import type { Baseline, Ended, Planning, Registering, Serving, Updating } from './phases.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';
import { servingAlready, type Already } from './serving-already.ts';
import { settled, type Settled } from './waiting-for-others.ts';

type Next = Registering | Updating | Ended<'unchanged'> | Ended<'planned'> | Ended<'refused'>;

export async function planning(phase: Planning, ports: Ports): Promise<Next> {
  const { request, registered } = phase;
  try {
    const found = await settled(request, ports, phase.waitingSince);
    if (request.wait) await checkLooksAtTasks(request, ports);
    const baseline = await baselineOf(found.service, found.newest, request.name, ports);
    const facts = await factsOf(phase, found, ports);
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
    return choose(phase, found, facts, baseline, ports);
  } catch (thrown) {
    const known = { taskDefinition: registered, registered: registered !== undefined };
    return refusedBy(asFailure(thrown), request, ports.clock.now(), known);
  }
}

interface Facts {
  /** ARN of what the service is asked to run. */
  readonly running: string;
  /** ARN of the revision to run; undefined when it has to be registered. */
  readonly target: string | undefined;
  /** Whether the target serves already; told only of what the service is asked to run. */
  readonly already: Already;
}

async function factsOf({ request, wanted }: Planning, found: Settled, ports: Ports): Promise<Facts> {
  const running = await ports.taskDefinitions.describe(found.service.taskDefinition);
  const target =
    wanted.kind === 'revision'
      ? (await ports.taskDefinitions.describe(wanted.reference)).arn
      : ports.sameDocument(wanted.document, running.document)
        ? running.arn
        : undefined;
  // What is deployed whatever is seen needs no look.
  const isOpen = target === running.arn && request.forceNewDeployment !== true;
  const already: Already = isOpen
    ? await servingAlready(running.arn, request, found, ports)
    : { kind: 'disproved' };
  return { running: running.arn, target, already };
}

function choose(
  { request, wanted, registered }: Planning,
  { service, waitingSince }: Settled,
  { running, target, already }: Facts,
  baseline: Baseline | undefined,
  ports: Ports,
): Next {
  const others = besidesTheRevision(request, service);
  const isForced = request.forceNewDeployment === true;
  if (already.kind !== 'disproved' && others.length === 0)
    return unchanged(request, already, baseline, ports);
  const again = target === running && already.kind === 'disproved';
  if (request.dryRun) {
    const text = wouldBe(service.name, target, running, again ? [] : others);
    const known = { baseline, taskDefinition: target };
    return ended('planned', request, { code: 'planned', text }, ports.clock.now(), known);
  }
  const common = { baseline, before: service.deployment, replaces: running, waitingSince };
  if (target === undefined) {
    if (wanted.kind === 'revision') throw new Error('a revision always has an ARN');
    return { kind: 'registering', request, wanted, ...common };
  }
  if (target === running && !isForced) {
    const name = revisionName(target);
    const words = again
      ? `${name} is what ${service.name} is asked to run, and nothing proves that it serves: it is deployed again.`
      : `${service.name} runs ${name} already, and gets ${others.join(' and ')}.`;
    ports.log.info(words);
  }
  return { kind: 'updating', request, ...common, taskDefinition: target, registered, again };
}

/** @param others what else is asked for of the revision that serves already; nothing when it is deployed again. */
function wouldBe(
  service: string,
  target: string | undefined,
  running: string,
  others: readonly string[],
): string {
  const name = target === undefined ? 'A new revision' : revisionName(target);
  if (target !== running)
    return `${name} would be deployed to ${service} in place of ${revisionName(running)}`;
  if (others.length === 0) return `${name} would be deployed to ${service} again`;
  return `${service} would keep ${name} and get ${others.join(' and ')}`;
}

type Serves = Exclude<Already, { kind: 'disproved' }>;

function unchanged(
  request: Request,
  already: Serves,
  baseline: Baseline | undefined,
  ports: Ports,
): Ended<'unchanged'> {
  const { text, warnings } = toldAs(already);
  const { taskDefinition, serving } = servedBy(already);
  const known = { baseline, taskDefinition, serving, warnings };
  return ended('unchanged', request, { code: 'unchanged', text }, ports.clock.now(), known);
}

/** What is told by counts is no proof, so it is not named as what serves. */
function servedBy(already: Serves): {
  readonly taskDefinition: string;
  readonly serving: Serving | undefined;
} {
  if (already.kind === 'counted')
    return { taskDefinition: already.service.taskDefinition, serving: undefined };
  const { taskDefinition, tasks } = already.seen;
  return { taskDefinition, serving: { taskDefinition, tasks } };
}

function toldAs(already: Serves): { readonly text: string; readonly warnings: readonly string[] } {
  const { service } = already.kind === 'proven' ? already.seen : already;
  const name = revisionName(servedBy(already).taskDefinition);
  if (service.desired === 0) {
    const warnings = [`Nothing runs: the desired count of ${service.name} is 0.`];
    return { text: `${service.name} is asked for 0 tasks of ${name} already`, warnings };
  }
  if (already.kind === 'counted')
    return { text: toldByCounts('runs already, with', already), warnings: [unproven(already)] };
  const tasks = `${String(already.seen.tasks)} of ${String(service.desired)} tasks`;
  return { text: `${name} runs already, with ${tasks}`, warnings: [] };
}
