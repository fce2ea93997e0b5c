/** Gateway to what a service runs, for reading only: what a document is compared with before it is deployed. */
import { DescribeServicesCommand, ECSClient, type Service } from '@aws-sdk/client-ecs';
import { inputFailure } from '@slipway/action-kit/failures';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { ecsFailures } from './ecs-failures.ts';
import { about, type ServiceName } from './ecs-names.ts';
import { awsFailure } from './failures.ts';

export interface RunningService {
  /** ARN of the revision that the service is to run, in the middle of a deployment the new one. */
  readonly taskDefinition: string;
  /** Whether people may open a shell in its tasks. */
  readonly isExecEnabled: boolean;
}

export class RunningServices {
  private readonly client: ECSClient;

  constructor(config: AwsConfig, client: ECSClient = new ECSClient(clientConfig(config))) {
    this.client = client;
  }

  /** @throws Failure `service-not-found`, `cluster-not-found`, or what awsFailure makes of any other error. */
  async read(name: ServiceName): Promise<RunningService> {
    const service = await this.describe(name);
    const taskDefinition = service?.taskDefinition;
    if (taskDefinition === undefined || service?.status === 'INACTIVE') throw notThere(name);
    return { taskDefinition, isExecEnabled: service?.enableExecuteCommand ?? false };
  }

  private async describe(name: ServiceName): Promise<Service | undefined> {
    try {
      const command = new DescribeServicesCommand({ cluster: name.cluster, services: [name.service] });
      return (await this.client.send(command)).services?.[0];
    } catch (error) {
      throw awsFailure(
        error,
        { service: 'ecs', operation: 'DescribeServices', about: about(name) },
        ecsFailures,
      );
    }
  }
}

const notThere = (name: ServiceName): Error =>
  inputFailure({
    code: 'service-not-found',
    what: `The ${about(name)} was not found`,
    hint: 'Check the service, the cluster and `region`. `compare-with: template` needs no service.',
  });
