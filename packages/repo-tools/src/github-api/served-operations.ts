/** What of GitHub's API the local GitHub serves, in the words of its description; its slice holds no more than this. */

const repository = '/repos/{owner}/{repo}';
const run = `${repository}/actions/runs/{run_id}`;
const workflow = `${repository}/actions/workflows/{workflow_id}`;
const environment = `${repository}/environments/{environment_name}`;
const deployment = `${repository}/deployments/{deployment_id}`;
const organization = '/orgs/{org}/actions/variables';

/** Methods by path. */
export const servedOperations: Readonly<Record<string, readonly string[]>> = {
  '/user': ['get'],
  '/rate_limit': ['get'],
  [repository]: ['get'],
  [`${repository}/contents/{path}`]: ['get'],
  [`${repository}/dispatches`]: ['post'],
  [`${repository}/actions/variables`]: ['get', 'post'],
  [`${repository}/actions/variables/{name}`]: ['get', 'patch', 'delete'],
  [`${repository}/actions/organization-variables`]: ['get'],
  [`${repository}/environments`]: ['get'],
  [environment]: ['get', 'put', 'delete'],
  [`${environment}/variables`]: ['get', 'post'],
  [`${environment}/variables/{name}`]: ['get', 'patch', 'delete'],
  [organization]: ['get', 'post'],
  [`${organization}/{name}`]: ['get', 'patch', 'delete'],
  [`${organization}/{name}/repositories`]: ['get', 'put'],
  [`${organization}/{name}/repositories/{repository_id}`]: ['put', 'delete'],
  [`${repository}/actions/workflows`]: ['get'],
  [workflow]: ['get'],
  [`${workflow}/dispatches`]: ['post'],
  [`${workflow}/runs`]: ['get'],
  [`${workflow}/enable`]: ['put'],
  [`${workflow}/disable`]: ['put'],
  [`${repository}/actions/runs`]: ['get'],
  [run]: ['get', 'delete'],
  [`${run}/jobs`]: ['get'],
  [`${run}/approvals`]: ['get'],
  [`${run}/pending_deployments`]: ['get', 'post'],
  [`${run}/cancel`]: ['post'],
  [`${run}/force-cancel`]: ['post'],
  [`${run}/rerun`]: ['post'],
  [`${run}/rerun-failed-jobs`]: ['post'],
  [`${run}/attempts/{attempt_number}`]: ['get'],
  [`${run}/attempts/{attempt_number}/jobs`]: ['get'],
  [`${repository}/actions/jobs/{job_id}`]: ['get'],
  [`${repository}/actions/jobs/{job_id}/rerun`]: ['post'],
  [`${repository}/deployments`]: ['get', 'post'],
  [deployment]: ['get', 'delete'],
  [`${deployment}/statuses`]: ['get', 'post'],
  [`${deployment}/statuses/{status_id}`]: ['get'],
  [`${repository}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${repository}/issues/comments/{comment_id}`]: ['patch'],
};
