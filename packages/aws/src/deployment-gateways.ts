/**
 * All that a deployment asks of AWS, in one place that can be loaded as one: what only a failure needs is loaded from
 * here when it is needed, and shares with ECS whatever the clients have in common.
 */
import type { AwsConfig } from './client-config.ts';
import { Ecs, type Pauses } from './ecs.ts';
import type { LogDestination } from './logs.ts';

export function deploymentGateways(config: AwsConfig, pauses: Pauses) {
  const { services, deployments, revisions, taskDefinitions, tasks } = new Ecs(config, pauses);
  return {
    ...{ services, deployments, revisions, taskDefinitions, tasks },
    targets: {
      health: async (targetGroup: string) =>
        new (await import('./elb.ts')).LoadBalancers(config).health(targetGroup),
    },
    containerLogs: {
      tail: async (log: LogDestination, lines: number) =>
        (await import('./logs.ts')).tail(config, log, lines),
    },
  };
}
