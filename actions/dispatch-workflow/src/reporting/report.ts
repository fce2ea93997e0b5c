/** What dispatch-workflow tells: what was started, where it can be seen, how it ended, and which job failed at which step. */
import type { Annotation } from '@slipway/action-kit/annotation';
import type { Failure } from '@slipway/action-kit/failures';
import type { OutputName } from '@slipway/action-kit/inputs';
import {
  code,
  heading,
  join,
  link,
  paragraph,
  table,
  text,
  type Markdown,
} from '@slipway/action-kit/markdown';
import type { Report } from '@slipway/action-kit/report';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { contract } from '../contract.ts';
import type { Result } from '../dispatch-workflow.ts';
import type { WorkflowJob } from '../ports.ts';
import { failureOf, targetInWords } from './result-failure.ts';

type Outputs = Readonly<Record<OutputName<typeof contract>, string>>;

const nothingStarted: Outputs = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

/** Of a run that ended without a result: before anything was started, unless nobody foresaw how it ended. */
export const outputsOfFailure = ({ kind }: Failure): Outputs =>
  kind === 'defect' ? { ...nothingStarted, dispatched: 'unknown' } : nothingStarted;

export function reportOf(result: Result): Report<OutputName<typeof contract>> {
  const failure = failureOf(result);
  return {
    lines: [headline(result), ...(result.kind === 'planned' ? inputLines(result.target.inputs) : [])],
    annotations: result.kind === 'started-somewhere' && !result.wait ? [untold] : [],
    summary: join(
      heading(`${failure === undefined ? '✅' : '❌'} dispatch-workflow`),
      paragraph(text(headline(result))),
      ...('run' in result ? [paragraph(link(`Run ${result.run.id}`, result.run.url))] : []),
      inputTable(result.target.inputs),
      jobTable(jobsOf(result)),
      ...(failure === undefined ? [] : [paragraph(failure.message)]),
    ),
    outputs: outputsOf(result),
    failure,
  };
}

const untold: Annotation = {
  level: 'warning',
  title: 'dispatch-workflow: run unknown',
  message:
    'The workflow was started, but this GitHub server does not say as which run: run-id and run-url are empty.',
};

function outputsOf(result: Result): Outputs {
  switch (result.kind) {
    case 'not-wanted':
    case 'planned':
      return nothingStarted;
    case 'lost':
      return { ...nothingStarted, dispatched: 'unknown' };
    case 'started-somewhere':
      return { ...nothingStarted, dispatched: 'true' };
    case 'started':
    case 'followed': {
      const { id, url } = result.run;
      return { dispatched: 'true', 'run-id': String(id), 'run-url': url, conclusion: conclusionOf(result) };
    }
  }
}

function headline(result: Result): string {
  const target = targetInWords(result.target);
  switch (result.kind) {
    case 'not-wanted':
      return `${result.target.workflow} of ${result.target.repository} was not started, because \`when\` says no`;
    case 'planned':
      return `Dry run, nothing was started: would start ${target}`;
    case 'lost':
      return `${target} may or may not have been started`;
    case 'started-somewhere':
      return `${target} was started`;
    case 'started':
      return `${target} was started as run ${result.run.id}: ${result.run.url}`;
    case 'followed':
      return `${target} was started as run ${result.run.id} and ${endInWords(result)}`;
  }
}

function endInWords(result: Extract<Result, { kind: 'followed' }>): string {
  const conclusion = conclusionOf(result);
  return conclusion === '' ? 'its end was not seen' : `ended with ${conclusion}`;
}

function conclusionOf(result: Result): string {
  if (result.kind !== 'followed' || result.ending.kind !== 'completed') return '';
  return oneLine(result.ending.look.run.conclusion, 60);
}

const jobsOf = (result: Result): readonly WorkflowJob[] =>
  result.kind === 'followed' ? (result.ending.look?.jobs ?? []) : [];

const inputLines = (inputs: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(inputs).map(([name, value]) => `  ${name} = ${oneLine(value, 200)}`);

function inputTable(inputs: Readonly<Record<string, string>>): Markdown {
  const rows = Object.entries(inputs).map(([name, value]) => [code(name), code(oneLine(value, 200))]);
  return rows.length === 0 ? join() : table(['Input', 'Value'], rows);
}

function jobTable(jobs: readonly WorkflowJob[]): Markdown {
  const rows = jobs.map((job) => [
    link(job.name, job.url),
    job.conclusion === '' ? job.status : job.conclusion,
    job.steps
      .filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')
      .map(({ name }) => name)
      .join(', '),
  ]);
  return rows.length === 0 ? join() : table(['Job', 'Ended with', 'Failed step'], rows);
}
