/** Which jobs and steps of a run failed, and where they can be read. */
import { oneLine } from '@slipway/action-kit/untrusted';
import type { JobStep, WorkflowJob } from '../ports.ts';
import { verdictOn } from './conclusions.ts';

export const isRed = ({ conclusion }: { readonly conclusion: string }): boolean =>
  conclusion !== '' && verdictOn(conclusion).kind === 'red';

export const failedSteps = ({ steps }: WorkflowJob): readonly JobStep[] => steps.filter(isRed);

/** The page of a job at one of its steps; that of the job where the number is not known. */
export const stepUrl = ({ url }: WorkflowJob, { number }: JobStep): string =>
  number > 0 && url !== '' ? `${url}#step:${String(number)}:1` : url;

const mostTold = 5;

/** A part a job: `job deploy: failure at the step "Ship it" (https://…)`. */
export function failedParts(jobs: readonly WorkflowJob[]): readonly string[] {
  const failed = jobs.filter(isRed);
  const told = failed.slice(0, mostTold).map(partOf);
  const more = failed.length - told.length;
  return more === 0 ? told : [...told, `and ${String(more)} more`];
}

function partOf(job: WorkflowJob): string {
  const [step] = failedSteps(job);
  const at = step === undefined ? '' : ` at the step "${oneLine(step.name, 100)}"`;
  const url = step === undefined ? job.url : stepUrl(job, step);
  const where = url === '' ? '' : ` (${oneLine(url, 300)})`;
  return `job ${oneLine(job.name, 100)}: ${oneLine(job.conclusion, 60)}${at}${where}`;
}
