/** A job that names an environment: its deployment is made, waits for its approval, and ends with the job. */
import { isProtected, waitForApproval } from './approvals.ts';
import type { Attempting, Deploying } from '../performing/attempting.ts';
import { addStatus, newDeployment, quiet, type Deployment, type DeploymentState } from './deployments.ts';
import { RunEnded, type JobOptions } from '../handlers.ts';
import { JobRed } from '../performing/performing-jobs.ts';
import type { Job } from '../runs/runs.ts';
import { runUrls } from '../runs/shown-run.ts';
import type { WorkflowSite } from '../world.ts';

const creator = 'github-actions[bot]';

export const deployingOf = (site: WorkflowSite): Deploying => ({
  begin: (attempting, job, options) => begin(site, attempting, job, options),
  end: ({ conclusion, deployment }) => {
    const last = deployment?.statuses.at(-1);
    if (deployment === undefined || last === undefined) return;
    const state = stateOfEnd[conclusion ?? ''] ?? 'failure';
    addStatus(site.deployments, deployment, { ...last, createdAt: site.clock.now(), state });
  },
});

/** @throws JobRed when it is rejected; RunEnded when the run is over */
async function begin(
  site: WorkflowSite,
  attempting: Attempting,
  job: Job,
  { environment: name = '', url = '', approval }: JobOptions,
): Promise<void> {
  const environment = site.environments.get(name.toLowerCase()) ?? site.environments.put(name);
  const deployment = deploymentOf(site, attempting, environment.name);
  job.deployment = deployment;
  const logUrl = `${runUrls(site, attempting.run).html_url}/job/${String(job.id)}`;
  const say = (state: DeploymentState): void => {
    const what = { ...quiet(deployment, creator, site.clock.now()), logUrl, environmentUrl: url, state };
    addStatus(site.deployments, deployment, what);
  };
  if (isProtected(environment) && approval !== 'skipped') {
    say('waiting');
    job.status = 'waiting';
    attempting.settle();
    const end = await waitForApproval(attempting, environment, deployment);
    if (end === 'rejected') throw new JobRed('failure');
    if (end === 'over') throw new RunEnded();
    job.status = 'queued';
    attempting.settle();
  }
  say('in_progress');
}

const stateOfEnd: Readonly<Record<string, DeploymentState>> = {
  success: 'success',
  neutral: 'success',
  skipped: 'inactive',
  cancelled: 'inactive',
};

const deploymentOf = (
  { deployments, clock }: WorkflowSite,
  { run }: Attempting,
  environment: string,
): Deployment =>
  newDeployment(deployments, {
    ...{ ref: run.ref, sha: run.sha, task: 'deploy', environment, description: null, payload: {} },
    ...{ transient: false, production: environment.toLowerCase() === 'production', creator },
    createdAt: clock.now(),
  });
