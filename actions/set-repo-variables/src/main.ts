/** Wiring: the runner, the GitHub of this job, and the use case. */
import { runAction } from '@slipway/action-kit/run-action';
import { repositoryOf } from '@slipway/github/api';
import { githubApi } from '@slipway/github/client';
import { RepositoryVariables } from '@slipway/github/repository-variables';
import { targetRepository } from '@slipway/action-kit/environment';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { nothingChanged, reportOf } from './report.ts';
import { setVariables } from './set-variables.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => nothingChanged,
  run: async (given, { job, clock, log, cancelled }) => {
    log.mask(given.token);
    const repository = targetRepository(given, job);
    const api = githubApi({
      token: given.token,
      apiUrl: job.apiUrl,
      clock,
      cancelled,
      debug: (line) => log.debug(line),
    });
    const variables = new RepositoryVariables(api, repositoryOf(repository));
    return reportOf(await setVariables(given, { repository, variables, cancelled }));
  },
});
