/** Wiring: the runner, the GitHub of this job, and the use case. */
import { environmentCredentials } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { variableGateways } from '@slipway/github/variable-gateways';
import { ask } from './asking/ask.ts';
import { knownCredentials } from './asking/credentials/known-credentials.ts';
import { targetOf, targetProblems } from './asking/target.ts';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { isEnterpriseServer } from './limits.ts';
import { nothingChanged } from './reporting/outputs.ts';
import { loggedProgress } from './reporting/progress.ts';
import { reportOf } from './reporting/report.ts';
import { shownWith } from './reporting/shown-value.ts';
import { setVariables } from './set-variables.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => nothingChanged,
  run: async (given, { job, clock, files, log, cancelled }) => {
    log.mask(given.token);
    const credentials = knownCredentials(given.token, environmentCredentials());
    const isServer = isEnterpriseServer(job.serverUrl);
    const asked = await ask(given, {
      files,
      scope: given.scope,
      isEnterpriseServer: isServer,
      targetProblems: targetProblems(given, job),
      credentials,
    });
    const target = targetOf(given, job);
    const debug = (line: string): void => log.debug(line);
    const github = variableGateways(
      { token: given.token, apiUrl: job.apiUrl, clock, cancelled, debug },
      target,
    );
    const wish = { ...given, asked, target, isEnterpriseServer: isServer };
    const { inQuotes } = asked;
    const progress = loggedProgress(log, shownWith(credentials), inQuotes);
    const result = await setVariables(wish, { ...github, clock, cancelled, progress });
    return reportOf(result, credentials, { inQuotes, isTold: progress.isTold });
  },
});
