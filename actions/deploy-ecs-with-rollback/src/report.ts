/** What deploy-ecs-with-rollback tells: the headline first, then what was asked, what died, and what serves. */
import type { Annotation } from '@slipway/action-kit/annotation';
import { Failure } from '@slipway/action-kit/failures';
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Report } from '@slipway/action-kit/report';
import type { Ended } from '@slipway/rollout/phases';
import type { contract } from './contract.ts';
import type { Result } from './deploy-service.ts';
import { headlineOf, isGreen, reasonOf } from './headline.ts';
import { durationsOf } from './report-file.ts';
import { evidenceLines } from './evidence-lines.ts';
import { summaryOf } from './summary.ts';

type Output = OutputName<typeof contract>;

export function reportOf(result: Result): Report<Output> {
  const { run, notices, warnings, region } = result;
  const { end } = run;
  return {
    // A red end is told by the failure.
    lines: isGreen(end) ? [headlineOf(end)] : evidenceLines(end),
    annotations: [...notices.map(annotation('notice')), ...warnings.map(annotation('warning'))],
    summary: summaryOf(run, region, [...warnings, ...notices]),
    outputs: outputsOf(result),
    failure: failureOf(end),
  };
}

const annotation =
  (level: Annotation['level']) =>
  (message: string): Annotation => ({ level, title: 'deploy-ecs-with-rollback', message });

function outputsOf({ run, reportFile }: Result): Readonly<Record<Output, string>> {
  const { end } = run;
  return {
    outcome: end.kind,
    'rolled-back': String(isBack(end)),
    'task-definition-arn': end.taskDefinition ?? '',
    'previous-task-definition-arn': end.baseline?.taskDefinition ?? '',
    // A revision that runs no task serves nobody.
    'serving-task-definition-arn': end.serving?.tasks === 0 ? '' : (end.serving?.taskDefinition ?? ''),
    'service-deployment-arn': end.deployment ?? '',
    'failure-code': isGreen(end) ? '' : end.reason.code,
    reason: reasonOf(end),
    'duration-seconds': String(durationsOf(run).total),
    'report-file': reportFile ?? '',
  };
}

/** A way back that was asked for ends as a success. */
const isBack = ({ kind, giveBack }: Ended): boolean =>
  kind === 'rolled-back' || (kind === 'succeeded' && giveBack !== undefined);

/** The red ends as failures, by the outcome table. */
export function failureOf(end: Ended): Failure | undefined {
  if (isGreen(end)) return undefined;
  return new Failure(end.failureKind, {
    code: end.reason.code,
    what: headlineOf(end).replace(/\.$/, ''),
    hint: end.hint,
  });
}

/** The outputs of a run that ended before the engine began; a defect may have left anything behind. */
export function outputsOnFailure(failure: Failure): Partial<Record<Output, string>> {
  return {
    outcome: failure.kind === 'defect' ? 'stuck' : 'refused',
    'rolled-back': 'false',
    'failure-code': failure.code,
    reason: failure.message,
    'duration-seconds': '0',
  };
}
