/** Wiring: the runner, ECR and its registries, docker, the disk, and the use case. */
import { environmentVariable, jobEnvironment, regionOf } from '@slipway/action-kit/environment';
import { realFileStreams } from '@slipway/action-kit/files';
import { runAction, type Runtime } from '@slipway/action-kit/run-action';
import { ecrLogin } from '@slipway/aws/ecr-login';
import { EcrRepositories } from '@slipway/aws/ecr-repositories';
import { commandRunner } from '@slipway/docker/commands';
import { createDocker } from '@slipway/docker/create-docker';
import { openLayout } from '@slipway/oci/layout';
import { createRegistry } from '@slipway/oci/registry';
import { contract } from './contract.ts';
import { inputs, type Inputs } from './inputs.ts';
import { removeKept } from './kept-folder.ts';
import { createLogins } from './logins.ts';
import { provideImage, type World } from './provide-image.ts';
import { nothingPushed, reportOf } from './report.ts';
import { requestOf } from './request.ts';

function worldOf(given: Inputs, runtime: Runtime): World {
  const { clock, random, log, files, job, cancelled, saveState } = runtime;
  const own = { region: regionOf(given, job), registryId: given.registryId };
  const mask = (secret: string): void => log.mask(secret);
  const disk = { ...files, ...realFileStreams(job.workspace) };
  return {
    ecr: new EcrRepositories(own),
    registryId: given.registryId,
    region: own.region,
    logins: createLogins({
      ecr: (region = own.region) => ecrLogin({ region }),
      publicEcr: async () => (await import('@slipway/aws/ecr-public-login')).ecrPublicLogin(),
      mask,
    }),
    layouts: { open: (source) => openLayout(source, disk) },
    registries: {
      at: (endpoint, credentials, renew) =>
        // ECR takes credentials as they are, and nobody else is given any: asking first what it wants would be a call in vain.
        createRegistry({
          endpoint,
          credentials,
          atOnce: true,
          renew,
          mask,
          clock,
          random,
          signal: cancelled,
          debug: (line) => log.debug(line),
        }),
    },
    docker: createDocker({
      run: commandRunner(clock),
      files,
      log,
      environment: jobEnvironment(),
      workspace: job.workspace,
      cancelled,
    }),
    keepFolder: (folder) => saveState({ folder }),
    log,
    facts: { job, now: clock.now(), variable: environmentVariable },
  };
}

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => nothingPushed,
  run: async (given, runtime) => reportOf(await provideImage(requestOf(given), worldOf(given, runtime))),
  post: (state, { files }) => removeKept(state, files),
});
