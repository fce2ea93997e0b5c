/** Deployments and their statuses as the API shows them. */
import { timestamp } from '../../timestamp.ts';
import type { Deployment, DeploymentStatus } from './deployments.ts';
import { shownUser } from '../../people.ts';
import type { WorkflowWorld } from '../world.ts';

export function shownDeployment(world: WorkflowWorld, deployment: Deployment): object {
  const { url, repository } = addresses(world, deployment);
  const { id, ref, sha, task, environment, description, payload } = deployment;
  return {
    ...{ id, node_id: `DE_${String(id)}`, ref, sha, task, payload, environment, description },
    original_environment: environment,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    creator: shownUser(world.url(), deployment.creator),
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAt),
    ...{ url, statuses_url: `${url}/statuses`, repository_url: repository },
    performed_via_github_app: null,
  };
}

export function shownStatus(world: WorkflowWorld, deployment: Deployment, status: DeploymentStatus): object {
  const { url, repository } = addresses(world, deployment);
  const { id, state, description, environment } = status;
  const created = timestamp(status.createdAt);
  return {
    ...{ id, node_id: `DES_${String(id)}`, state, description, environment },
    ...{ log_url: status.logUrl, target_url: status.logUrl, environment_url: status.environmentUrl },
    creator: shownUser(world.url(), status.creator),
    ...{ created_at: created, updated_at: created },
    ...{ url: `${url}/statuses/${String(id)}`, deployment_url: url, repository_url: repository },
    performed_via_github_app: null,
  };
}

function addresses(
  world: WorkflowWorld,
  { id }: Deployment,
): { readonly url: string; readonly repository: string } {
  const repository = `${world.url()}/repos/${world.repository}`;
  return { url: `${repository}/deployments/${String(id)}`, repository };
}
