/** What a run may change: one start, one way back, to the baseline alone, and nobody else’s deployment. */
import type { RunRecord } from '../record.ts';
import {
  deploymentOf,
  givenBack,
  isTold,
  nameOf,
  startOf,
  touches,
  type Court,
  type JudgeRule,
  type Touching,
} from './court.ts';

export const tooManyChanges: JudgeRule = (court) => {
  const { run } = court;
  const registered = run.calls.filter(({ change }) => change?.kind === 'registered').length;
  if (registered > 1) return `it registered ${String(registered)} revisions`;
  if (isStoppedAgain(run)) return 'it stopped a deployment again though ECS had answered';
  const asked = givenBack(run);
  const back = asked.filter((call, index) => !cameToNothing(call, asked[index + 1], court)).length;
  return back > 1 ? `it asked for the way back ${String(back)} times` : undefined;
};

/** ECS just goes on when it is asked for a stop that it is on; whom it has answered need not ask. */
function isStoppedAgain({ calls }: RunRecord): boolean {
  const stops = calls.filter(({ operation }) => operation === 'StopServiceDeployment');
  return stops.some(({ input, sentAt }, index) =>
    stops
      .slice(0, index)
      .filter((earlier) => earlier.input.serviceDeploymentArn === input.serviceDeploymentArn)
      .some(({ told }) => told?.answer !== undefined && told.at <= sentAt),
  );
}

/**
 * A stop that ECS has not promised, when the next way back was asked for: by the same stop again, with which ECS just
 * goes on, or otherwise after ECS had failed at it.
 */
function cameToNothing({ change, told }: Touching, next: Touching | undefined, { played }: Court): boolean {
  if (change.kind !== 'stopped' || told?.answer !== undefined || next === undefined) return false;
  if (next.change.kind === 'stopped' && next.change.deployment === change.deployment) return true;
  const stopped = played.cloud.service.history.find(({ arn }) => arn === change.deployment);
  const { status, finishedAt } = stopped ?? {};
  return status === 'ROLLBACK_FAILED' && finishedAt !== undefined && finishedAt.getTime() <= next.sentAt;
}

/** A post step whose job has asked for the way back does not ask again. */
export const askedAgainAfterwards: JudgeRule = (court) => {
  const { run, job, played } = court;
  const [before] = givenBack(job);
  const [again] = givenBack(run);
  if (run === job || before === undefined || again === undefined) return undefined;
  // What came to ECS later than the last look, or is not shown to it yet, could not be seen.
  const looked = run.calls.findLast(
    ({ operation, doneAt, told }) =>
      operation.startsWith('Describe') &&
      doneAt !== undefined &&
      told !== undefined &&
      told.at <= again.sentAt,
  );
  const isSeen = before.doneAt + played.scene.lag <= (looked?.doneAt ?? 0);
  return isSeen ? 'the job asked for the way back, and its post step did again' : undefined;
};

export const backElsewhere: JudgeRule = (court) => {
  const { run, job, end } = court;
  for (const { change } of givenBack(run)) {
    const baseline = end.baseline?.taskDefinition;
    if (change.kind === 'updated' && change.taskDefinition !== baseline)
      return `it went back to ${nameOf(change.taskDefinition)}, and the baseline is ${nameOf(baseline)}`;
    if (change.kind !== 'stopped' || change.deployment === deploymentOf(job)) continue;
    if (isTold(job) || change.deployment !== firstSince(court))
      return 'it stopped a deployment that is not its own';
  }
  return undefined;
};

/** The first deployment since the job began that brings what the job asked for, whoever began it. */
function firstSince({ played: { cloud, scene }, job, end }: Court): string | undefined {
  const since = job.startedAt - scene.lag;
  return cloud.service.history.findLast(
    ({ createdAt, deployment }) =>
      createdAt.getTime() >= since && deployment.revision.definition.arn === end.taskDefinition,
  )?.arn;
}

/**
 * ECS has no update on condition, so what somebody deploys after the last answer about the service is not to be
 * seen; what was the newest deployment in that answer already is.
 */
export const ranOverSomebody: JudgeRule = (court) => {
  for (const call of touches(court.run)) {
    const { change } = call;
    if (change.kind !== 'updated' || change.over === undefined) continue;
    if (seenBefore(call, court) !== change.over) continue;
    const found = call === startOf(court.run) ? startedOver(change, court) : cameBackOver(change, court);
    if (found !== undefined) return found;
  }
  return undefined;
};

type Updated = Extract<Touching['change'], { kind: 'updated' }>;

const ended = new Set(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']);

function startedOver({ over, overStatus = '' }: Updated, { end, played }: Court): string | undefined {
  if (end.request.ifInProgress === 'supersede' || ended.has(overStatus)) return undefined;
  const whose = played.record.beganBy.get(over ?? '') === 'others' ? 'somebody else’s' : 'another';
  return `it started over ${whose} deployment, which was ${overStatus}`;
}

function cameBackOver({ over, taskDefinition }: Updated, { played, job, end }: Court): string | undefined {
  const { record, cloud } = played;
  if (record.beganBy.get(over ?? '') !== 'others' || over === deploymentOf(job)) return undefined;
  const foreign = cloud.service.history.find(({ arn }) => arn === over);
  if (foreign === undefined || foreign.createdAt.getTime() < (startOf(job)?.doneAt ?? 0)) return undefined;
  const theirs = foreign.deployment.revision.definition.arn;
  // One of the same revision is not to be told from ours while the answer to our own update is not there.
  if (theirs === taskDefinition || (theirs === end.taskDefinition && deploymentOf(job) === undefined))
    return undefined;
  return 'it went back over somebody else’s deployment that it had seen';
}

/** The newest deployment in the last answer about the service before the call was sent. */
function seenBefore({ sentAt }: Touching, { run }: Court): string | undefined {
  const look = run.calls.findLast(
    ({ operation, told }) =>
      operation === 'DescribeServices' && told?.answer !== undefined && told.at <= sentAt,
  );
  const { services = [] } = (look?.told?.answer ?? {}) as {
    readonly services?: readonly { readonly currentServiceDeployment?: string }[];
  };
  return services[0]?.currentServiceDeployment;
}

/** A deployment in progress that brings what is asked for is joined; a second one would only start it over. */
export const startedTwice: JudgeRule = (court) => {
  const { run, end } = court;
  const start = startOf(run);
  if (start?.change.kind !== 'updated' || start.change.began === undefined) return undefined;
  const { over, overStatus = '', taskDefinition } = start.change;
  const before = court.played.cloud.service.history.find(({ arn }) => arn === over);
  const brings = before?.deployment.revision.definition.arn === taskDefinition;
  const { forceNewDeployment, desiredCount } = end.request;
  const isAsked = forceNewDeployment === true || desiredCount !== undefined;
  const isGoing = overStatus === 'PENDING' || overStatus === 'IN_PROGRESS';
  return brings && isGoing && !isAsked && seenBefore(start, court) === over
    ? 'it started over a deployment that brought what it asked for'
    : undefined;
};

/** What is deployed, what served before and what any task runs stays. */
export const retiredInUse: JudgeRule = ({ run, end, played: { cloud } }) => {
  const gone = run.calls.filter(
    ({ operation, doneAt }) => operation === 'DeregisterTaskDefinition' && doneAt !== undefined,
  );
  const names = gone.map(({ input }) => String(input.taskDefinition));
  const needed = [
    end.taskDefinition,
    end.baseline?.taskDefinition,
    cloud.service.deployments[0]?.revision.definition.arn,
    ...run.lastLook.flatMap(({ crews }) => Object.keys(crews)),
  ];
  const lost = names.find((name) => needed.includes(name));
  return lost === undefined ? undefined : `it deregistered ${nameOf(lost)}, which is in use`;
};

const changing = new Set(['RegisterTaskDefinition', 'UpdateService', 'StopServiceDeployment']);

/** A look that nobody waits for any more may still end: it only reads. */
export const changedAfterTheEnd: JudgeRule = ({ run }) => {
  const late = run.calls.find(({ operation, sentAt }) => sentAt > run.endedAt && changing.has(operation));
  return late === undefined ? undefined : `it called ${late.operation} after its end`;
};
