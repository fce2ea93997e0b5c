/**
 * What ran before, counted from a moment: the revision of the newest SUCCESSFUL deployment that is older than the one that
 * served then. So the answer stays the same however long a run waits, and what was deployed since is a reason to stop, for
 * whoever asked did not know of it. Deployments of what served are passed over, for nobody who asks for what was before
 * means the same again; and those of another family, such as the template that a service is made with, which was never
 * meant to run.
 */
import { brokenBy } from './broken.ts';
import { revisionOf, type Counted, type Previous } from './brought.ts';
import type { ServiceLook } from './looking-at-the-service.ts';
import { familyOf } from '../names.ts';
import type { Deployment, Success } from '../observations.ts';
import type { Ports, ServiceName } from '../ports.ts';
import { deployedSince, notJudged, nothingBefore, notTold, takenBack } from './previous-failures.ts';
import type { WantedPrevious } from '../request.ts';

/** Deployments that are looked back at. */
const farthest = 20;

interface Looks {
  readonly deployments: Pick<Ports['deployments'], 'successful'>;
  readonly revisions: Pick<Ports['revisions'], 'taskDefinitionOf'>;
  readonly awsTime: Ports['awsTime'];
}

/**
 * A deployment that failed before the moment changes nothing once ECS took it back, and neither does one that somebody
 * made since to the very same revision, as of two people who ask at once.
 * @throws Failure when ECS remembers none, or something else was deployed since.
 */
export async function previousRevision(
  wanted: WantedPrevious,
  look: ServiceLook,
  name: ServiceName,
  ports: Looks,
): Promise<Previous> {
  const all = (await ports.deployments.successful(name)).filter((each) => isOf(look.service, each));
  const moment = momentOf(wanted, ports);
  const isSince = ({ finishedAt = -Infinity }: Success): boolean => finishedAt > moment;
  const [serving, ...older] = all.filter((each) => !isSince(each));
  const served = serving && (await revisionOf(serving, name, ports));
  const taskDefinition = served && (await before(served, older, name, ports));
  const counted = { served, taskDefinition };
  const broken = await brokenBy(look, counted, name, ports);
  const newer = await newerThan(counted, all.filter(isSince), look, name, ports);
  if (newer !== undefined) {
    const isBack = newer.serves === served && broken === undefined;
    throw deployedSince(newer, counted, { moment, isBack }, name);
  }
  if (serving === undefined || served === undefined) throw nothingBefore(name, undefined);
  if (broken !== undefined) {
    const { begunAt = -Infinity, ran } = broken;
    if (begunAt > moment) throw deployedSince(broken, counted, { moment, isBack: false }, name);
    if (familyOf(ran) !== familyOf(served)) throw nothingBefore(name, { serving, served });
    if (ran !== look.service.taskDefinition) throw notTold(broken, counted, name);
    return checked({ taskDefinition: served, served: ran }, wanted);
  }
  if (taskDefinition === undefined) throw nothingBefore(name, { serving, served });
  await checkTakenBack(look, { taskDefinition, served }, moment, name, ports);
  return checked({ taskDefinition, served }, wanted);
}

/** Whoever asked while it was under way may have meant what it put in place, which ECS has taken back by now. */
async function checkTakenBack(
  { newest }: ServiceLook,
  previous: Previous,
  moment: number,
  name: ServiceName,
  ports: Looks,
): Promise<void> {
  if (newest?.status !== 'ROLLBACK_SUCCESSFUL') return;
  const { arn, target, createdAt = Infinity, finishedAt = -Infinity } = newest;
  if (createdAt > moment || finishedAt <= moment) return;
  const ran = await revisionOf({ arn, revision: target?.revision }, name, ports);
  if (ran !== previous.served && ran !== previous.taskDefinition)
    throw takenBack({ deployment: arn, ran }, previous);
}

/**
 * By the clock of AWS, which is known best once it has answered. How far the clock of another runner was off is not
 * known: of two moments the earlier one is taken, so that the run refuses sooner than it guesses.
 */
export function momentOf({ asOf, isNoted }: WantedPrevious, { awsTime }: Pick<Ports, 'awsTime'>): number {
  return isNoted === true ? Math.min(asOf, awsTime(asOf)) : awsTime(asOf);
}

/** A deployment that was over before the service was created is one of an earlier service of the same name. */
const isOf = (
  { createdAt = -Infinity }: ServiceLook['service'],
  { finishedAt = Infinity }: Success,
): boolean => finishedAt >= createdAt;

function checked(previous: Previous, { judged }: WantedPrevious): Previous {
  const { taskDefinition } = previous;
  if (judged !== undefined && judged !== taskDefinition) throw notJudged(taskDefinition, judged);
  return previous;
}

async function before(
  served: string,
  older: readonly Success[],
  name: ServiceName,
  ports: Looks,
): Promise<string | undefined> {
  for (const each of older.slice(0, farthest)) {
    const ran = await revisionOf(each, name, ports);
    if (ran !== served && familyOf(ran) === familyOf(served)) return ran;
  }
  return undefined;
}

/** So somebody has gone back to it: what was asked for before that may be what serves by now. */
async function replacedAnother(
  { sources }: Deployment,
  ran: string,
  { revisions }: Pick<Looks, 'revisions'>,
): Promise<boolean> {
  for (const revision of sources) if ((await revisions.taskDefinitionOf(revision)) !== ran) return true;
  return false;
}

interface Newer {
  readonly deployment: string;
  readonly ran: string;
  /** What the newest of them brought. */
  readonly serves: string;
}

/** The newest of those since that brought something else, unless what was asked for serves already. */
async function newerThan(
  { served, taskDefinition }: Counted,
  since: readonly Success[],
  { newest }: ServiceLook,
  name: ServiceName,
  ports: Looks,
): Promise<Newer | undefined> {
  let serves: string | undefined;
  for (const each of since) {
    const ran = await revisionOf(each, name, ports);
    if (serves === undefined && ran === taskDefinition) return undefined;
    serves ??= ran;
    if (ran !== served) return { deployment: each.arn, ran, serves };
  }
  const [last] = since;
  if (serves !== undefined && last?.arn === newest?.arn && newest !== undefined)
    if (await replacedAnother(newest, serves, ports)) return { deployment: newest.arn, ran: serves, serves };
  return undefined;
}
