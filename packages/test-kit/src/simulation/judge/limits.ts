/** Whether a run ends in time, on a path of the diagram. */
import type { CallRecord } from '../record.ts';
import { startOf, type Court, type JudgeRule } from './court.ts';

/** The longest pause after failed looks, a look that begins just before the limit, the evidence and the proof. */
const oneLookEach = 60_000;
/** What a client waits for one call that fails, with all its attempts' pauses. */
const perFault = 25_000;
/** Before anything is touched, a look that fails is taken four times, each with three attempts: the plan's and the update's. */
const mostFaults = 24;
const postStep = 240_000;

export const tooLate: JudgeRule = (court) => {
  const { run, end } = court;
  const lasted = run.endedAt - run.startedAt;
  const limit = run.kind === 'post-step' ? postStep + slackOf(court) : limitOf(court);
  if (lasted <= limit) return undefined;
  return `${end.kind} came after ${inSeconds(lasted)}, and the limits make ${inSeconds(limit)}`;
};

function limitOf(court: Court): number {
  const { end, run } = court;
  const { timeout, rollbackTimeout, ifInProgress } = end.request;
  const waits = ifInProgress === 'wait' ? timeout : 0;
  // After a way back of ECS that failed ours has its whole time.
  const ways = ecsFailedToReturn(court) ? 2 : 1;
  const { bakeTime, healthCheck } = end.request;
  const confirmed = bakeTime + (healthCheck?.attempts ?? 0) * ((healthCheck?.interval ?? 0) + 10_000);
  const watched =
    startOf(run) === undefined && end.startedAt === undefined ? 0 : timeout + ways * rollbackTimeout;
  return waits + watched + confirmed + slackOf(court);
}

function ecsFailedToReturn({ played, end }: Court): boolean {
  const ours = played.cloud.service.history.find(({ arn }) => arn === end.deployment);
  return ours?.status === 'ROLLBACK_FAILED';
}

function slackOf({ played: { scene }, run }: Court): number {
  const travel = 2 * 20 * (scene.travel[0] + scene.travel[1]);
  const failed = run.calls.filter(({ told }) => told?.error !== undefined || told === undefined).length;
  return oneLookEach + travel + Math.min(failed, mostFaults) * perFault;
}

const inSeconds = (milliseconds: number): string => `${String(Math.round(milliseconds / 1000))} s`;

/** Until the way back is asked for, once the job is cancelled: the runner leaves some ten seconds. */
const atOnce = 5000;

/**
 * A way back that is not asked for yet is asked for at once, unless ECS is on it already. By an update that can't be
 * before the service was seen, for it would run over whatever somebody else has deployed; nor by a stop before the
 * deployment was seen, which tells what it replaces.
 */
export const backTooLate: JudgeRule = (court) => {
  const { run, end } = court;
  const { cancelledAt } = run;
  if (cancelledAt === undefined || end.unfinished?.kind !== 'rolling-back') return undefined;
  const limit = cancelledAt + atOnce;
  const inTime = run.calls.filter(({ sentAt }) => sentAt <= limit && sentAt >= (end.startedAt ?? 0));
  const isAsked = inTime.some((call) => isWayBack(call, end.baseline?.taskDefinition));
  const isUnseen = looksNeeded(court, limit).some((look) => {
    const since = inTime.filter(({ operation, sentAt }) => operation === look && sentAt >= cancelledAt);
    return since.length > 0 && since.every(({ told }) => isBad(told) || (told?.at ?? Infinity) > limit);
  });
  return isAsked || isUnseen || isOnItsWay(court, limit)
    ? undefined
    : 'it was cancelled, and did not ask for the way back within 5 s';
};

/** What has to be seen: the deployment once before it is stopped, and again before an update, for a stop gives no count back. */
function looksNeeded({ run, end }: Court, by: number): readonly string[] {
  const isShown = run.calls.some(
    ({ operation, told }) =>
      operation === 'DescribeServiceDeployments' &&
      isShownIn(told?.answer, end.deployment) &&
      (told?.at ?? Infinity) <= by,
  );
  const canStopUnseen = isShown && end.request.desiredCount === undefined;
  return canStopUnseen ? ['DescribeServices'] : ['DescribeServices', 'DescribeServiceDeployments'];
}

function isShownIn(answer: unknown, deployment: string | undefined): boolean {
  const { serviceDeployments = [] } = (answer ?? {}) as {
    readonly serviceDeployments?: readonly { readonly serviceDeploymentArn?: string }[];
  };
  return serviceDeployments.some(({ serviceDeploymentArn }) => serviceDeploymentArn === deployment);
}

/** By ECS, or because somebody else has deployed the baseline. */
function isOnItsWay({ played, run, end }: Court, by: number): boolean {
  if (run.lastLook.some(({ asked }) => asked === end.baseline?.taskDefinition)) return true;
  const ours = played.cloud.service.history.find(({ arn }) => arn === end.deployment);
  return ours?.rollback !== undefined && ours.rollback.startedAt.getTime() <= by;
}

const isBad = (told: CallRecord['told']): boolean => told === undefined || told.error !== undefined;

const isWayBack = ({ operation, input }: CallRecord, baseline: string | undefined): boolean =>
  operation === 'StopServiceDeployment' ||
  (operation === 'UpdateService' && input.taskDefinition === baseline);

export const notOnTheDiagram: JudgeRule = ({ run, diagram }) => {
  for (const [index, { phase }] of run.journal.entries()) {
    const next = run.journal[index + 1]?.phase;
    const successors = diagram.get(phase);
    if (next === undefined && successors !== undefined) return `it ended in ${phase}, which is not final`;
    if (next !== undefined && successors?.has(next) !== true) return `${next} followed ${phase}`;
  }
  return undefined;
};
