/** Wiring: the runner, the GitHub of this job, and the use case. */
import { targetRepository } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { githubApi } from '@slipway/github/client';
import { Dispatches } from '@slipway/github/dispatches';
import { RunLists } from '@slipway/github/run-lists';
import { Runs } from '@slipway/github/runs';
import { tokenKindOf } from '@slipway/github/token-kind';
import { ActionsVariables } from '@slipway/github/variables';
import { WorkflowFiles } from '@slipway/github/workflow-files';
import { workflowPlace } from '@slipway/github/workflow-place';
import { claimsIn } from './claims-in.ts';
import { contract } from './contract.ts';
import { dispatchWorkflow } from './dispatch-workflow.ts';
import { inputs } from './inputs.ts';
import { attemptPage, ownRun, tellsRuns } from './job-words.ts';
import { outputsOfFailure } from './reporting/outputs.ts';
import { reportOf } from './reporting/report.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: outputsOfFailure,
  run: async (given, { job, clock, random, log, cancelled }) => {
    const { token, variablesToken = token } = given;
    log.mask(token);
    log.mask(variablesToken);
    const repository = targetRepository(given, job);
    const config = { apiUrl: job.apiUrl, clock, debug: (line: string) => log.debug(line) };
    const api = githubApi({ ...config, token, cancelled });
    const place = workflowPlace(repository, token, job.repository);
    // What is on its way when the job is cancelled still has to be written down, and the run to be cancelled.
    const unbound = githubApi({ ...config, token });
    const variables = (bound?: AbortSignal) =>
      new ActionsVariables(
        githubApi({ ...config, token: variablesToken, cancelled: bound }),
        { kind: 'repository', owner: place.owner, repo: place.repo },
        tokenKindOf(variablesToken),
      );
    return reportOf(
      await dispatchWorkflow(
        given,
        { repository, ref: job.ref },
        {
          dispatches: new Dispatches(api, place),
          files: new WorkflowFiles(api, place),
          runs: new Runs(api, place),
          canceller: new Runs(unbound, place),
          runLists: (of) => new RunLists(api, place, of),
          claims: claimsIn(variables(cancelled), variables()),
          by: attemptPage(job),
          ownRun: ownRun(job, (slug) => new Runs(api, workflowPlace(slug, token, slug))),
          tells: tellsRuns(job),
          clock,
          random,
          log,
          cancelled,
        },
      ),
    );
  },
});
