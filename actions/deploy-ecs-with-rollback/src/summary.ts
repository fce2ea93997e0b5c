/** The job summary of a deployment, for the person who should not have to open the console. */
import {
  code,
  heading,
  join,
  link,
  list,
  paragraph,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { lastPart, lasting, revisionName } from '@slipway/rollout/names';
import type { Ended } from '@slipway/rollout/phases';
import type { Run } from '@slipway/rollout/run-rollout';
import { whatServes } from '@slipway/rollout/what-serves';
import { deploymentsUrl, serviceUrl } from './console-links.ts';
import { evidencePart, linked } from './evidence-part.ts';
import { headlineOf, isGreen } from './headline.ts';
import { durationsOf } from './report-file.ts';
import { timelineOf } from './timeline.ts';

export function summaryOf(run: Run, region: string, remarks: readonly string[]): Markdown {
  const { end } = run;
  const { name } = end.request;
  const url = serviceUrl(region, name);
  return join(
    heading(`${isGreen(end) ? '✅' : '❌'} ${name.service} in ${name.cluster}: ${end.kind}`),
    paragraph(headlineOf(end)),
    ...(end.hint === undefined || isGreen(end) ? [] : [paragraph(end.hint)]),
    ...(remarks.length === 0 ? [] : [list(remarks)]),
    factTable(run, region),
    timelineOf(run),
    ...(end.evidence === undefined || isGreen(end) ? [] : [evidencePart(end.evidence, { region, name })]),
    ...(url === undefined ? [] : [paragraph(link('The service in the AWS console', url))]),
  );
}

function factTable(run: Run, region: string): Markdown {
  const { end } = run;
  const { deployment, rollback, total } = durationsOf(run);
  const time = (seconds: number | null): string => (seconds === null ? '–' : lasting(seconds * 1000));
  return table(
    ['Asked for', 'Before', 'Serves now', 'Deployment', 'Outcome', 'Deploying', 'Way back', 'In all'],
    [
      [
        revision(end.taskDefinition),
        revision(end.baseline?.taskDefinition),
        servesNow(end),
        deploymentOf(end, region),
        end.kind,
        time(deployment),
        time(rollback),
        time(total),
      ],
    ],
  );
}

const revision = (arn: string | undefined): Markdown | string =>
  arn === undefined ? '–' : code(revisionName(arn));

function deploymentOf({ deployment, request }: Ended, region: string): Markdown | string {
  return deployment === undefined ? '–' : linked(lastPart(deployment), deploymentsUrl(region, request.name));
}

/** Where nothing was touched, nothing needs a proof. */
function servesNow(end: Ended): Markdown | string {
  const answer = whatServes(end);
  switch (answer.kind) {
    case 'unknown':
      return isUntouched(end) ? 'as before' : 'not proven';
    case 'nothing':
      return 'nothing';
    case 'one':
      return revision(answer.taskDefinition);
    case 'several':
      return list(answer.crews.map(({ taskDefinition }) => revision(taskDefinition)));
  }
}

const isUntouched = ({ kind }: Ended): boolean =>
  kind === 'refused' || kind === 'planned' || kind === 'unchanged';
