/** Gateway to registered task definitions, for reading only: a template need not be a file. */
import { DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { awsFailure, type FailureRow } from './failures.ts';

/** A revision as DescribeTaskDefinition answers it. */
export interface RegisteredTaskDefinition {
  readonly arn: string;
  /** The SDK's members, the read-only ones included. */
  readonly taskDefinition: object;
  readonly tags: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
}

export const taskDefinitionFailures: readonly FailureRow[] = [
  {
    operation: 'DescribeTaskDefinition',
    // What ECS answers for a family, a revision or an ARN that it does not have.
    error: 'ClientException',
    kind: 'input',
    code: 'task-definition-not-found',
    what: 'ECS could not describe ‹about›',
    hint: 'Check family, revision, region and account: `aws ecs list-task-definitions` prints what is there.',
  },
];

export class TaskDefinitions {
  private readonly client: ECSClient;

  constructor(config: AwsConfig, client: ECSClient = new ECSClient(clientConfig(config))) {
    this.client = client;
  }

  /**
   * @param reference ARN, `family:revision`, or `family` for its latest ACTIVE revision.
   * @throws Failure `task-definition-not-found`, or what awsFailure makes of any other error.
   */
  async read(reference: string): Promise<RegisteredTaskDefinition> {
    try {
      const { taskDefinition, tags } = await this.client.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] }),
      );
      return {
        arn: taskDefinition?.taskDefinitionArn ?? reference,
        taskDefinition: taskDefinition ?? {},
        tags: tags ?? [],
      };
    } catch (error) {
      const about = `the task definition ${reference}`;
      throw awsFailure(
        error,
        { service: 'ecs', operation: 'DescribeTaskDefinition', about },
        taskDefinitionFailures,
      );
    }
  }
}
