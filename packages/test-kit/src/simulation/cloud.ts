/** The cloud of a simulation: the local ECS and its load balancer on virtual time, with one service, `web`. */
import { createBalancer } from '@slipway/local-aws/balancer/balancer';
import type { VirtualClock } from '@slipway/local-aws/clock';
import { createEcs } from '@slipway/local-aws/ecs/ecs';
import type { EcsState, ServiceRecord } from '@slipway/local-aws/ecs/model';
import type { CallContext, Operation } from '@slipway/local-aws/service';
import type { CapacityWorld, LoadBalancerWorld, ServiceWorld, Timings } from '@slipway/local-aws/world';
import { scriptedContainers } from './containers.ts';
import type { ImageName, Scene, ServiceScene } from './scene.ts';

export interface SimulatedCloud {
  readonly clock: VirtualClock;
  readonly state: EcsState;
  /** The one that all of it is about. */
  readonly service: ServiceRecord;
  /** Counts the script of the alarm from now. */
  begin(): void;
  /** OK or ALARM. */
  alarm(): 'OK' | 'ALARM';
  /** Answers at once, as ECS and the load balancer would. @throws ServiceError as they would. */
  call(operation: string, input: Readonly<Record<string, unknown>>): unknown;
}

export const serviceName = { cluster: 'main', service: 'web' } as const;

/** AWS's own. */
const ofAws: Timings = {
  provisioning: 10_000,
  pulling: 15_000,
  healthyAfter: 40_000,
  scheduler: 5000,
  stopping: 2000,
  scanning: 2000,
  registering: 0,
};

const loadBalancer: LoadBalancerWorld = {
  name: 'front',
  port: 0,
  alternateTargetGroup: 'web-alternate',
  targetGroup: {
    name: 'web',
    port: 80,
    deregistrationDelay: 30_000,
    healthCheck: {
      path: '/',
      interval: 10_000,
      timeout: 5000,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      matcher: '200',
    },
  },
};

/** As RegisterTaskDefinition takes it. */
export function documentOf(image: ImageName, { checks }: ServiceScene): Readonly<Record<string, unknown>> {
  const healthCheck = checks === 'container' ? { healthCheck: { command: ['CMD', 'true'] } } : {};
  return {
    family: 'web',
    networkMode: 'awsvpc',
    containerDefinitions: [
      {
        name: 'app',
        image: `web:${image}`,
        memory: 128,
        portMappings: [{ containerPort: 80 }],
        ...healthCheck,
      },
    ],
  };
}

/** The only alarm there is. */
export const alarmName = 'errors';

function serviceOf(scene: ServiceScene): ServiceWorld {
  const { desired, percents, breaker, checks, grace, onAlarm, earlySuccess } = scene;
  return {
    ...strategyOf(scene),
    ...hooksOf(scene),
    ...(onAlarm === 'nothing'
      ? {}
      : { alarms: { names: [alarmName], enable: true, rollback: onAlarm === 'rollback' } }),
    ...(earlySuccess === 'off'
      ? {}
      : { earlySuccess: { healthyPercent: Math.max(1, percents[0]), cleanup: earlySuccess } }),
    name: serviceName.service,
    cluster: serviceName.cluster,
    taskDefinition: 'web',
    desiredCount: desired,
    minimumHealthyPercent: percents[0],
    maximumPercent: percents[1],
    circuitBreaker: { enable: breaker !== 'off', rollback: breaker === 'rollback' },
    loadBalancer:
      checks === 'balancer'
        ? { targetGroup: loadBalancer.targetGroup.name, containerName: 'app', containerPort: 80 }
        : undefined,
    healthCheckGracePeriod: grace,
  };
}

function hooksOf({ hook }: ServiceScene): Pick<ServiceWorld, 'lifecycleHooks'> {
  if (hook === undefined) return {};
  const asked =
    hook.asks === 'a person'
      ? { targetType: 'PAUSE' as const }
      : { targetType: 'AWS_LAMBDA' as const, function: hook.asks };
  const { stage, timeout, onTimeout: timeoutAction } = hook;
  return { lifecycleHooks: [{ ...asked, stages: [stage], timeout, timeoutAction }] };
}

/** Those that hooks ask, by what they do. */
const functions = [
  { name: 'a function that agrees', outcome: 'SUCCEEDED', duration: 7000 },
  { name: 'a function that refuses', outcome: 'FAILED', duration: 7000 },
  { name: 'a function that hangs', outcome: 'IN_PROGRESS', duration: 0 },
] as const;

function strategyOf({ strategy, bakeTime }: ServiceScene): Partial<ServiceWorld> {
  const step = { percent: 25, bakeTime: 30_000 };
  switch (strategy) {
    case 'ROLLING':
    case 'BLUE_GREEN':
      return { strategy, bakeTime };
    case 'LINEAR':
      return { strategy, bakeTime, linear: step };
    case 'CANARY':
      return { strategy, bakeTime, canary: step };
  }
}

const context: CallContext = {
  account: '123456789012',
  region: 'eu-west-1',
  endpoint: 'http://127.0.0.1:0',
  accessKeyId: 'simulated',
};

/** Until the service has settled, for which nobody waits. */
const hurried: Timings = { ...ofAws, provisioning: 0, pulling: 0, healthyAfter: 0, stopping: 0 };
/** One that has not settled by then never will: its old revision is bad. */
const longest = 300_000;

/** With its first deployment completed, unless the old revision is bad. */
export async function simulatedCloud(scene: Scene, clock: VirtualClock): Promise<SimulatedCloud> {
  const timings = { ...hurried };
  const capacity: CapacityWorld[] = [];
  const world = {
    account: context.account,
    region: context.region,
    timings,
    clusters: [{ name: serviceName.cluster }],
    taskDefinitions: [documentOf('old', scene.service)],
    services: [serviceOf(scene.service)],
    loadBalancers: scene.service.checks === 'balancer' ? [loadBalancer] : [],
    consistency: { lag: scene.lag },
    functions,
    capacity,
  };
  const balancer = await createBalancer({ world, clock });
  const imageOf = (name: string) => scene.images[name.slice('web:'.length) as ImageName];
  let began = Infinity;
  const alarm = (): 'OK' | 'ALARM' => {
    const now = clock.now() - began;
    return scene.alarms.some(({ from, until }) => now >= from && now < until) ? 'ALARM' : 'OK';
  };
  const runtime = scriptedContainers(imageOf, clock, scene.service.checks === 'container');
  const ecs = createEcs({ world, clock, runtime, balancer, alarms: { stateOf: alarm } });
  ecs.settle();
  const [service] = ecs.state.services;
  if (service === undefined) throw new Error('the world has one service');
  const until = clock.now() + longest;
  while (service.deployments[0]?.rolloutState !== 'COMPLETED' && clock.now() < until) clock.advance(1000);
  // Long enough that no look is left from the hurry: what runs then stays healthy by AWS's timings.
  clock.advance(longest);
  Object.assign(timings, ofAws);
  // In a loop of crashes, what started in the hurry is healthy too soon: until that has gone, too.
  clock.advance(longest);
  return {
    clock,
    state: ecs.state,
    service,
    alarm,
    begin: () => {
      began = clock.now();
      capacity.push(...capacityOf(scene, began - ecs.state.startedAt));
    },
    call: (operation, input) =>
      operationOf(operation, ecs.service.operations, balancer.service.operations)(input, context),
  };
}

/** @param began milliseconds since the cloud began. */
function capacityOf({ shortage }: Scene, began: number): readonly CapacityWorld[] {
  if (shortage === undefined) return [];
  const { from, until, tasks } = shortage;
  return [
    { at: began + from, tasks, event: lacking },
    { at: began + until, tasks: 10_000, event: lacking },
  ];
}

const lacking =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.';

type Operations = Readonly<Record<string, Operation>>;

function operationOf(name: string, ecs: Operations, elb: Operations): Operation {
  const found = ecs[name] ?? elb[name];
  if (found === undefined) throw new Error(`The local cloud has no ${name}`);
  return found;
}
