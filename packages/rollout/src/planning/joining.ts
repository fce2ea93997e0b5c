/**
 * A deployment in progress that brings what is wanted, be it of a run that was killed: its watch is joined, for a
 * second one would only start it over. Its baseline is told from what was SUCCESSFUL before it.
 */
import { besidesTheRevision, hasVolume } from './asked-for.ts';
import { ended, knownOf } from '../endings.ts';
import type { ServiceLook } from './looking-at-the-service.ts';
import { blank } from '../memory.ts';
import { lasting, lastPart, revisionName } from '../names.ts';
import type { Deployment, ServiceState } from '../observations.ts';
import { nothingFound, type Baseline, type Found } from '../facts.ts';
import type { Ended, Planning, Started, Watching } from '../phases.ts';
import type { Ports } from '../ports.ts';
import { previousRevision } from './previous.ts';
import type { Request } from '../request.ts';

export type Joined = Watching | Ended<'started'> | Ended<'planned'>;

/** What is left of `timeout` at least, for a deployment that was begun long ago: all of it when it is shorter. */
const atLeast = 5 * 60_000;

/**
 * With another count, other tags or another volume asked for besides, it is not the deployment that was asked for. A
 * forced one never is: it may have begun before the image behind a tag was the one that is meant.
 */
export async function bringsWanted(
  { wanted, request }: Planning,
  look: ServiceLook,
  ports: Ports,
): Promise<boolean> {
  const { service, newest } = look;
  if (newest === undefined || request.forceNewDeployment === true) return false;
  if (besidesTheRevision(request, service).length > 0) return false;
  if (!hasVolume(request, service)) return false;
  const brings = await broughtBy(newest, service, ports);
  switch (wanted.kind) {
    case 'document':
      return ports.sameDocument(wanted.document, (await ports.taskDefinitions.describe(brings)).document);
    case 'revision':
      return (await ports.taskDefinitions.describe(wanted.reference)).arn === brings;
    case 'previous':
      return (await previousRevision(wanted, look, request.name, ports)).taskDefinition === brings;
  }
}

/** ARN of the task definition that a deployment in progress brings. */
export async function broughtBy(
  { target }: Deployment,
  service: ServiceState,
  { revisions }: Ports,
): Promise<string> {
  const brought = target === undefined ? undefined : await revisions.taskDefinitionOf(target.revision);
  return brought ?? service.taskDefinition;
}

export async function joined(
  { request }: Planning,
  seen: {
    readonly service: ServiceState;
    readonly newest: Deployment;
    readonly baseline: Baseline | undefined;
    readonly ahead: Found;
  },
  ports: Ports,
): Promise<Joined> {
  const { service, newest, baseline, ahead } = seen;
  const taskDefinition = await broughtBy(newest, service, ports);
  const now = ports.clock.now();
  const startedAt = now - ageOf(newest, ports);
  const timeout = Math.max(request.timeout, now - startedAt + Math.min(atLeast, request.timeout));
  const asked: Request = { ...request, timeout };
  const from = startedFrom(newest, service, { request: asked, baseline, taskDefinition, startedAt }, ports);
  const started = { ...from, found: ahead };
  const name = `deployment ${lastPart(newest.arn)} of ${revisionName(taskDefinition)}`;
  if (request.dryRun) {
    const text = `Nothing would be asked for: ${name} is ${newest.status}, and would be followed`;
    return ended('planned', request, { code: 'planned', text }, now, knownOf(started));
  }
  if (!request.wait) {
    const text = `ECS was asked for it already: ${name} is ${newest.status}; nobody waits for its end`;
    return ended('started', request, { code: 'started', text }, now, knownOf(started));
  }
  const since = `It began ${lasting(now - startedAt)} ago, and has ${lasting(timeout)} in all.`;
  ports.log.info(`Joining ${name}, which brings what is asked for and is ${newest.status}. ${since}`);
  // A job that is cancelled before its next look is answered knows what to go back to all the same.
  return { kind: 'watching', started, memory: { ...blank, sources: newest.sources } };
}

/** A start that is read from a deployment that is there, instead of being asked for. */
export function startedFrom(
  deployment: Deployment,
  service: ServiceState,
  known: {
    readonly request: Request;
    readonly baseline: Baseline | undefined;
    readonly taskDefinition: string;
    readonly startedAt: number;
  },
  { awsTime }: Ports,
): Started {
  return {
    ...known,
    before: undefined,
    owner: ownerIn(service, known.taskDefinition),
    deployment: deployment.arn,
    desired: service.desired,
    targetGroups: service.targetGroups,
    gracePeriod: service.gracePeriod,
    lastEvent: lastBefore(awsTime(known.startedAt), service),
    found: nothingFound,
    moments: [],
  };
}

/**
 * The mark of its tasks. The newest deployment is the primary one until ECS goes back, and older ones may have brought
 * the same revision; undefined when two of them did, or none is there any more.
 */
function ownerIn({ rollouts, owner, ...asked }: ServiceState, taskDefinition: string): string | undefined {
  if (asked.taskDefinition === taskDefinition) return owner;
  const [own, other] = rollouts.filter((each) => each.taskDefinition === taskDefinition);
  return other === undefined ? own?.id : undefined;
}

/** Milliseconds; 0 when ECS does not date it. */
function ageOf({ createdAt }: Deployment, { clock, awsTime }: Ports): number {
  return createdAt === undefined ? 0 : Math.max(0, awsTime(clock.now()) - createdAt);
}

/** Id of the newest event that is older than the start, by the clock of AWS; undefined when none of those that are kept is. */
function lastBefore(startedAt: number, { events }: ServiceState): string | undefined {
  return events.find(({ at }) => at < startedAt)?.id;
}
