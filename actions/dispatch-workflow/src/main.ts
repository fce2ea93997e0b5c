/** Wiring: the runner, the GitHub of this job, and the use case. */
import { targetRepository } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { repositoryOf } from '@slipway/github/api';
import { githubApi } from '@slipway/github/client';
import { Dispatches } from '@slipway/github/dispatches';
import { Runs } from '@slipway/github/runs';
import { tokenKindOf } from '@slipway/github/token-kind';
import { contract } from './contract.ts';
import { dispatchWorkflow } from './dispatch-workflow.ts';
import { inputs } from './inputs.ts';
import { outputsOfFailure, reportOf } from './reporting/report.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: outputsOfFailure,
  run: async (given, { job, clock, random, log, cancelled }) => {
    log.mask(given.token);
    const repository = targetRepository(given, job);
    const api = githubApi({
      token: given.token,
      apiUrl: job.apiUrl,
      clock,
      cancelled,
      debug: (line) => log.debug(line),
    });
    const place = {
      ...repositoryOf(repository),
      token: tokenKindOf(given.token),
      isOwn: repository === job.repository,
    };
    const [dispatches, runs] = [new Dispatches(api, place), new Runs(api, place)];
    const workflows = {
      dispatch: dispatches.workflow.bind(dispatches),
      run: runs.run.bind(runs),
      jobs: runs.jobs.bind(runs),
    };
    return reportOf(
      await dispatchWorkflow(
        given,
        { repository, ref: job.ref },
        { workflows, clock, random, log, cancelled },
      ),
    );
  },
});
