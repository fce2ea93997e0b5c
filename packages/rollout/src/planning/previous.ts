/**
 * What ran before, counted from a moment: the revision of the newest SUCCESSFUL deployment that is older than the one that
 * served then. So the answer stays the same however long a run waits, and what was deployed since is a reason to stop, for
 * whoever asked did not know of it. Deployments of what served are passed over, for nobody who asks for what was before
 * means the same again; and those of another family, such as the template that a service is made with, which was never
 * meant to run.
 */
import { outcomeFailure, setupFailure, type Failure } from '@slipway/action-kit/failures';
import { familyOf, inUtc, lastPart, revisionName } from '../names.ts';
import type { Success } from '../observations.ts';
import type { Ports, ServiceName } from '../ports.ts';
import type { WantedPrevious } from '../request.ts';

/** Deployments that are looked back at. */
const farthest = 20;

interface Looks {
  readonly deployments: Pick<Ports['deployments'], 'successful'>;
  readonly revisions: Pick<Ports['revisions'], 'taskDefinitionOf'>;
  readonly awsTime: Ports['awsTime'];
}

/** ARNs of task definitions. */
export interface Previous {
  readonly taskDefinition: string;
  /** What it ran before: what served at the moment. */
  readonly served: string;
}

/**
 * A deployment that was in progress at the moment and failed changes nothing, and neither does one that somebody made
 * since to the very same revision, as of two people who ask at once.
 * @throws Failure when ECS remembers none, or something else was deployed since.
 */
export async function previousRevision(
  { asOf, judged }: WantedPrevious,
  name: ServiceName,
  ports: Looks,
): Promise<Previous> {
  const all = await ports.deployments.successful(name);
  // What the clock of AWS shows is known best once it has answered.
  const moment = ports.awsTime(asOf);
  const isSince = ({ finishedAt = -Infinity }: Success): boolean => finishedAt > moment;
  const [serving, ...older] = all.filter((each) => !isSince(each));
  const served = serving && (await revisionOf(serving, name, ports));
  const taskDefinition = served && (await before(served, older, name, ports));
  const newer = await newerThan({ served, taskDefinition }, all.filter(isSince), name, ports);
  if (newer !== undefined) throw deployedSince(newer, { served, taskDefinition }, moment, name);
  if (serving === undefined || served === undefined) throw nothingBefore(name, undefined);
  if (taskDefinition === undefined) throw nothingBefore(name, { serving, served });
  if (judged !== undefined && judged !== taskDefinition) throw notJudged(taskDefinition, judged);
  return { taskDefinition, served };
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

type Counted = { readonly [Key in keyof Previous]: string | undefined };

interface Newer {
  readonly deployment: string;
  readonly ran: string;
}

/** The newest of those since that brought something else, unless what was asked for serves already. */
async function newerThan(
  { served, taskDefinition }: Counted,
  since: readonly Success[],
  name: ServiceName,
  ports: Looks,
): Promise<Newer | undefined> {
  for (const [place, each] of since.entries()) {
    const ran = await revisionOf(each, name, ports);
    if (place === 0 && ran === taskDefinition) return undefined;
    if (ran !== served) return { deployment: each.arn, ran };
  }
  return undefined;
}

/** What a deployment brought. */
async function revisionOf(
  { arn, revision }: Success,
  { service }: ServiceName,
  { revisions }: Looks,
): Promise<string> {
  const ran = revision === undefined ? undefined : await revisions.taskDefinitionOf(revision);
  if (ran !== undefined) return ran;
  throw setupFailure({
    code: 'previous-not-known',
    what: `What ${service} ran before is not known`,
    why: `ECS does not tell which revision deployment ${lastPart(arn)} brought`,
    hint: 'Allow `ecs:DescribeServiceRevisions`, or name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
  });
}

function deployedSince(
  { deployment, ran }: Newer,
  { served, taskDefinition }: Counted,
  moment: number,
  { service }: ServiceName,
): Failure {
  const serving = served === undefined ? '' : `, when ${revisionName(served)} served`;
  const back = taskDefinition === undefined ? 'another revision' : revisionName(taskDefinition);
  return outcomeFailure({
    code: 'deployed-since',
    what: `${service} has got ${revisionName(ran)} since what ran before was asked for`,
    why: `\`previous\` is counted from ${inUtc(moment)}${serving}, and deployment ${lastPart(deployment)} of ${revisionName(ran)} succeeded after that`,
    hint: `To go back from what serves now, start this anew; to have ${back}, name it in \`task-definition\`. Nothing was changed.`,
  });
}

function nothingBefore(
  { service }: ServiceName,
  now: { readonly serving: Success; readonly served: string } | undefined,
): Failure {
  const earlier =
    now === undefined
      ? ''
      : ` before ${lastPart(now.serving.arn)} of ${revisionName(now.served)} that ran another revision of its family`;
  return outcomeFailure({
    code: 'no-previous-deployment',
    what: `There is nothing before what ${service} runs`,
    why: `ECS knows no successful deployment${earlier}, and remembers 90 days`,
    hint: 'Name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
  });
}

/** ECS told less of its deployments a moment before: what would be deployed is something that nobody looked at. */
function notJudged(taskDefinition: string, judged: string): Failure {
  return outcomeFailure({
    code: 'scan-not-approved',
    what: `The images of ${revisionName(taskDefinition)} were not judged`,
    why: `those of ${revisionName(judged)} were, which ran before by what ECS told a moment ago`,
    hint: 'Run this again. Nothing was changed.',
  });
}
