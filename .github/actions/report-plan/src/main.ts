/** Wires report-plan to the files of this job and to GitHub. */
import { environmentCredentials, targetRepository, type Job } from '@slipway/action-kit/environment';
import { pullRequestNumber } from '@slipway/action-kit/job-event';
import { runAction } from '@slipway/action-kit/run-action';
import { pullRequestComments } from '@slipway/github/pull-request-comments';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { reportPlan } from './report-plan.ts';

await runAction({
  contract,
  inputs,
  run: async (given, { clock, log, files, job, cancelled }) => {
    if (given.githubToken !== undefined) log.mask(given.githubToken);
    const github = { token: given.githubToken ?? '', apiUrl: job.apiUrl, clock, cancelled };
    return reportPlan(given, {
      files,
      held: environmentCredentials(),
      source: { workflow: job.workflow, run: pageOf(job) },
      pullRequest: () => pullRequestNumber(job, files),
      comments: pullRequestComments(github, () => targetRepository({ repository: undefined }, job)),
    });
  },
});

function pageOf({ serverUrl, repository, runId }: Job): string | undefined {
  if (repository === undefined || runId === undefined) return undefined;
  return `${serverUrl}/${repository}/actions/runs/${runId}`;
}
