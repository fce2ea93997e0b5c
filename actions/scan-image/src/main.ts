/** Wires scan-image to ECR, Inspector and ECS. */
import { regionOf, targetRepository } from '@slipway/action-kit/environment';
import { pullRequestNumber } from '@slipway/action-kit/job-event';
import { runAction } from '@slipway/action-kit/run-action';
import { scanGateways } from '@slipway/aws/scan-gateways';
import { pullRequestComments } from '@slipway/github/pull-request-comments';
import { withComment } from './commenting.ts';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { reportOf } from './reporting/report.ts';
import { scanImage } from './scan-image.ts';
import { tell } from './telling.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => ({ allowed: 'false' }),
  run: async (given, { clock, random, log, files, job, cancelled }) => {
    if (given.githubToken !== undefined) log.mask(given.githubToken);
    const region = regionOf(given, job);
    const aws = scanGateways({ region, registryId: given.registryId }, clock, cancelled);
    const judged = await scanImage(given, region, { ...aws, clock, random, log, files, cancelled });
    const github = { token: given.githubToken ?? '', apiUrl: job.apiUrl, clock, cancelled };
    const commenting = {
      source: job,
      pullRequest: () => pullRequestNumber(job, files),
      comments: pullRequestComments(github, () => targetRepository({ repository: undefined }, job)),
    };
    const told = await tell(judged, given, { files });
    return reportOf(judged, await withComment(told, judged, given, commenting));
  },
});
