/** Wires render-task-def to the disk and to AWS. */
import { regionOf } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { ecrLogin } from '@slipway/aws/ecr-login';
import { EcrImages } from '@slipway/aws/ecr-images';
import { RunningServices } from '@slipway/aws/running-service';
import { TaskDefinitions } from '@slipway/aws/task-definitions';
import { imagePlatforms } from '@slipway/oci/image-platforms';
import { createRegistry } from '@slipway/oci/registry';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { renderTaskDefinition } from './render-task-definition.ts';
import { reportOf } from './report.ts';
import { requestOf } from './request.ts';

await runAction({
  contract,
  inputs,
  run: async (given, { clock, random, log, files, job, cancelled }) => {
    const aws = () => ({ region: regionOf(given, job), registryId: given.registryId });
    const rendered = await renderTaskDefinition(requestOf(given), {
      files,
      templates: () => new TaskDefinitions(aws()),
      services: () => new RunningServices(aws()),
      registry: () => new EcrImages(aws()),
      platforms: async (repository, digest) => {
        const { endpointUrl: endpoint, ...credentials } = await ecrLogin(aws());
        const mask = (secret: string): void => log.mask(secret);
        mask(credentials.password);
        const registry = createRegistry({ endpoint, credentials, mask, clock, random, signal: cancelled });
        return imagePlatforms(registry, repository, digest);
      },
    });
    return reportOf(rendered);
  },
});
