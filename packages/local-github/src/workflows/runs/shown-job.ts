/** A job as the API shows it, with its steps. */
import { timestamp } from '../../timestamp.ts';
import type { Job, Run, Step } from './runs.ts';
import { runUrls } from './shown-run.ts';
import type { WorkflowWorld } from '../world.ts';

export function shownJob(world: WorkflowWorld, run: Run, job: Job): object {
  const { url, html_url } = runUrls(world, run);
  const api = `${world.url()}/repos/${world.repository}`;
  const id = String(job.id);
  const { name, status, conclusion, labels } = job;
  return {
    ...{ id: job.id, node_id: `CR_${id}`, name, status, conclusion, labels },
    run_id: run.id,
    run_url: url,
    run_attempt: job.attempt,
    workflow_name: run.name,
    head_branch: run.ref,
    head_sha: run.sha,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.startedAt),
    completed_at: ended(job.completedAt),
    url: `${api}/actions/jobs/${id}`,
    html_url: `${html_url}/job/${id}`,
    check_run_url: `${api}/check-runs/${id}`,
    ...runnerOf(job),
    steps: job.steps.map(shownStep),
  };
}

const ended = (milliseconds: number | undefined): string | null =>
  milliseconds === undefined ? null : timestamp(milliseconds);

const shownStep = ({ name, number, status, conclusion, startedAt, completedAt }: Step): object => ({
  ...{ name, number, status, conclusion },
  started_at: timestamp(startedAt),
  completed_at: ended(completedAt),
});

/** Nobody has taken a job that waits. */
const runnerOf = ({ status }: Job): object =>
  status === 'queued' || status === 'waiting'
    ? { runner_id: null, runner_name: null, runner_group_id: null, runner_group_name: null }
    : { runner_id: 1, runner_name: 'local', runner_group_id: 1, runner_group_name: 'Default' };
