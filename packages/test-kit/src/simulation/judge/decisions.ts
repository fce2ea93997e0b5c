/** Whether a run decided as it had to: not for a person where a way back existed, not against a deployment too soon. */
import type { ServiceDeploymentRecord } from '@slipway/local-aws/ecs/model';
import type { Ended } from '@slipway/rollout/phases';
import type { Played } from '../play.ts';
import type { Fallen, RunRecord } from '../record.ts';
import type { ServiceScene } from '../scene.ts';
import {
  deploymentOf,
  givenBack,
  isUndisturbed,
  startOf,
  type Court,
  type JudgeRule,
  type Touching,
} from './court.ts';

/** More than any service of a scene takes to put its old tasks back. */
const plenty = 600_000;

/** Nothing stood in the way: no fault, no denial, nobody else; the policy allows it, and the old revision is good. */
export const stuckWithoutNeed: JudgeRule = (court) => {
  const { end, played, run } = court;
  const { scene } = played;
  if (end.kind !== 'stuck' || !isUndisturbed(court) || scene.cut !== undefined) return undefined;
  const { rollback, onTimeout, rollbackTimeout } = end.request;
  if (rollback === 'never' || (end.reason.code === 'timeout' && onTimeout === 'leave')) return undefined;
  const wayBackExists = [...run.goodBefore].every((arn) => arn !== undefined && isGood(arn, court));
  // Few tasks and much time: one after the other they are put back.
  if (!wayBackExists || scene.service.desired > 3 || rollbackTimeout < plenty) return undefined;
  const counts = [scene.service.desired, ...run.lastLook.map(({ desired }) => desired)];
  if (counts.some((desired) => isBlocked(scene.service, desired))) return undefined;
  if (startOf(run)?.change.kind === 'updated' && !startedSomething(court)) return undefined;
  if (givenBack(run).some((back) => isStoppedByAlarm(back, court))) return undefined;
  return `stuck (${end.reason.text}), and nothing stood in the way back`;
};

/** An alarm of the service ends the way back, too: ECS leaves there what runs, or goes back from where we went back to. */
function isStoppedByAlarm({ change }: Touching, { played: { cloud } }: Court): boolean {
  const isUpdate = change.kind === 'updated';
  const began = isUpdate ? change.began : change.deployment;
  const carrier = cloud.service.history.find(({ arn }) => arn === began);
  if (carrier === undefined || carrier.alarms.triggered.length === 0) return false;
  return carrier.status === 'STOPPED' || (isUpdate && carrier.status === 'ROLLBACK_SUCCESSFUL');
}

function startedSomething({ run }: Court): boolean {
  const change = startOf(run)?.change;
  return change?.kind === 'updated' && change.began !== undefined;
}

function isGood(arn: string, { played: { cloud, scene } }: Court): boolean {
  const definition = [...cloud.state.families.values()].flat().find((each) => each.arn === arn);
  const image = definition?.document.containerDefinitions[0]?.image?.slice('web:'.length);
  const lives = Object.entries(scene.images).find(([name]) => name === image)?.[1] ?? [];
  // What its load balancer gives up before it answers never gets well.
  const patience =
    scene.service.checks === 'balancer' ? Math.max(scene.service.grace, 30_000) - 10_000 : Infinity;
  return lives.every((life) => life.kind === 'good' && life.after <= patience);
}

/** The percentages let ECS neither start a task nor stop one: then nothing of another revision ever runs. */
function isBlocked({ percents: [least, most] }: ServiceScene, desired: number): boolean {
  return Math.floor((desired * most) / 100) <= desired && Math.ceil((desired * least) / 100) >= desired;
}

/**
 * Before its time is over, and uncancelled, a deployment is turned back for what its tasks did: for one that can't
 * get its image or that its load balancer has refused, or for two deaths at least. ECS may have ended it already, and then there is nothing to be decided.
 */
export const turnedBackTooSoon: JudgeRule = ({ run, played, end }) => {
  const [back] = givenBack(run);
  const ours = deploymentOf(run);
  const deployment = played.cloud.service.history.find(({ arn }) => arn === ours);
  if (
    back === undefined ||
    deployment === undefined ||
    run.cancelledAt !== undefined ||
    run.kind === 'post-step'
  )
    return undefined;
  if (back.sentAt >= beganAt(run, deployment) + end.request.timeout) return undefined;
  const endedByEcs = deployment.finishedAt !== undefined && deployment.finishedAt.getTime() < back.sentAt;
  if (endedByEcs || isAlarmed(back, played, end)) return undefined;
  const { fallen = [] } = back;
  if (isEnough(fallen) || isEnough(seenAtDecision(run, back))) return undefined;
  return `it was turned back after ${String(fallen.length)} deaths`;
};

/** An update that ECS did not take at first was asked for before; one that is joined was asked for by others. */
function beganAt(run: RunRecord, { createdAt }: ServiceDeploymentRecord): number {
  const isAsked = startOf(run) !== undefined;
  const asked = isAsked ? run.calls.find(({ operation }) => operation === 'UpdateService') : undefined;
  return asked?.sentAt ?? createdAt.getTime();
}

/** From the look that decided to its verdict, and from there to the change: what vanishes is read for 5 s at most. */
const atMost = 10_000;

/** Targets may get well in the seconds between the look that decided and the change: then that look counts. */
function seenAtDecision({ calls, journal }: RunRecord, { sentAt }: Touching): readonly Fallen[] {
  const decidedAt = journal.find(({ phase }) => phase === 'rolling-back')?.at;
  if (decidedAt === undefined || sentAt > decidedAt + atMost) return [];
  const look = calls.findLast(
    ({ operation, told }) =>
      operation === 'DescribeTargetHealth' &&
      told?.answer !== undefined &&
      told.at <= decidedAt &&
      told.at >= decidedAt - atMost,
  );
  return look?.fallen ?? [];
}

/** The alarm that it was asked to watch was off at some moment since the deployment began. */
function isAlarmed(
  { sentAt }: Touching,
  { scene, record }: Played,
  { request, startedAt = 0 }: Ended,
): boolean {
  const began = record.runs[0]?.startedAt ?? 0;
  const isOff = scene.alarms.some(({ from, until }) => began + from <= sentAt && began + until >= startedAt);
  return request.alarms.length > 0 && isOff;
}

const isEnough = (fallen: readonly Fallen[]): boolean => fallen.length >= 2 || fallen.some(isCertain);

/** No retry brings an image that is not there, and a load balancer has tried several times before it says no. */
const isCertain = ({ reason }: Fallen): boolean =>
  (reason.includes('CannotPull') && reason.includes('not found')) ||
  reason.includes('failed ELB health checks');
