/**
 * What every workflow file of this repository keeps to: nothing that moves is run, no job hangs for hours, permissions
 * are given job by job, and no value of an event becomes part of a script.
 */
import { parse } from 'yaml';
import { jobsOf, record, stepsOf, type Node } from './workflow-nodes.ts';

/** @returns sentences, none when the workflow keeps to all of it. */
export function workflowProblems(path: string, content: string): readonly string[] {
  const workflow = record(parse(content));
  const jobs = [...jobsOf(workflow)].map(([name, job]) => ({ name, job }));
  const top = isEmpty(workflow.permissions) ? [] : ['must open with `permissions: {}`'];
  return [...top, ...jobs.flatMap(problemsOfJob)].map((problem) => `${path} ${problem}.`);
}

function problemsOfJob({ name, job }: { name: string; job: Node }): string[] {
  const steps = stepsOf(job);
  return [
    ...(job.permissions === undefined ? [`gives job ${name} no permissions of its own`] : []),
    // A job that calls a workflow has the limits of that workflow.
    ...(job.uses === undefined && job['timeout-minutes'] === undefined
      ? [`gives job ${name} no timeout-minutes`]
      : []),
    ...steps.flatMap(({ uses }) =>
      typeof uses === 'string' && !isPinned(uses) ? [`uses ${uses} in job ${name}, not pinned by SHA`] : [],
    ),
    ...steps.flatMap(({ run }) =>
      typeof run === 'string' && run.includes('${{')
        ? [`puts an expression into a script of job ${name}`]
        : [],
    ),
  ];
}

/** Ours travel with the workflow itself. */
const isPinned = (uses: string): boolean => /^[$.]\//.test(uses) || /@[0-9a-f]{40}$/.test(uses);

const isEmpty = (node: unknown): boolean =>
  typeof node === 'object' && node !== null && Object.keys(node).length === 0;
