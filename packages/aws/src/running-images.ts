/**
 * Gateway to the images that an ECS service serves with now. In the middle of a deployment those are the images of
 * before, never the ones that are being tried.
 */
import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { Failure } from '@slipway/action-kit/failures';
import type { AwsConfig } from './client-config.ts';
import { EcsReads, sdkClient, type EcsClient } from './ecs-calls.ts';
import { knownDeployments } from './ecs-deployments.ts';
import { about, type ServiceName } from './ecs-names.ts';
import { serviceOf } from './ecs-shapes.ts';
import { tasksOf } from './ecs-tasks.ts';
import { servingRevision, servingRollout, type Rollout } from './serving-rollout.ts';

export type ServingImages =
  | {
      readonly kind: 'serving';
      /** `web:41`. */
      readonly revision: string;
      /** Several of one container where its tasks run different images. */
      readonly images: readonly ServingImage[];
    }
  /** There is no service, or it never served: why, without a full stop. */
  | { readonly kind: 'nothing'; readonly reason: string };

export interface ServingImage {
  readonly container: string;
  /** As the task definition names it. */
  readonly image: string;
  /** What ECS resolved it to; undefined where it does not say. */
  readonly digest: string | undefined;
}

const notThere = 'there is no such service';

/** Failures that say what there is not, by their codes. */
const absences: Readonly<Record<string, string>> = {
  'cluster-not-found': 'there is no such cluster',
  'service-not-found': notThere,
  'task-definition-not-found': 'the task definition that it serves with is gone',
};

export class RunningImages {
  readonly #calls: EcsReads;

  constructor(config: AwsConfig, client: EcsClient = sdkClient(config)) {
    this.#calls = new EcsReads(client);
  }

  /** @throws Failure `access-denied` where no way is left, and what awsFailure knows. */
  async read(cluster: string, service: string): Promise<ServingImages> {
    try {
      return await this.#serving({ cluster, service });
    } catch (thrown) {
      const reason = absences[codeOf(thrown) ?? ''];
      if (reason === undefined) throw thrown;
      return nothing(reason);
    }
  }

  async #serving(name: ServiceName): Promise<ServingImages> {
    const command = new DescribeServicesCommand({ cluster: name.cluster, services: [name.service] });
    const send = () => this.#calls.reads.send(command);
    const described = (await this.#calls.call('DescribeServices', about(name), send)).services?.[0];
    if (described === undefined) return nothing(notThere);
    if (described.status === 'INACTIVE') return nothing('the service was deleted');
    const service = serviceOf(described);
    if (service.controller !== 'ECS')
      return nothing(
        `it is deployed by ${service.controller}, and ECS does not tell what its deployments brought`,
      );
    const lastGood = await unlessDenied(() => this.#lastGood(name, described));
    return lastGood ?? (await this.#ofRollout(name, servingRollout(service)));
  }

  /**
   * What the newest successful deployment brought, as long as it serves; undefined when ECS remembers none: it forgets
   * after 90 days.
   */
  async #lastGood(name: ServiceName, service: Service): Promise<ServingImages | undefined> {
    const good = await knownDeployments(this.#calls).newestSuccessful(name);
    const arn = servingRevision(service, good);
    if (arn === undefined) return undefined;
    const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] });
    const send = () => this.#calls.reads.send(command);
    const answer = await this.#calls.call('DescribeServiceRevisions', `service revision ${arn}`, send);
    const { taskDefinition, containerImages = [] } = answer.serviceRevisions?.[0] ?? {};
    if (taskDefinition === undefined || containerImages.length === 0) return undefined;
    const images = containerImages.map(({ containerName = '', image = '', imageDigest }) =>
      servingImage(containerName, image, imageDigest),
    );
    return serving(taskDefinition, images);
  }

  /** What its tasks run, else what its task definition pins. */
  async #ofRollout(name: ServiceName, rollout: Rollout | undefined): Promise<ServingImages> {
    if (rollout === undefined) return nothing('none of its deployments is known to have succeeded');
    const images = (await unlessDenied(() => this.#ofTasks(name, rollout))) ?? [];
    if (images.length > 0) return serving(rollout.taskDefinition, images);
    return serving(rollout.taskDefinition, await this.#ofTaskDefinition(rollout.taskDefinition));
  }

  async #ofTasks(name: ServiceName, { id }: Rollout): Promise<readonly ServingImage[]> {
    const tasks = tasksOf(this.#calls);
    const live = await tasks.describe(name.cluster, await tasks.live(name));
    const containers = live.filter(({ owner }) => owner === id).flatMap((task) => task.containers);
    const images = containers.map((each) => servingImage(each.name, each.image, each.digest));
    return [...new Map(images.map((each) => [JSON.stringify(each), each])).values()];
  }

  async #ofTaskDefinition(arn: string): Promise<readonly ServingImage[]> {
    const send = () => this.#calls.reads.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
    const answer = await this.#calls.call('DescribeTaskDefinition', `the task definition ${arn}`, send);
    const containers = answer.taskDefinition?.containerDefinitions ?? [];
    return containers.map(({ name = '', image = '' }) => servingImage(name, image, undefined));
  }
}

function servingImage(container: string, image: string, digest: string | undefined): ServingImage {
  return { container, image, digest: digest ?? /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] };
}

const serving = (taskDefinition: string, images: readonly ServingImage[]): ServingImages => ({
  kind: 'serving',
  revision: /:task-definition\/(.+)$/.exec(taskDefinition)?.[1] ?? taskDefinition,
  images,
});

const nothing = (reason: string): ServingImages => ({ kind: 'nothing', reason });

const codeOf = (thrown: unknown): string | undefined => (thrown instanceof Failure ? thrown.code : undefined);

/** What may be asked in another way, too. */
async function unlessDenied<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (codeOf(thrown) === 'access-denied') return undefined;
    throw thrown;
  }
}
