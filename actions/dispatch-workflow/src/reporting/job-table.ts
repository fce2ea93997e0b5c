/** The jobs of a run with links to them and to the steps that failed; the red ones first, where there are many. */
import { join, link, paragraph, sentence, table, type Markdown } from '@slipway/action-kit/markdown';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { WorkflowJob } from '../ports.ts';
import { verdictOn } from '../following/conclusions.ts';
import { failedSteps, stepUrl } from '../following/failed-parts.ts';

const mostRows = 100;

export function jobTable(jobs: readonly WorkflowJob[]): Markdown {
  if (jobs.length === 0) return join();
  const shown = (jobs.length > mostRows ? jobs.toSorted((a, b) => rank(a) - rank(b)) : jobs).slice(
    0,
    mostRows,
  );
  const rest = jobs.length - shown.length;
  return join(
    table(['Job', 'State', 'Failed step'], shown.map(rowOf)),
    ...(rest === 0 ? [] : [paragraph(`And ${String(rest)} more, none of them worse than these.`)]),
  );
}

function rank({ conclusion }: WorkflowJob): number {
  if (conclusion === '') return 1;
  return verdictOn(conclusion).kind === 'red' ? 0 : 2;
}

function rowOf(job: WorkflowJob): readonly (string | Markdown)[] {
  const steps = failedSteps(job).map((step) => link(oneLine(step.name, 100), stepUrl(job, step)));
  const separated = steps.flatMap((step, index) => (index === 0 ? [step] : [', ', step]));
  return [
    link(oneLine(job.name, 100), job.url),
    oneLine(job.conclusion === '' ? job.status : job.conclusion, 60),
    sentence(...separated),
  ];
}
