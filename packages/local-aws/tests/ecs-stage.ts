/** An ECS in virtual time with one service, `web`, and what a test asks of it, in words. */
import type { Deployment, Service, ServiceDeployment, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { createBalancer } from '../src/balancer/balancer.ts';
import { virtualClock } from '../src/clock.ts';
import { createEcs } from '../src/ecs/ecs.ts';
import type { CallContext } from '../src/service.ts';
import { createTaskRuntime } from '../src/tasks/task-runtime.ts';
import { readWorld } from '../src/world-file.ts';

/** AWS's own timings; images say in their tag what they do. */
const world = ({ desired, breaker, balanced, percents }: Required<StageOptions>): string => `
loadBalancers:
  - name: front
    targetGroup: { name: web, deregistrationDelay: 60s, healthCheck: { interval: 10s, healthyThreshold: 2 } }
repositories: [{ name: web }]
taskDefinitions:
  - family: web
    networkMode: awsvpc
    requiresCompatibilities: [FARGATE]
    cpu: '256'
    memory: '512'
    containerDefinitions: [{ name: app, image: 'web:good', portMappings: [{ containerPort: 80 }] }]
services:
  - name: web
    taskDefinition: web
    desiredCount: ${desired}
    minimumHealthyPercent: ${percents[0]}
    maximumPercent: ${percents[1]}
    circuitBreaker: { enable: ${breaker !== 'off'}, rollback: ${breaker === 'rollback'} }
    ${balanced ? 'loadBalancer: { targetGroup: web, containerName: app, containerPort: 80 }' : ''}
    healthCheckGracePeriod: 30s
images:
  - { repository: web, tag: 'good*', behaviour: [{ at: 1s, answers: 200 }] }
  - { repository: web, tag: mortal, behaviour: [{ at: 1s, answers: 200 }, { at: 5m, exit: 0 }] }
  - { repository: web, tag: crashing, behaviour: [{ at: 2s, log: no database, exit: 1 }] }
  - { repository: web, tag: deaf, behaviour: [] }
  - { repository: web, tag: sick, behaviour: [{ at: 1s, answers: 503 }] }
  - { repository: web, tag: absent, behaviour: [{ at: 60s, fails: 'CannotPullContainerError: not found' }] }
`;

export interface StageOptions {
  readonly desired?: number;
  readonly breaker?: 'off' | 'stop' | 'rollback';
  readonly balanced?: boolean;
  readonly percents?: readonly [minimumHealthy: number, maximum: number];
}

const context: CallContext = {
  account: '123456789012',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:0',
  accessKeyId: 'test',
};

const opened: (() => Promise<void>)[] = [];

/** After each test. */
export async function closeStages(): Promise<void> {
  for (const close of opened.splice(0)) await close();
}

export async function openStage(options: StageOptions = {}) {
  const { desired = 2, breaker = 'rollback', balanced = false, percents = [100, 200] } = options;
  const clock = virtualClock();
  const described = readWorld(world({ desired, breaker, balanced, percents }), 'stage.yaml');
  const balancer = await createBalancer({ world: described, clock });
  const runtime = createTaskRuntime({
    world: described,
    clock,
    images: {
      find: (reference) => ({
        repository: 'web',
        digest: `sha256:${'0'.repeat(64)}`,
        tags: [reference.replace(/^web:/, '')],
      }),
      config: () => Promise.reject(new Error('a scripted image has no configuration')),
      unpack: () => Promise.reject(new Error('a scripted image has no files')),
    },
    logs: { append: () => undefined },
    storage: '/nowhere',
  });
  opened.push(async () => {
    await balancer.close();
    await runtime.close();
  });
  const ecs = createEcs({ world: described, clock, runtime, balancer });
  ecs.settle();

  const call = (operation: string, input: object): unknown =>
    ecs.service.operations[operation]?.(input as Record<string, unknown>, context);
  const service = (): Service => {
    const { services } = call('DescribeServices', { services: ['web'] }) as { services: Service[] };
    return only(services);
  };
  const deploymentOf = (arn: string): ServiceDeployment => {
    const described = call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
    return only((described as { serviceDeployments: ServiceDeployment[] }).serviceDeployments);
  };
  const tasks = (desiredStatus: 'RUNNING' | 'STOPPED'): Task[] => {
    const listed = call('ListTasks', { serviceName: 'web', desiredStatus }) as { taskArns: string[] };
    if (listed.taskArns.length === 0) return [];
    return (call('DescribeTasks', { tasks: listed.taskArns }) as { tasks: Task[] }).tasks;
  };
  const update = (input: object): string => {
    const updated = call('UpdateService', { service: 'web', ...input }) as { service: Service };
    return updated.service.currentServiceDeployment ?? '';
  };
  return {
    clock,
    call,
    service,
    tasks,
    update,
    /** Registers a revision that runs `web:‹tag›`, deploys it, and returns the service deployment's ARN. */
    deploy: (tag: string): string => {
      const registered = call('RegisterTaskDefinition', {
        family: 'web',
        containerDefinitions: [{ name: 'app', image: `web:${tag}`, portMappings: [{ containerPort: 80 }] }],
      }) as { taskDefinition: TaskDefinition };
      return update({ taskDefinition: registered.taskDefinition.taskDefinitionArn });
    },
    deployment: deploymentOf,
    primary: (): Deployment => only(service().deployments?.slice(0, 1) ?? []),
    /** `web:2`: what the PRIMARY deployment runs. */
    serving: (): string => (service().taskDefinition ?? '').replace(/^.*\//, ''),
    /** Newest last, without the service's name in front. */
    events: (): string[] =>
      (service().events ?? []).map(({ message = '' }) => message.replace('(service web) ', '')).reverse(),
    seconds: (count: number): void => clock.advance(count * 1000),
    /** Seconds until the condition holds, looked at each second; fails after two hours. */
    until: (holds: () => boolean): number => {
      for (let second = 0; second < 7200; second += 1) {
        if (holds()) return second;
        clock.advance(1000);
      }
      throw new Error(
        `It never came to this; the last events: ${JSON.stringify(service().events?.slice(0, 5))}`,
      );
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A stage on which the first deployment has been completed. */
export async function openSteadyStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options);
  stage.until(() => stage.primary().rolloutState === 'COMPLETED');
  return stage;
}

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('There is none');
  return item;
}
