/**
 * The gateway to ECS for whoever deploys: services, their deployments and revisions, task definitions and tasks.
 * It answers with plain shapes and throws Failures; what is permanent is never retried, and a change is made at
 * most once.
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
import type { Clock, Random } from '@slipway/action-kit/ports';
import { pauseBeforeRetry } from './change-retry.ts';
import { clientConfig, defaultAttempts, type AwsConfig } from './client-config.ts';
import { ecsFailures } from './ecs-failures.ts';
import { deploymentOf, present, serviceOf, taskOf } from './ecs-shapes.ts';
import { awsFailure } from './failures.ts';
import { allPages, type Page } from './pages.ts';

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

/** DescribeTasks takes a hundred, and lists come in hundreds. */
const atOnce = 100;

/** What waiting before another attempt takes. */
export interface Pauses {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly random: Random;
}

export type EcsClient = Pick<ECSClient, 'send'>;

const sdkClient = (config: AwsConfig): EcsClient => new ECSClient(clientConfig(config));

export class Ecs {
  readonly #client: EcsClient;
  /** Sends once: the SDK would send again after a lost answer, too. */
  readonly #changes: EcsClient;
  readonly #attempts: number;
  readonly #pauses: Pauses;

  /** @param clientOf what sends the calls; a simulation has one that needs no network. */
  constructor(config: AwsConfig, pauses: Pauses, clientOf: (config: AwsConfig) => EcsClient = sdkClient) {
    this.#client = clientOf(config);
    this.#changes = clientOf({ ...config, maxAttempts: 1 });
    this.#attempts = config.maxAttempts ?? defaultAttempts;
    this.#pauses = pauses;
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
      const { service } = await this.#change('UpdateService', about(name), () => this.#changes.send(command));
      return serviceOf(present(service, 'service'));
    },
  };

  readonly deployments = {
    describe: async (arn: string) => {
      const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
      const answer = await this.#call('DescribeServiceDeployments', `service deployment ${arn}`, () =>
        this.#client.send(command),
      );
      const found = answer.serviceDeployments?.[0];
      return found === undefined ? undefined : deploymentOf(found);
    },
    newestSuccessful: async (name: ServiceName) => {
      const found = await this.#list('ListServiceDeployments', about(name), async (nextToken) => {
        const input = { ...name, status: ['SUCCESSFUL' as const], maxResults: atOnce, nextToken };
        const answer = await this.#client.send(new ListServiceDeploymentsCommand(input));
        return { items: answer.serviceDeployments, nextToken: answer.nextToken };
      });
      const newest = found.sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0]
        ?.serviceDeploymentArn;
      return newest === undefined ? undefined : this.deployments.describe(newest);
    },
    rollBack: async (arn: string) => {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
      await this.#call('StopServiceDeployment', `service deployment ${arn}`, () =>
        this.#client.send(command),
      );
    },
  };

  readonly revisions = {
    taskDefinitionOf: async (revision: string) => {
      const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [revision] });
      const answer = await this.#call('DescribeServiceRevisions', `service revision ${revision}`, () =>
        this.#client.send(command),
      );
      return answer.serviceRevisions?.[0]?.taskDefinition;
    },
  };

  readonly taskDefinitions = {
    /**
     * @param document as RegisterTaskDefinition takes it. Whoever read it has checked its members: the SDK leaves out
     *   the ones that it does not know, and ECS never sees them.
     */
    register: async (document: Readonly<Record<string, unknown>>) => {
      const input = document as unknown as RegisterTaskDefinitionCommandInput;
      const what = `the task definition ${String(document.family)}`;
      const { taskDefinition } = await this.#change('RegisterTaskDefinition', what, () =>
        this.#changes.send(new RegisterTaskDefinitionCommand(input)),
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
    stopped: (name: ServiceName) => this.#tasks(name, 'STOPPED'),
    live: (name: ServiceName) => this.#tasks(name, 'RUNNING'),
    describe: async (cluster: string, arns: readonly string[]) => {
      const tasks = [];
      for (let at = 0; at < arns.length; at += atOnce) {
        const command = new DescribeTasksCommand({ cluster, tasks: arns.slice(at, at + atOnce) });
        const answer = await this.#call('DescribeTasks', `the tasks in cluster ${cluster}`, () =>
          this.#client.send(command),
        );
        tasks.push(...(answer.tasks ?? []).map(taskOf));
      }
      return tasks;
    },
  };

  #tasks({ cluster, service }: ServiceName, desiredStatus: DesiredStatus): Promise<readonly string[]> {
    return this.#list('ListTasks', about({ cluster, service }), async (nextToken) => {
      const input = { cluster, serviceName: service, desiredStatus, maxResults: atOnce, nextToken };
      const answer = await this.#client.send(new ListTasksCommand(input));
      return { items: answer.taskArns, nextToken: answer.nextToken };
    });
  }

  #list<T>(operation: string, what: string, ask: (nextToken: string | undefined) => Promise<Page<T>>) {
    return this.#call(operation, what, () => allPages(ask));
  }

  async #call<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw awsFailure(error, { service: 'ecs', operation, about: what }, ecsFailures);
    }
  }

  async #change<T>(operation: string, what: string, send: () => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await send();
      } catch (error) {
        const { clock, random } = this.#pauses;
        const pause = pauseBeforeRetry(error, attempts, this.#attempts, random);
        if (pause === undefined) {
          throw awsFailure(error, { service: 'ecs', operation, about: what, attempts }, ecsFailures);
        }
        await clock.sleep(pause);
      }
    }
  }
}
