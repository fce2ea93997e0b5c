/** Wiring: the runner, AWS, and the use case. What only a failure needs is loaded when it is needed. */
import { regionOf } from '@slipway/action-kit/environment';
import { runAction, type Runtime } from '@slipway/action-kit/run-action';
import type { AwsConfig } from '@slipway/aws/client-config';
import { Ecs } from '@slipway/aws/ecs';
import { contract } from './contract.ts';
import { deployService } from './deploy-service.ts';
import { followUp } from './follow-up.ts';
import { inputs } from './inputs.ts';
import { readKept } from './kept.ts';
import type { World } from './ports.ts';
import { outputsOnFailure, reportOf } from './report.ts';

function worldOf(config: AwsConfig, { clock, random, log, cancelled }: Runtime): World {
  const { services, deployments, revisions, taskDefinitions, tasks } = new Ecs(config, { clock, random });
  return {
    ...{ services, deployments, revisions, taskDefinitions, tasks, clock, random, log, cancelled },
    targets: {
      health: async (group) => new (await import('@slipway/aws/elb')).LoadBalancers(config).health(group),
    },
    containerLogs: {
      tail: async (destination, lines) =>
        (await import('@slipway/aws/logs')).tail(config, destination, lines),
    },
  };
}

await runAction({
  contract,
  inputs,
  outputsOnFailure,
  run: async (given, runtime) => {
    const region = regionOf(given, runtime.job);
    const aws = { region, maxAttempts: given.maxRetries };
    const world = worldOf(aws, runtime);
    const keep = (phase: object): void => runtime.saveState({ aws, phase });
    return reportOf(await deployService(given, region, { world, files: runtime.files, keep }));
  },
  post: async (state, runtime) => {
    const { aws, phase } = readKept(state);
    return followUp(phase, aws.region, worldOf(aws, runtime));
  },
});
