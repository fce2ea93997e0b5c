/** Wiring: the runner, the GitHub of this job, and the use case. */
import { targetRepository } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { repositoryOf } from '@slipway/github/api';
import { githubApi } from '@slipway/github/client';
import { Workflows } from '@slipway/github/workflows';
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
    const workflows = new Workflows(api, repositoryOf(repository));
    return reportOf(
      await dispatchWorkflow(
        given,
        { repository, ref: job.ref },
        { workflows, clock, random, log, cancelled },
      ),
    );
  },
});
