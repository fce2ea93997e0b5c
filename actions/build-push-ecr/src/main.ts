/** Wiring: the runner, ECR and its registry, the disk, and the use case. */
import { regionOf } from '@slipway/action-kit/environment';
import { realFileStreams } from '@slipway/action-kit/files';
import { runAction } from '@slipway/action-kit/run-action';
import { createEcrGateway } from '@slipway/aws/ecr';
import { openLayout } from '@slipway/oci/layout';
import { createRegistry } from '@slipway/oci/registry';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { pushImage } from './push-image.ts';
import { nothingPushed, reportOf } from './report.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => nothingPushed,
  run: async (given, { clock, random, log, files, job, cancelled }) => {
    const mask = (secret: string): void => log.mask(secret);
    const disk = { ...files, ...realFileStreams(job.workspace) };
    const result = await pushImage(given, {
      ecr: createEcrGateway({ region: regionOf(given, job), registryId: given.registryId }),
      layouts: { open: (source) => openLayout(source, disk) },
      registries: {
        at: (endpoint, credentials) =>
          createRegistry({ endpoint, credentials, mask, clock, random, signal: cancelled }),
      },
      log,
      job,
    });
    return reportOf(result);
  },
});
