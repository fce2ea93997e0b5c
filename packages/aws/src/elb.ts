/** The gateway to the load balancers: what they say about the targets of a service. */
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure, type FailureRow } from './failures.ts';

const failures: readonly FailureRow[] = [
  {
    operation: 'DescribeTargetHealth',
    error: 'TargetGroupNotFoundException',
    kind: 'setup',
    code: 'target-group-not-found',
    what: 'The target group ‹about› was not found',
    hint: 'Check the load balancer of the service.',
  },
];

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
    try {
      const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup });
      const { TargetHealthDescriptions } = await this.#client.send(command);
      return (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
        host: Target?.Id ?? '',
        port: Target?.Port,
        state: TargetHealth?.State ?? 'unused',
        reason: TargetHealth?.Reason,
        description: TargetHealth?.Description,
      }));
    } catch (error) {
      const call = { service: 'elasticloadbalancing', operation: 'DescribeTargetHealth', about: targetGroup };
      throw awsFailure(error, call, failures);
    }
  }
}
