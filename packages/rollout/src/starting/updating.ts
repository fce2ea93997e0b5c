/**
 * The phase that asks ECS, once, to run the revision. Right before, the service is looked at, for somebody else may
 * have deployed since; and when the answer is lost, so that what did start is followed and nothing is started twice.
 */
import { asFailure, type Failure } from '@slipway/action-kit/failures';
import { ended, knownOf, reasonOf, refusedBy } from '../endings.ts';
import { cancelledWhile, checkService } from '../planning/guards.ts';
import { isRefusal, shownAsTaken } from './lost-answers.ts';
import { blank } from '../memory.ts';
import { lastPart, revisionName } from '../names.ts';
import type { ServiceState } from '../observations.ts';
import type { Adjusting, Ended, Planning, Started, Updating, Watching } from '../phases.ts';
import { withOwnDeployment } from './own-deployment.ts';
import { pause } from '../pace.ts';
import type { Ports } from '../ports.ts';
import { noAnswer, orCancelled, whilePatient } from '../racing.ts';
import { servingNow } from '../ending/serving.ts';
import { triedAgain } from '../trying-again.ts';

/** How long an update that ECS has no time for is asked for again. */
const throttledPatience = 60_000;

/** Milliseconds that a cancelled job waits for its answer, before the service is looked at. */
const answerOnceCancelled = 1000;

type Follow = Watching | Adjusting | Ended<'started'>;
type Next = Updating | Planning | Follow | Ended<'refused'> | Ended<'stuck'>;

export async function updating(phase: Updating, ports: Ports): Promise<Next> {
  const { request } = phase;
  try {
    const look = triedAgain(request, () => ports.services.describe(request.name), ports);
    const seen = await orCancelled(look, ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledWhile('updating the service');
    const service = checkService(seen, request);
    const isOther = service.deployment !== phase.before || service.owner !== phase.primary;
    if (isOther) return await plannedAgain(phase, service, ports);
  } catch (thrown) {
    return refused(phase, asFailure(thrown), ports);
  }
  return ask(phase, ports);
}

/** Another baseline, and perhaps another answer to `if-in-progress`: what was planned holds no more. */
async function plannedAgain(phase: Updating, service: ServiceState, ports: Ports): Promise<Planning> {
  const { request, taskDefinition, registered, previous, waitingSince } = phase;
  const { deployment, taskDefinition: theirs } = service;
  const isNamed = deployment !== undefined && deployment !== phase.before;
  const which = isNamed ? `Deployment ${lastPart(deployment)}` : 'A deployment';
  ports.log.info(`${which} of ${revisionName(theirs)} came meanwhile: the service is looked at anew.`);
  // Reads that lag may not show it again yet.
  await ports.clock.sleep(pause(request.pollInterval, 0, ports.random), ports.cancelled);
  const wanted = previous ?? ({ kind: 'revision', reference: taskDefinition } as const);
  return { kind: 'planning', request, wanted, registered, waitingSince };
}

async function ask(phase: Updating, ports: Ports): Promise<Next> {
  const { request, taskDefinition } = phase;
  const { desiredCount, enableEcsManagedTags, propagateTags, volume } = request;
  const volumeConfigurations = volume && [volume];
  // UpdateService to what runs already starts no deployment of its own, and there would be nothing to follow.
  const forceNewDeployment = phase.again ? true : request.forceNewDeployment;
  const change = {
    ...{ taskDefinition, desiredCount, forceNewDeployment },
    ...{ enableEcsManagedTags, propagateTags, volumeConfigurations },
  };
  const startedAt = ports.clock.now();
  try {
    const service = await whilePatient(
      ports.services.update(request.name, change),
      { onceCancelled: answerOnceCancelled },
      ports,
    );
    if (service === undefined) throw noAnswer;
    return follow(phase, service, startedAt, ports);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.code === 'throttled') return unlessTooLong(phase, failure, ports);
    if (isRefusal(failure)) return refused(phase, failure, ports);
    const service = await shownAsTaken(phase, ports);
    return service === undefined
      ? unknown(phase, failure, startedAt, ports)
      : follow(phase, await withOwnDeployment(service, phase, ports), startedAt, ports);
  }
}

/** A crowd of jobs shares five updates a second: it is asked again, once the service was looked at again. */
async function unlessTooLong(
  phase: Updating,
  failure: Failure,
  ports: Ports,
): Promise<Updating | Ended<'refused'>> {
  const { clock, log, random, cancelled } = ports;
  const since = phase.throttledSince ?? clock.now();
  if (clock.now() - since >= throttledPatience) return refused(phase, failure, ports);
  if (phase.throttledSince === undefined) log.info(`ECS is busy, and is asked again: ${failure.message}`);
  await clock.sleep(pause(phase.request.pollInterval, 1, random), cancelled);
  return { ...phase, throttledSince: since };
}

export function follow(phase: Updating, service: ServiceState, startedAt: number, ports: Ports): Follow {
  const { request, taskDefinition } = phase;
  const started = startedOf(phase, service, startedAt);
  const { deployment } = started;
  const name = deployment === undefined ? '' : ` as deployment ${lastPart(deployment)}`;
  ports.log.info(`ECS was asked to run ${revisionName(taskDefinition)}${name}.`);
  if (!request.wait) {
    const text = `ECS was asked to run ${revisionName(taskDefinition)}; nobody waits for its end`;
    return ended('started', request, { code: 'started', text }, ports.clock.now(), knownOf(started));
  }
  const deploys = phase.again || taskDefinition !== phase.replaces || deployment !== undefined;
  return deploys
    ? { kind: 'watching', started, memory: blank }
    : { kind: 'adjusting', started, looks: 0, line: '', lineAt: 0 };
}

function startedOf(phase: Updating, service: ServiceState, startedAt: number): Started {
  const { request, baseline, before, primary, taskDefinition } = phase;
  const isAsked = service.taskDefinition === taskDefinition;
  return {
    request,
    baseline,
    before,
    taskDefinition,
    // Its tasks bear the mark before ECS names it.
    owner: isAsked && service.owner !== primary ? service.owner : undefined,
    deployment: isAsked && service.deployment !== before ? service.deployment : undefined,
    startedAt,
    desired: service.desired,
    targetGroups: service.targetGroups,
    gracePeriod: service.gracePeriod,
    lastEvent: service.events[0]?.id,
    found: phase.found,
    moments: [],
  };
}

function refused(phase: Updating, failure: Failure, ports: Ports): Ended<'refused'> {
  const { request, baseline, taskDefinition, registered } = phase;
  const known = { baseline, taskDefinition, registered: registered !== undefined };
  return refusedBy(failure, request, ports.clock.now(), known);
}

async function unknown(
  phase: Updating,
  failure: Failure,
  startedAt: number,
  ports: Ports,
): Promise<Ended<'stuck'>> {
  const { request, baseline, taskDefinition } = phase;
  const { code, text } = reasonOf(failure);
  // ECS may take it after the job's last second: the post step looks once more, and turns it back.
  const unfinished = ports.cancelled.aborted ? phase : undefined;
  const serving = unfinished === undefined ? await servingNow(request.name, ports) : undefined;
  const then = unfinished === undefined ? '' : ', and the post step of this job looks again';
  const words = `${text}; it is not known whether ECS took the update to ${revisionName(taskDefinition)}${then}`;
  return ended('stuck', request, { code, text: words }, ports.clock.now(), {
    baseline,
    taskDefinition,
    serving,
    startedAt,
    failureKind: failure.kind,
    hint: 'Look at the deployments of the service before you run this again.',
    unfinished,
  });
}
