/**
 * The gateway to ECS for whoever deploys: services, their deployments and revisions, task definitions and tasks.
 * It answers with plain shapes and throws Failures; what is permanent is never retried.
 */
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  type DesiredStatus,
  type PropagateTags,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { clientConfig, type AwsConfig } from './client-config.ts';
import { ecsFailures } from './ecs-failures.ts';
import { deploymentOf, present, serviceOf, taskOf } from './ecs-shapes.ts';
import { awsFailure } from './failures.ts';
import { retryTooManyRevisions, type Sleeper } from './revision-retry.ts';

interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** What is undefined is not sent. */
export interface ServiceChange {
  readonly taskDefinition: string;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean | undefined;
  readonly enableEcsManagedTags: boolean | undefined;
  readonly propagateTags: string | undefined;
}

const about = ({ cluster, service }: ServiceName): string => `service ${service} in cluster ${cluster}`;

/** DescribeTasks takes a hundred. */
const tasksAtOnce = 100;

export class Ecs {
  readonly #client: ECSClient;
  readonly #clock: Sleeper;

  constructor(config: AwsConfig, clock: Sleeper) {
    this.#client = new ECSClient(clientConfig(config));
    this.#clock = clock;
  }

  readonly services = {
    describe: async (name: ServiceName) => {
      const command = new DescribeServicesCommand({ cluster: name.cluster, services: [name.service] });
      const { services } = await this.#call('DescribeServices', about(name), () =>
        this.#client.send(command),
      );
      return services?.[0] === undefined ? undefined : serviceOf(services[0]);
    },
    update: async (name: ServiceName, change: ServiceChange) => {
      const { enableEcsManagedTags, propagateTags, ...rest } = change;
      const command = new UpdateServiceCommand({
        ...name,
        ...rest,
        enableECSManagedTags: enableEcsManagedTags,
        propagateTags: propagateTags as PropagateTags | undefined,
      });
      const { service } = await this.#call('UpdateService', about(name), () => this.#client.send(command));
      return serviceOf(present(service, 'service'));
    },
  };

  readonly deployments = {
    describe: async (arn: string) => {
      const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
      const answer = await this.#call('DescribeServiceDeployments', arn, () => this.#client.send(command));
      const found = answer.serviceDeployments?.[0];
      return found === undefined ? undefined : deploymentOf(found);
    },
    newestSuccessful: async (name: ServiceName) => {
      const command = new ListServiceDeploymentsCommand({ ...name, status: ['SUCCESSFUL'], maxResults: 100 });
      const answer = await this.#call('ListServiceDeployments', about(name), () =>
        this.#client.send(command),
      );
      const newest = [...(answer.serviceDeployments ?? [])].sort(
        (a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
      )[0]?.serviceDeploymentArn;
      return newest === undefined ? undefined : this.deployments.describe(newest);
    },
    rollBack: async (arn: string) => {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
      await this.#call('StopServiceDeployment', arn, () => this.#client.send(command));
    },
  };

  readonly revisions = {
    taskDefinitionOf: async (revision: string) => {
      const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [revision] });
      const answer = await this.#call('DescribeServiceRevisions', revision, () => this.#client.send(command));
      return answer.serviceRevisions?.[0]?.taskDefinition;
    },
  };

  readonly taskDefinitions = {
    /** @param document as RegisterTaskDefinition takes it; ECS itself refuses what it may not hold. */
    register: async (document: Readonly<Record<string, unknown>>) => {
      // Checked by ECS: its schema is the only one that is always up to date.
      const input = document as unknown as RegisterTaskDefinitionCommandInput;
      const what = `the task definition ${String(document.family)}`;
      const { taskDefinition } = await this.#call('RegisterTaskDefinition', what, () =>
        retryTooManyRevisions(() => this.#client.send(new RegisterTaskDefinitionCommand(input)), this.#clock),
      );
      return present(taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
    },
    describe: async (reference: string) => {
      const command = new DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] });
      const what = `the task definition ${reference}`;
      const answer = await this.#call('DescribeTaskDefinition', what, () => this.#client.send(command));
      const document = present(answer.taskDefinition, 'taskDefinition');
      return {
        arn: present(document.taskDefinitionArn, 'taskDefinitionArn'),
        document: { ...document, tags: answer.tags ?? [] },
      };
    },
  };

  readonly tasks = {
    stopped: (name: ServiceName) => this.#list(name, 'STOPPED'),
    live: (name: ServiceName) => this.#list(name, 'RUNNING'),
    describe: async (cluster: string, arns: readonly string[]) => {
      const tasks = [];
      for (let at = 0; at < arns.length; at += tasksAtOnce) {
        const command = new DescribeTasksCommand({ cluster, tasks: arns.slice(at, at + tasksAtOnce) });
        const answer = await this.#call('DescribeTasks', `cluster ${cluster}`, () =>
          this.#client.send(command),
        );
        tasks.push(...(answer.tasks ?? []).map(taskOf));
      }
      return tasks;
    },
  };

  /** The newest hundred: more deaths than that decide nothing. */
  async #list({ cluster, service }: ServiceName, desiredStatus: DesiredStatus): Promise<readonly string[]> {
    const command = new ListTasksCommand({ cluster, serviceName: service, desiredStatus });
    const about = `the tasks of service ${service} in cluster ${cluster}`;
    const { taskArns } = await this.#call('ListTasks', about, () => this.#client.send(command));
    return taskArns ?? [];
  }

  async #call<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw awsFailure(error, { service: 'ecs', operation, about: what }, ecsFailures);
    }
  }
}
