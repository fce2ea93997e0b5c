/** Whether what an end claims was true in the world at some moment of the run's last look, or at its end. */
import type { Standing } from '../standing.ts';
import { nameOf, touches, type Court, type JudgeRule } from './court.ts';

/** Whether it held at a moment that the run could have seen; to reads that lag, what was changed is still as it was. */
function held({ run, played }: Court, claim: (standing: Standing) => boolean): boolean {
  const since = (run.lastLook[0]?.at ?? 0) - played.scene.lag;
  const before = played.record.deeds.filter(({ at }) => at >= since).map((deed) => deed.before);
  return run.lastLook.some(claim) || (played.scene.lag > 0 && before.some(claim));
}

const crewOf = ({ crews }: Standing, arn: string | undefined) =>
  crews[arn ?? ''] ?? { running: 0, healthy: 0 };

const servesAlone = (standing: Standing, arn: string | undefined): boolean =>
  Object.keys(standing.crews).every((each) => each === arn) &&
  (crewOf(standing, arn).healthy > 0 || standing.desired === 0);

export const succeededButDoesNotServe: JudgeRule = (court) => {
  const { end, played } = court;
  if (end.kind !== 'succeeded') return undefined;
  const arn = end.taskDefinition;
  const name = nameOf(arn);
  // One that could not see what runs says so: then it has ECS’s word alone.
  const isBlind = end.serving === undefined && end.warnings.length > 0;
  const serves = (standing: Standing): boolean =>
    standing.status === 'ACTIVE' &&
    standing.asked === arn &&
    (isBlind || crewOf(standing, arn).healthy > 0 || standing.desired === 0);
  if (!held(court, serves)) return `succeeded, and no task of ${name} was healthy, or it was not asked for`;
  const deployment = played.cloud.service.history.find((each) => each.arn === end.deployment);
  if (end.deployment !== undefined && deployment?.status !== 'SUCCESSFUL')
    return `succeeded, and its deployment is ${deployment?.status ?? 'not there'}`;
  return undefined;
};

/** Asked of the runner, and answered badly each time. */
export const succeededUnanswered: JudgeRule = ({ end, run, played: { scene } }) => {
  // Where nothing is to run, nothing is to answer.
  if (run.lastLook.some(({ desired }) => desired === 0)) return undefined;
  const isAsked = end.request.healthCheck !== undefined && run.saved.some(({ kind }) => kind === 'watching');
  const isBad = scene.endpoint === 'bad' || scene.endpoint === 'silent';
  return end.kind === 'succeeded' && isAsked && isBad
    ? 'succeeded, and its health check never did'
    : undefined;
};

export const unchangedButOtherwise: JudgeRule = (court) => {
  const { end, run } = court;
  if (end.kind !== 'unchanged') return undefined;
  if (touches(run).length > 0) return 'unchanged, and the service was changed';
  const { denied, service } = court.played.scene;
  // By the counts of the service no health is told, and the end says so.
  const isCounted = end.warnings.length > 0 && denied.some((each) => each.endsWith('Tasks'));
  const serves = (standing: Standing): boolean =>
    standing.asked === end.taskDefinition &&
    (isCounted || servesAlone(standing, end.taskDefinition)) &&
    crewOf(standing, end.taskDefinition).running >= standing.desired;
  // ECS has called it done before all of it runs and before the last of the others is gone: nothing is to be changed.
  const isEarly = (standing: Standing): boolean =>
    service.earlySuccess === 'DEFERRED' &&
    standing.newestStatus === 'SUCCESSFUL' &&
    standing.asked === end.taskDefinition &&
    crewOf(standing, end.taskDefinition).healthy > 0;
  if (!held(court, (standing) => serves(standing) || isEarly(standing)))
    return `unchanged, and ${nameOf(end.taskDefinition)} did not serve alone`;
  return undefined;
};

export const rolledBackButElsewhere: JudgeRule = (court) => {
  const { end } = court;
  if (end.kind !== 'rolled-back') return undefined;
  const arn = end.baseline?.taskDefinition ?? end.serving?.taskDefinition;
  const serves = (standing: Standing): boolean => standing.asked === arn && servesAlone(standing, arn);
  return held(court, serves) ? undefined : `rolled-back, and ${nameOf(arn)} did not serve alone`;
};

/** Taken over means that somebody else deployed after this job began, or deleted the service. */
export const supersededByNobody: JudgeRule = ({ end, played, job }) => {
  if (end.kind !== 'superseded') return undefined;
  const { beganBy } = played.record;
  const jobIndex = played.record.runs.indexOf(job);
  // To reads that lag it is new.
  const since = job.startedAt - played.scene.lag;
  const others = played.cloud.service.history.some(
    ({ arn, createdAt }) => beganBy.get(arn) !== jobIndex && createdAt.getTime() >= since,
  );
  const isDeleted = played.record.deeds.some(({ kind }) => kind === 'deletes-service');
  return others || isDeleted ? undefined : 'superseded, and nobody else deployed';
};

export const refusedButTouched: JudgeRule = ({ end, run }) =>
  (end.kind === 'refused' || end.kind === 'planned') && touches(run).length > 0
    ? `${end.kind}, and the service was changed`
    : undefined;

const nothingHealthy = ({ crews }: Standing): boolean =>
  Object.values(crews).every(({ healthy }) => healthy === 0);

/** What an end says of who serves, whatever the end is. */
export const servingIsMadeUp: JudgeRule = (court) => {
  const { serving, crews } = court.end;
  if (serving === undefined) {
    const isNothing = crews?.every(({ healthy }) => healthy === 0) === true;
    return !isNothing || held(court, nothingHealthy)
      ? undefined
      : `${court.end.kind} says that nothing serves, and something does`;
  }
  const { taskDefinition, tasks = 0 } = serving;
  const isSo = (standing: Standing): boolean =>
    tasks === 0 ? nothingHealthy(standing) : crewOf(standing, taskDefinition).running > 0;
  return held(court, isSo)
    ? undefined
    : `${court.end.kind} says that ${String(tasks)} tasks of ${nameOf(taskDefinition)} serve, and they do not`;
};

/** The baseline is what the world would have gone back to before this job changed anything. */
export const baselineIsWrong: JudgeRule = ({ end, job, played: { scene, record } }) => {
  if (end.baseline === undefined) return undefined;
  const arn = end.baseline.taskDefinition;
  const isOfBefore = scene.lag > 0 && record.deeds.some(({ before }) => before.good === arn);
  return isOfBefore || job.goodBefore.has(arn)
    ? undefined
    : `the baseline is ${nameOf(end.baseline.taskDefinition)}, and was ${[...job.goodBefore].map(nameOf).join(' or ')}`;
};

export const anotherRevision: JudgeRule = ({ end, played: { scene, cloud } }) => {
  if (end.taskDefinition === undefined) return undefined;
  const definition = [...cloud.state.families.values()].flat().find(({ arn }) => arn === end.taskDefinition);
  const image = definition?.document.containerDefinitions[0]?.image;
  return image === `web:${scene.wanted}`
    ? undefined
    : `it deployed ${String(image)}, not web:${scene.wanted}`;
};

export const saysNothing: JudgeRule = ({ end }) => {
  const empty = end.reason.text.trim() === '' || end.reason.code === '' || end.hint?.trim() === '';
  return empty ? 'its reason or hint is empty' : undefined;
};
