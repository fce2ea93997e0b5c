/** The ECS gateway as an action makes it, on a clock whose pauses are over at once and dice that show the middle. */
import { fixedRandom } from '../../test-kit/src/fixed-random.ts';
import { jumpingClock, type JumpingClock } from '../../test-kit/src/jumping-clock.ts';
import { Ecs } from '../src/ecs.ts';

export const web = { cluster: 'main', service: 'web' };

export const change = {
  taskDefinition: 'web:2',
  desiredCount: undefined,
  forceNewDeployment: undefined,
  enableEcsManagedTags: undefined,
  propagateTags: undefined,
  volumeConfigurations: undefined,
};

export const arn = (rest: string): string => `arn:aws:ecs:eu-west-1:111122223333:${rest}`;

/** The least of a service that ECS answers with. */
export const service = {
  serviceArn: arn('service/main/web'),
  serviceName: 'web',
  status: 'ACTIVE',
  taskDefinition: arn('task-definition/web:1'),
};

interface Pauses {
  readonly clock: JumpingClock;
  readonly over: AbortSignal;
}

export function ecsGateway(
  maxAttempts?: number,
  { clock = jumpingClock(), over = new AbortController().signal }: Partial<Pauses> = {},
): { readonly ecs: Ecs; readonly clock: JumpingClock } {
  const config = { region: 'eu-west-1', ...(maxAttempts === undefined ? {} : { maxAttempts }) };
  return { ecs: new Ecs(config, { clock, random: fixedRandom(), over }), clock };
}

/** Every operation of the gateway, asked as an action would. */
export const asks: Readonly<Record<string, (ecs: Ecs) => Promise<unknown>>> = {
  DescribeServices: (ecs) => ecs.services.describe(web),
  UpdateService: (ecs) => ecs.services.update(web, change),
  DescribeServiceDeployments: (ecs) => ecs.deployments.describe(arn('service-deployment/main/web/1')),
  ListServiceDeployments: (ecs) => ecs.deployments.newestSuccessful(web),
  ContinueServiceDeployment: (ecs) =>
    ecs.deployments.continueHook(arn('service-deployment/main/web/1'), 'hook-1', 'CONTINUE'),
  StopServiceDeployment: (ecs) => ecs.deployments.rollBack(arn('service-deployment/main/web/1')),
  DescribeServiceRevisions: (ecs) => ecs.revisions.taskDefinitionOf(arn('service-revision/main/web/1')),
  RegisterTaskDefinition: (ecs) => ecs.taskDefinitions.register({ family: 'web' }),
  ListTaskDefinitions: (ecs) => ecs.taskDefinitions.active('web'),
  DeregisterTaskDefinition: (ecs) => ecs.taskDefinitions.deregister(arn('task-definition/web:1')),
  DescribeTaskDefinition: (ecs) => ecs.taskDefinitions.describe('web:7'),
  ListTasks: (ecs) => ecs.tasks.stopped(web),
  DescribeTasks: (ecs) => ecs.tasks.describe('main', [arn('task/main/1')]),
};
