/** A run as the API shows it. */
import { timestamp } from '../../timestamp.ts';
import { workflowsOf } from '../catalog/catalog.ts';
import { shownUser } from '../../people.ts';
import type { Attempt, Run } from './runs.ts';
import type { WorkflowWorld } from '../world.ts';

interface RunUrls {
  /** In the API. */
  readonly url: string;
  /** Its page. */
  readonly html_url: string;
}

export function runUrls({ repository, url }: WorkflowWorld, { id }: Pick<Run, 'id'>): RunUrls {
  const path = `${repository}/actions/runs/${String(id)}`;
  return { url: `${url()}/repos/${path}`, html_url: `${url()}/${path}` };
}

/** @param of an earlier attempt; the newest one when left out. */
export function shownRun(world: WorkflowWorld, run: Run, of: Attempt = run): object {
  const { url, html_url } = runUrls(world, run);
  const repository = world.shownRepository();
  return {
    id: run.id,
    node_id: `WFR_${String(run.id)}`,
    name: run.name,
    path: `.github/workflows/${run.workflow}`,
    display_title: run.title,
    run_number: run.number,
    event: run.event,
    head_branch: run.ref,
    head_sha: run.sha,
    head_commit: shownCommit(run),
    pull_requests: [],
    actor: shownUser(world.url(), run.actor),
    created_at: timestamp(run.createdAt),
    repository,
    head_repository: repository,
    ...shownAttempt(world, url, of),
    url,
    html_url,
    ...addresses(world, run, url),
  };
}

function shownAttempt(world: WorkflowWorld, url: string, of: Attempt): object {
  const { attempt, status, conclusion } = of;
  return {
    run_attempt: attempt,
    ...{ status, conclusion },
    run_started_at: timestamp(of.startedAt),
    updated_at: timestamp(of.updatedAt),
    triggering_actor: shownUser(world.url(), of.triggeredBy),
    previous_attempt_url: attempt > 1 ? `${url}/attempts/${String(attempt - 1)}` : null,
  };
}

function addresses(world: WorkflowWorld, run: Run, url: string): object {
  const workflow = workflowsOf(world).find(({ file }) => file === run.workflow)?.id ?? 0;
  const repository = `${world.url()}/repos/${world.repository}`;
  return {
    workflow_id: workflow,
    workflow_url: `${repository}/actions/workflows/${String(workflow)}`,
    check_suite_url: `${repository}/check-suites/${String(run.id)}`,
    ...Object.fromEntries(
      ['jobs', 'logs', 'artifacts', 'cancel', 'rerun'].map((name) => [`${name}_url`, `${url}/${name}`]),
    ),
  };
}

function shownCommit({ sha, createdAt }: Run): object {
  const somebody = { name: 'local', email: 'local@localhost' };
  const when = timestamp(createdAt);
  return {
    id: sha,
    tree_id: sha,
    message: 'A commit',
    timestamp: when,
    author: somebody,
    committer: somebody,
  };
}
