/** The phase in which nothing is touched: guards are checked, the baseline is captured, the way is chosen. */
import { asFailure } from '@slipway/action-kit/failures';
import { besidesTheRevision } from './asked-for.ts';
import { baselineOf, endedWell } from './baseline.ts';
import { ended, refusedBy } from './endings.ts';
import { cancelledWhile, checkLooksAtTasks } from './guards.ts';
import { revisionName } from './names.ts';
import type { Baseline, Ended, Planning, Registering, Updating } from './phases.ts';
import type { Ports } from './ports.ts';
import type { Request } from './request.ts';
import { servingNow, type Seen } from './serving.ts';
import { settled, type Settled } from './waiting-for-others.ts';

type Next = Registering | Updating | Ended<'unchanged'> | Ended<'planned'> | Ended<'refused'>;

export async function planning(phase: Planning, ports: Ports): Promise<Next> {
  const { request, registered } = phase;
  try {
    const found = await settled(request, ports);
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
  /** What proves that the target serves already, with as many tasks as the service is asked for. */
  readonly proof: Seen | undefined;
}

async function factsOf({ request, wanted }: Planning, found: Settled, ports: Ports): Promise<Facts> {
  const running = await ports.taskDefinitions.describe(found.service.taskDefinition);
  const target =
    wanted.kind === 'revision'
      ? (await ports.taskDefinitions.describe(wanted.reference)).arn
      : ports.sameDocument(wanted.document, running.document)
        ? running.arn
        : undefined;
  const proof = target === running.arn ? await proofOf(running.arn, request, found, ports) : undefined;
  return { running: running.arn, target, proof };
}

/**
 * Counts of the service prove nothing: they hold tasks of every revision. Nor does a service that runs nothing and
 * is to run something: its first tasks want a deployment that can be watched.
 */
async function proofOf(
  revision: string,
  request: Request,
  { newest }: Settled,
  ports: Ports,
): Promise<Seen | undefined> {
  if (!endedWell(newest)) return undefined;
  const seen = await servingNow(request.name, ports);
  if (seen?.taskDefinition !== revision || seen.tasks < seen.service.desired) return undefined;
  const wanted = request.desiredCount ?? seen.service.desired;
  return seen.tasks === 0 && wanted > 0 ? undefined : seen;
}

function choose(
  { request, wanted, registered }: Planning,
  { service }: Settled,
  { running, target, proof }: Facts,
  baseline: Baseline | undefined,
  ports: Ports,
): Next {
  const others = besidesTheRevision(request, service);
  const isForced = request.forceNewDeployment === true;
  if (proof !== undefined && others.length === 0 && !isForced)
    return unchanged(request, proof, baseline, ports);
  const again = target === running && (isForced || proof === undefined);
  if (request.dryRun) {
    const text = wouldBe(service.name, target, running, again ? [] : others);
    const known = { baseline, taskDefinition: target };
    return ended('planned', request, { code: 'planned', text }, ports.clock.now(), known);
  }
  const common = { baseline, before: service.deployment, replaces: running };
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

function unchanged(
  request: Request,
  { taskDefinition, tasks, service }: Seen,
  baseline: Baseline | undefined,
  ports: Ports,
): Ended<'unchanged'> {
  const name = revisionName(taskDefinition);
  const none = service.desired === 0;
  const text = none
    ? `${service.name} is asked for 0 tasks of ${name} already`
    : `${name} runs already, with ${String(tasks)} of ${String(service.desired)} tasks`;
  const warnings = none ? [`Nothing runs: the desired count of ${service.name} is 0.`] : [];
  const known = { baseline, taskDefinition, serving: { taskDefinition, tasks }, warnings };
  return ended('unchanged', request, { code: 'unchanged', text }, ports.clock.now(), known);
}
