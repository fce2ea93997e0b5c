/**
 * All that a deployment asks of AWS, in one place that can be loaded as one: what only a failure needs is loaded from
 * here when it is needed, and shares with ECS whatever the clients have in common.
 */
import type { Clock } from '@slipway/action-kit/ports';
import { answeredTime, dated } from './aws-time.ts';
import type { AwsConfig } from './client-config.ts';
import { lifetime } from './credentials.ts';
import { sdkClient, type Pauses } from './ecs-calls.ts';
import { Ecs } from './ecs.ts';
import type { LogDestination } from './logs.ts';
import { once } from './made-once.ts';

export function deploymentGateways(
  config: AwsConfig,
  pauses: Pauses & { readonly clock: Pick<Clock, 'now'> },
) {
  const time = answeredTime(pauses.clock);
  const ecs = new Ecs(config, pauses, (each) => dated(sdkClient(each), time, pauses.clock));
  const { services, deployments, revisions, taskDefinitions, tasks } = ecs;
  const balancers = once(async () => new (await import('./elb.ts')).LoadBalancers(config));
  const cloudWatch = once(async () => new (await import('./cloudwatch.ts')).CloudWatchAlarms(config));
  return {
    ...{ services, deployments, revisions, taskDefinitions, tasks },
    targets: {
      health: async (targetGroup: string) => (await balancers()).health(targetGroup),
      checks: async (targetGroup: string) => (await balancers()).checks(targetGroup),
    },
    alarms: { states: async (names: readonly string[]) => (await cloudWatch()).states(names) },
    containerLogs: {
      tail: async (log: LogDestination, lines: number) =>
        (await import('./logs.ts')).tail(config, log, lines),
    },
    credentials: { lifetime: () => lifetime(config) },
    awsTime: time.awsTime,
  };
}
