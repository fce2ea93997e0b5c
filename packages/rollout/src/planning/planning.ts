/** The phase in which nothing is touched: guards are checked, the baseline is captured, the way is chosen. */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { besidesTheRevision, hasVolume } from './asked-for.ts';
import { baselineBefore, baselineOf } from './baseline.ts';
import { ended, refusedBy } from '../endings.ts';
import { cancelledWhile, checkLooksAtTasks } from './guards.ts';
import { bringsWanted, joined, type Joined } from './joining.ts';
import { lookedAhead } from './looking-ahead.ts';
import type { ServiceLook } from './looking-at-the-service.ts';
import { revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Baseline, Found } from '../facts.ts';
import type { Ended, Planning, Registering, Updating } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { orCancelled } from '../racing.ts';
import type { Request } from '../request.ts';
import { servingAlready, type Already } from './serving-already.ts';
import { checkActive, targetOf, type Target } from './target-revision.ts';
import { unchanged } from './staying-unchanged.ts';
import { triedAgain } from '../trying-again.ts';
import { checkUnderWay } from './under-way.ts';
import { settled, type Settled } from './waiting-for-others.ts';

type Next = Registering | Updating | Joined | Ended<'unchanged'> | Ended<'refused'>;

/** Nothing is touched yet: a cancelled job waits for no look. */
export async function planning(phase: Planning, ports: Ports): Promise<Next> {
  return (
    (await orCancelled(planned(phase, ports), ports.cancelled)) ??
    refused(phase, cancelledWhile('planning'), ports)
  );
}

async function planned(phase: Planning, ports: Ports): Promise<Next> {
  const { request } = phase;
  try {
    const isOurs = async (look: ServiceLook): Promise<boolean> => {
      await checkUnderWay(phase, look, ports);
      return bringsWanted(phase, look, ports);
    };
    const found = await settled(request, isOurs, ports, phase.waitingSince);
    if (request.wait) await triedAgain(request, () => checkLooksAtTasks(request, ports), ports);
    const { service, newest } = found;
    const baselineNow = () =>
      found.isOurs && newest !== undefined
        ? baselineBefore(newest, service, request.name, ports)
        : baselineOf(service, newest, request.name, ports);
    const baseline = await triedAgain(request, baselineNow, ports);
    const ahead = await lookedAhead(request, service, baseline, ports, found.isOurs ? newest : undefined);
    if (found.isOurs && newest !== undefined)
      return await triedAgain(
        request,
        () => joined(phase, { service, newest, baseline, ahead }, ports),
        ports,
      );
    const facts = { ...(await factsOf(phase, found, ports)), ahead };
    if (ports.cancelled.aborted) throw cancelledWhile('planning');
    return choose(phase, found, facts, baseline, ports);
  } catch (thrown) {
    return refused(phase, asFailure(thrown), ports);
  }
}

function refused({ request, registered }: Planning, failure: Failure, ports: Ports): Ended<'refused'> {
  const known = { taskDefinition: registered, registered: registered !== undefined };
  return refusedBy(failure, request, ports.clock.now(), known);
}

interface Facts {
  /** The revision to run; undefined when it has to be registered. */
  readonly target: Target | undefined;
  /** Whether the service is asked to run the target already. */
  readonly isRunning: boolean;
  /** Whether the target serves already; told only of what the service is asked to run. */
  readonly already: Already;
}

interface Known extends Facts {
  readonly ahead: Found;
}

async function factsOf({ request, wanted }: Planning, found: Settled, ports: Ports): Promise<Facts> {
  const { service } = found;
  const target = await triedAgain(request, () => targetOf(wanted, request, found, ports), ports);
  const isRunning = target?.arn === service.taskDefinition;
  // What is deployed whatever is seen needs no look.
  const isOpen = isRunning && request.forceNewDeployment !== true && hasVolume(request, service);
  const already: Already = isOpen
    ? await servingAlready(service.taskDefinition, request, found, ports)
    : { kind: 'disproved' };
  return { target, isRunning, already };
}

function choose(
  phase: Planning,
  { service, waitingSince }: Settled,
  { target, isRunning, already, ahead }: Known,
  baseline: Baseline | undefined,
  ports: Ports,
): Next {
  const { request, wanted, registered } = phase;
  const others = besidesTheRevision(request, service);
  if (already.kind !== 'disproved' && others.length === 0)
    return unchanged(request, already, baseline, ports);
  const again = isRunning && already.kind === 'disproved';
  // A document of a revision that nobody can be moved to any more makes a new one.
  const usable = wanted.kind === 'document' && target?.isActive === false ? undefined : target;
  if (usable !== undefined) checkActive(usable);
  if (request.dryRun) {
    const text = wouldBe(service, usable?.arn, again ? [] : others);
    const known = { baseline, taskDefinition: usable?.arn, found: ahead };
    return ended('planned', request, { code: 'planned', text }, ports.clock.now(), known);
  }
  const { deployment: before, owner: primary, taskDefinition: replaces } = service;
  const common = { baseline, before, primary, replaces, found: ahead, waitingSince };
  if (usable === undefined) {
    if (wanted.kind !== 'document') throw new Error('a revision always has an ARN');
    return { kind: 'registering', request, wanted, ...common };
  }
  for (const line of remarks(usable, service, { request, again, others })) ports.log.info(line);
  const previous = wanted.kind === 'previous' ? wanted : undefined;
  return { kind: 'updating', request, ...common, taskDefinition: usable.arn, registered, previous, again };
}

/** @param others what else is asked for of the revision that serves already; nothing when it is deployed again. */
function wouldBe(service: ServiceState, target: string | undefined, others: readonly string[]): string {
  const { taskDefinition: running } = service;
  const name = target === undefined ? 'A new revision' : revisionName(target);
  if (target !== running)
    return `${name} would be deployed to ${service.name} in place of ${revisionName(running)}`;
  if (others.length === 0) return `${name} would be deployed to ${service.name} again`;
  return `${service.name} would keep ${name} and get ${others.join(' and ')}`;
}

/** What a reader of the log would wonder about. */
function remarks(
  { arn, remark }: Target,
  service: ServiceState,
  asked: { readonly request: Request; readonly again: boolean; readonly others: readonly string[] },
): readonly string[] {
  const { request, again, others } = asked;
  if (arn !== service.taskDefinition) return remark === undefined ? [] : [remark];
  if (request.forceNewDeployment === true) return [];
  const name = revisionName(arn);
  if (!again) return [`${service.name} runs ${name} already, and gets ${others.join(' and ')}.`];
  if (!hasVolume(request, service))
    return [`${service.name} runs ${name} already, and is deployed again to get the volume asked for.`];
  const words = `${name} is what ${service.name} is asked to run, and nothing proves that it serves`;
  return [`${words}: it is deployed again.`];
}
