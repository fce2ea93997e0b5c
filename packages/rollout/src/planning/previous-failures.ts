/** Why what ran before is not deployed, and what to type instead; each names the revisions that are known. */
import { outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import type { Broken, Counted, Previous } from './brought.ts';
import { inUtc, lastPart, revisionName } from '../names.ts';
import type { Success } from '../observations.ts';
import type { ServiceName } from '../ports.ts';

/** @param now isBack: whether what served at the moment serves again, so that starting anew leads to what was taken back. */
export function deployedSince(
  { deployment, ran, status }: Pick<Broken, 'deployment' | 'ran'> & Partial<Pick<Broken, 'status'>>,
  { served, taskDefinition }: Counted,
  now: { readonly moment: number; readonly isBack: boolean },
  { service }: ServiceName,
): Failure {
  const serving = served === undefined ? '' : `, when ${revisionName(served)} served`;
  const back = taskDefinition === undefined ? 'another revision' : revisionName(taskDefinition);
  const ended = status === undefined ? 'succeeded' : `began and ended as ${status}`;
  const anew = now.isBack ? 'To' : 'To go back from what serves now, start this anew; to';
  return outcomeFailure({
    code: 'deployed-since',
    what: `${service} has got ${revisionName(ran)} since what ran before was asked for`,
    why: `\`previous\` is counted from ${inUtc(now.moment)}${serving}, and deployment ${lastPart(deployment)} of ${revisionName(ran)} ${ended} after that`,
    hint: `${anew} have ${back}, name it in \`task-definition\`. Nothing was changed.`,
  });
}

/** What was under way when it was asked for is gone by now, and what served before it serves again. */
export function takenBack(
  { deployment, ran }: Pick<Broken, 'deployment' | 'ran'>,
  { served, taskDefinition }: Previous,
): Failure {
  const [good, before] = [revisionName(served), revisionName(taskDefinition)];
  return outcomeFailure({
    code: 'deployment-in-progress',
    what: `Deployment ${lastPart(deployment)} of ${revisionName(ran)} was under way when what ran before was asked for, and ECS has taken it back since`,
    why: `${good} serves again, and \`previous\` is ${before}, which ran before it`,
    hint: `To have ${before} all the same, name it in \`task-definition\`. Nothing was changed.`,
  });
}

/** The way back of the newest deployment was not walked to its end: what serves may be either. */
export function notTold(
  { deployment, ran, status }: Broken,
  { served, taskDefinition }: Counted,
  { service }: ServiceName,
): Failure {
  const last = served === undefined ? '' : `, as ${revisionName(served)}, which succeeded last`;
  const older =
    taskDefinition === undefined ? '' : `, or ${revisionName(taskDefinition)}, which did before it`;
  return outcomeFailure({
    code: 'previous-not-known',
    what: `What ${service} ran before is not known`,
    why: `its newest deployment, ${lastPart(deployment)} of ${revisionName(ran)}, ended as ${status}, so what serves now is not told by what was successful`,
    hint: `Name the revision in \`task-definition\`${last}${older}. Nothing was changed.`,
  });
}

export function nothingBefore(
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
export function notJudged(taskDefinition: string, judged: string): Failure {
  return outcomeFailure({
    code: 'scan-not-approved',
    what: `The images of ${revisionName(taskDefinition)} were not judged`,
    why: `those of ${revisionName(judged)} were, which ran before by what ECS told a moment ago`,
    hint: 'Run this again. Nothing was changed.',
  });
}
