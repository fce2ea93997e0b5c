/**
 * An ECS in virtual time with one service, `web`, and what a scenario does and asks in words. Every scenario of
 * the conformance suite plays on it; it opens no socket and no file.
 */
import type { Deployment, Service, ServiceDeployment, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { createBalancer } from '../../src/balancer/balancer.ts';
import { virtualClock } from '../../src/clock.ts';
import { createEcs } from '../../src/ecs/ecs.ts';
import type { AlarmState } from '../../src/ports.ts';
import type { CallContext } from '../../src/service.ts';
import { createTaskRuntime } from '../../src/tasks/task-runtime.ts';
import { trafficClock } from '../traffic-clock.ts';
import { containerOf, stageWorld, type StageOptions } from './stage-world.ts';

export type { StageOptions } from './stage-world.ts';

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
  const clock = options.traffic === true ? trafficClock() : virtualClock();
  const world = stageWorld(options);
  const balancer = await createBalancer({ world, clock });
  const runtime = createTaskRuntime({
    world,
    clock,
    images,
    logs: { append: () => undefined },
    storage: '/nowhere',
  });
  const alarms = new Map<string, AlarmState>();
  opened.push(async () => {
    await balancer.close();
    await runtime.close();
  });
  const ecs = createEcs({ world, clock, runtime, balancer, alarms: { stateOf: (name) => alarms.get(name) } });
  ecs.settle();
  const call = (operation: string, input: object): unknown =>
    ecs.service.operations[operation]?.(input as Record<string, unknown>, context);
  const asked = questions(call);
  const update = (input: object): string => {
    const updated = call('UpdateService', { service: 'web', ...input }) as { service: Service };
    return updated.service.currentServiceDeployment ?? '';
  };
  return {
    ...asked,
    clock,
    balancer,
    call,
    /** @returns the ARN of the service deployment that runs now */
    update,
    /** Registers a revision that runs `web:‹tag›`, deploys it, and returns the service deployment's ARN. */
    deploy: (tag: string, changes: object = {}): string => {
      const registered = call('RegisterTaskDefinition', {
        family: 'web',
        containerDefinitions: [containerOf(tag, options)],
      }) as { taskDefinition: TaskDefinition };
      return update({ taskDefinition: registered.taskDefinition.taskDefinitionArn, ...changes });
    },
    /** What CloudWatch says of an alarm from now on. */
    alarm: (name: string, state: AlarmState): void => void alarms.set(name, state),
    seconds: (count: number): void => clock.advance(count * 1000),
    /** Seconds until the condition holds, looked at each second; fails after two hours. */
    until: (holds: () => boolean): number => {
      for (let second = 0; second < 7200; second += 1) {
        if (holds()) return second;
        clock.advance(1000);
      }
      throw new Error(`It never came to this; the last events: ${JSON.stringify(asked.events().slice(-5))}`);
    },
  };
}

/** Every image is there: an image's tag says what it does. */
const images: Parameters<typeof createTaskRuntime>[0]['images'] = {
  find: (reference) => ({
    repository: 'web',
    digest: `sha256:${'0'.repeat(64)}`,
    tags: [reference.replace(/^web:/, '')],
  }),
  config: () => Promise.reject(new Error('a scripted image has no configuration')),
  unpack: () => Promise.reject(new Error('a scripted image has no files')),
};

/** What the API tells, in short. */
function questions(call: (operation: string, input: object) => unknown) {
  const service = (): Service => {
    const { services } = call('DescribeServices', { services: ['web'] }) as { services: Service[] };
    return only(services);
  };
  const deployment = (arn: string): ServiceDeployment => {
    const described = call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
    return only((described as { serviceDeployments: ServiceDeployment[] }).serviceDeployments);
  };
  return {
    service,
    /** The service deployment of this ARN. */
    deployment,
    status: (arn: string): string => deployment(arn).status ?? '',
    tasks: (desiredStatus: 'RUNNING' | 'STOPPED'): Task[] => {
      const listed = call('ListTasks', { serviceName: 'web', desiredStatus }) as { taskArns: string[] };
      if (listed.taskArns.length === 0) return [];
      return (call('DescribeTasks', { tasks: listed.taskArns }) as { tasks: Task[] }).tasks;
    },
    primary: (): Deployment => only(service().deployments?.slice(0, 1) ?? []),
    /** `web:2`: what the PRIMARY deployment runs. */
    serving: (): string => (service().taskDefinition ?? '').replace(/^.*\//, ''),
    /** Newest last, without the service's name in front. */
    events: (): string[] =>
      (service().events ?? []).map(({ message = '' }) => message.replace('(service web) ', '')).reverse(),
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
