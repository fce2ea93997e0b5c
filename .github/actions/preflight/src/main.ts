/** Wires preflight to the job and to its checkout. */
import { environmentVariable } from '@slipway/action-kit/environment';
import { realFolders } from '@slipway/action-kit/folders';
import { forkOf } from '@slipway/action-kit/job-event';
import { runAction } from '@slipway/action-kit/run-action';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { preflight } from './preflight.ts';
import { reportOf } from './report.ts';

await runAction({
  contract,
  inputs,
  run: async (given, { files, job }) => {
    const checked = await preflight(given, {
      repository: job.repository,
      hasToken: environmentVariable('ACTIONS_ID_TOKEN_REQUEST_URL') !== undefined,
      fork: () => forkOf(job, files),
      files: { read: (path) => files.read(path), ...realFolders(job.workspace) },
    });
    return reportOf(checked);
  },
});
