/** The job summary of a deployment, for the person who should not have to open the console. */
import {
  block,
  code,
  heading,
  join,
  link,
  list,
  paragraph,
  sentence,
  table,
  type Markdown,
} from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { Evidence } from '@slipway/rollout/evidence';
import { counted, lastPart, lasting, revisionName } from '@slipway/rollout/names';
import type { Ended } from '@slipway/rollout/phases';
import type { Run } from '@slipway/rollout/run-rollout';
import { logUrl, serviceUrl } from './console-links.ts';
import { headlineOf, isGreen } from './headline.ts';
import { durationsOf } from './report-file.ts';

export function summaryOf(run: Run, region: string, remarks: readonly string[]): Markdown {
  const { end } = run;
  const { cluster, service } = end.request.name;
  return join(
    heading(`${isGreen(end) ? '✅' : '❌'} ${service} in ${cluster}: ${end.kind}`),
    paragraph(headlineOf(end)),
    ...(end.hint === undefined ? [] : [paragraph(end.hint)]),
    ...(remarks.length === 0 ? [] : [list(remarks)]),
    factTable(run),
    ...(end.evidence === undefined ? [] : [evidencePart(end.evidence, region)]),
    paragraph(link('The service in the AWS console', serviceUrl(region, end.request.name))),
  );
}

function factTable(run: Run): Markdown {
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
        end.deployment === undefined ? '–' : code(lastPart(end.deployment)),
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

/** Where nothing was touched, nothing needs a proof. */
function servesNow({ serving, kind }: Ended): Markdown | string {
  if (serving !== undefined) return revision(serving.taskDefinition);
  return kind === 'refused' || kind === 'planned' || kind === 'unchanged' ? 'as before' : 'not proven';
}

function evidencePart(evidence: Evidence, region: string): Markdown {
  return join(
    heading('Evidence', 3),
    deathsPart(evidence),
    logPart(evidence, region),
    targetsPart(evidence),
    breakerPart(evidence),
  );
}

function deathsPart({ deaths }: Evidence): Markdown {
  if (deaths.kind === 'absent') return paragraph(`Stopped tasks: ${deaths.why}.`);
  const rows = deaths.value.map(({ death, count }) => [
    counted(count, 'task'),
    oneLine(death.words, 500),
    death.exitCode === undefined ? '–' : String(death.exitCode),
  ]);
  return table(['Stopped', 'Cause', 'Exit code'], rows);
}

function logPart({ log }: Evidence, region: string): Markdown {
  if (log.kind === 'absent') return paragraph(`Container log: ${log.why}.`);
  const { container, task, destination, lines } = log.value;
  const url = logUrl(destination.region ?? region, destination);
  return join(
    paragraph(
      sentence(
        'The last lines of container ',
        code(container),
        ' in task ',
        code(task),
        ' (',
        link('all of it', url),
        '):',
      ),
    ),
    block(lines.join('\n')),
  );
}

function targetsPart({ targets }: Evidence): Markdown {
  if (targets.kind === 'absent') return paragraph(`Load balancer: ${targets.why}.`);
  const rows = targets.value.map(({ host, port, state, reason, description }) => [
    port === undefined ? host : `${host}:${String(port)}`,
    state,
    oneLine([reason, description].filter((each) => each !== undefined).join(': '), 300),
  ]);
  return table(['Target', 'State', 'Reason'], rows);
}

function breakerPart({ breaker }: Evidence): Markdown {
  if (breaker === undefined || breaker.status === 'DISABLED') return join();
  return paragraph(
    `Circuit breaker: ${breaker.status}, ${String(breaker.failures)} of ${String(breaker.threshold)} failures.`,
  );
}

/** The same evidence for the log, in short. */
export function evidenceLines({ evidence }: Ended): readonly string[] {
  if (evidence?.log.kind !== 'found') return [];
  const { container, task, lines } = evidence.log.value;
  return [
    `The last lines of container ${container} in task ${task}:`,
    ...lines.map((each) => `  ${oneLine(each, 1000)}`),
  ];
}
