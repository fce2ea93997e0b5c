/** Wiring: the runner, AWS, and the use case. The SDK is loaded once the first line is told. */
import { endpoint } from '@slipway/action-kit/endpoint';
import { ecrStandIn, regionOf } from '@slipway/action-kit/environment';
import { runAction, type Runtime } from '@slipway/action-kit/run-action';
import type { AwsConfig } from '@slipway/aws/client-config';
import { contract } from './contract.ts';
import { deployService } from './deploy-service.ts';
import { followUp } from './follow-up.ts';
import { inputs } from './inputs.ts';
import { readKept } from './kept.ts';
import { openingOf } from './opening.ts';
import type { World } from './ports.ts';
import { outputsOnFailure, reportOf } from './report.ts';

async function worldOf(config: AwsConfig, runtime: Runtime): Promise<World> {
  const { clock, random, log, cancelled, over } = runtime;
  const { deploymentGateways } = await import('@slipway/aws/deployment-gateways');
  const gateways = deploymentGateways(config, { clock, random, over });
  return { ...gateways, endpoint: endpoint(clock), clock, random, log, cancelled };
}

await runAction({
  contract,
  inputs,
  outputsOnFailure,
  run: async (given, runtime) => {
    const region = regionOf(given, runtime.job);
    const aws = { region, maxAttempts: given.maxRetries };
    runtime.log.info(openingOf(given, region));
    const world = await worldOf(aws, runtime);
    const keep = (phase: object): void => runtime.saveState({ aws, phase });
    const ports = { world, files: runtime.files, keep, ecrStandIn: ecrStandIn() };
    return reportOf(await deployService(given, region, ports));
  },
  post: async (state, runtime) => {
    const { aws, phase } = readKept(state);
    return followUp(phase, aws.region, await worldOf(aws, runtime));
  },
});
