/** The gateway to the load balancers: what they say about the targets of a service. */
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure, type FailureRow } from './failures.ts';

const notFound = {
  error: 'TargetGroupNotFoundException',
  kind: 'setup',
  code: 'target-group-not-found',
  what: 'The target group ‹about› was not found',
  hint: 'Check the load balancer of the service.',
} as const;

const failures: readonly FailureRow[] = [
  { operation: 'DescribeTargetHealth', ...notFound },
  { operation: 'DescribeTargetGroups', ...notFound },
];

/** What a target group is made with when nothing else is said. */
const usual = { intervalSeconds: 30, unhealthyThreshold: 2 };

export type ElbClient = Pick<ElasticLoadBalancingV2Client, 'send'>;

const sdkClient = (config: AwsConfig): ElbClient => new ElasticLoadBalancingV2Client(clientConfig(config));

export class LoadBalancers {
  readonly #client: ElbClient;

  /** @param clientOf what sends the calls; a simulation has one that needs no network. */
  constructor(config: AwsConfig, clientOf: (config: AwsConfig) => ElbClient = sdkClient) {
    this.#client = clientOf(config);
  }

  /** @param targetGroup its ARN. */
  async health(targetGroup: string) {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup });
    const { TargetHealthDescriptions } = await orFailure('DescribeTargetHealth', targetGroup, () =>
      this.#client.send(command),
    );
    return (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
      host: Target?.Id ?? '',
      port: Target?.Port,
      state: TargetHealth?.State ?? 'unused',
      reason: TargetHealth?.Reason,
      description: TargetHealth?.Description,
    }));
  }

  /** @param targetGroup its ARN. */
  async checks(targetGroup: string) {
    const command = new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroup] });
    const { TargetGroups } = await orFailure('DescribeTargetGroups', targetGroup, () =>
      this.#client.send(command),
    );
    const group = TargetGroups?.[0];
    return {
      interval: (group?.HealthCheckIntervalSeconds ?? usual.intervalSeconds) * 1000,
      unhealthyThreshold: group?.UnhealthyThresholdCount ?? usual.unhealthyThreshold,
    };
  }
}

async function orFailure<T>(operation: string, about: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw awsFailure(error, { service: 'elasticloadbalancing', operation, about }, failures);
  }
}
