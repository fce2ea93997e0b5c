/**
 * The gateway to ECS for whoever deploys: services, their deployments and revisions, task definitions and tasks.
 * It answers with plain shapes and throws Failures; what is permanent is never retried, and a change is made at
 * most once.
 */
import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  UpdateServiceCommand,
  type PropagateTags,
  type ServiceManagedEBSVolumeConfiguration,
} from '@aws-sdk/client-ecs';
import type { AwsConfig } from './client-config.ts';
import { EcsCalls, type EcsClient, type Pauses } from './ecs-calls.ts';
import { deploymentsOf } from './ecs-deployments.ts';
import { about, type ServiceName } from './ecs-names.ts';
import { present, serviceOf } from './ecs-shapes.ts';
import { taskDefinitionsOf } from './ecs-task-definitions.ts';
import { tasksOf } from './ecs-tasks.ts';

/** What is undefined is not sent. */
export interface ServiceChange {
  readonly taskDefinition: string;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean | undefined;
  readonly enableEcsManagedTags: boolean | undefined;
  readonly propagateTags: string | undefined;
  /** A list takes the place of the one that the service has; an empty one would take its volumes away. */
  readonly volumeConfigurations:
    | readonly { readonly name: string; readonly managedEBSVolume: Readonly<Record<string, unknown>> }[]
    | undefined;
}

export class Ecs {
  readonly #calls: EcsCalls;
  readonly services: ReturnType<typeof servicesOf>;
  readonly deployments: ReturnType<typeof deploymentsOf>;
  readonly taskDefinitions: ReturnType<typeof taskDefinitionsOf>;
  readonly tasks: ReturnType<typeof tasksOf>;

  /** @param clientOf what sends the calls, when it is not the SDK's own. */
  constructor(config: AwsConfig, pauses: Pauses, clientOf?: (config: AwsConfig) => EcsClient) {
    this.#calls = new EcsCalls(config, pauses, clientOf);
    this.services = servicesOf(this.#calls);
    this.deployments = deploymentsOf(this.#calls);
    this.taskDefinitions = taskDefinitionsOf(this.#calls);
    this.tasks = tasksOf(this.#calls);
  }

  readonly revisions = {
    taskDefinitionOf: async (revision: string) => {
      const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [revision] });
      const answer = await this.#calls.call('DescribeServiceRevisions', `service revision ${revision}`, () =>
        this.#calls.reads.send(command),
      );
      return answer.serviceRevisions?.[0]?.taskDefinition;
    },
  };
}

function servicesOf(calls: EcsCalls) {
  return {
    describe: async (name: ServiceName) => {
      const command = new DescribeServicesCommand({ cluster: name.cluster, services: [name.service] });
      const { services } = await calls.call('DescribeServices', about(name), () => calls.reads.send(command));
      return services?.[0] === undefined ? undefined : serviceOf(services[0]);
    },
    update: async (name: ServiceName, change: ServiceChange) => {
      const command = commandOf(name, change);
      const { service } = await calls.change('UpdateService', about(name), () => calls.changes.send(command));
      return serviceOf(present(service, 'service'));
    },
  };
}

function commandOf(name: ServiceName, change: ServiceChange): UpdateServiceCommand {
  const { enableEcsManagedTags, propagateTags, volumeConfigurations, ...rest } = change;
  return new UpdateServiceCommand({
    ...name,
    ...rest,
    enableECSManagedTags: enableEcsManagedTags,
    propagateTags: propagateTags as PropagateTags | undefined,
    volumeConfigurations: volumeConfigurations?.map(({ name: volume, managedEBSVolume }) => ({
      name: volume,
      // Whoever read it has checked its members: the SDK leaves out the ones that it does not know.
      managedEBSVolume: managedEBSVolume as unknown as ServiceManagedEBSVolumeConfiguration,
    })),
  });
}
