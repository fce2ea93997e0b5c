/**
 * The local ECS: its state, its scheduler and its operations in one piece. It works on a clock, a task runtime
 * and a balancer alone, so it runs in virtual time without a server as well as behind one.
 */
import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import type {
  Alarms,
  CloudClock,
  MetricSink,
  ScalableServices,
  ServicePlace,
  TaskRuntime,
} from '../ports.ts';
import type { Service } from '../service.ts';
import { createTokenBucket } from '../token-bucket.ts';
import type { World } from '../world.ts';
import { launchRate } from './capacity.ts';
import { createCluster } from './clusters.ts';
import { withInsights } from './container-insights.ts';
import type { EcsState } from './model.ts';
import { createIds } from './names.ts';
import { passedRoles } from './passed-roles.ts';
import { scalableServices } from './scalable-services.ts';
import { createScheduler } from './scheduler.ts';
import { createService } from './services.ts';
import { addTaskDefinition } from './task-definitions.ts';
import { serviceRequest, type ServiceBalancer } from './world-services.ts';
import { operationsOf } from './ecs-operations.ts';

export type EcsWorld = Pick<
  World,
  'account' | 'region' | 'timings' | 'clusters' | 'taskDefinitions' | 'services' | 'functions' | 'consistency'
> &
  Partial<Pick<World, 'capacity' | 'alarmPollsThrottled' | 'throttling'>>;

export interface EcsParts {
  readonly world: EcsWorld;
  readonly clock: CloudClock;
  readonly runtime: TaskRuntime;
  readonly balancer: ServiceBalancer;
  /** None when left out. */
  readonly alarms?: Alarms;
  /** Where Container Insights tells what it counts; nobody is told when left out. */
  readonly metrics?: MetricSink;
  /** Told of each service that is deleted. */
  readonly deleted?: (place: ServicePlace) => void;
}

export interface Ecs {
  readonly service: Service;
  /** The world's own record, for simulations: which revision serves, who ended a deployment, and why. */
  readonly state: EcsState;
  /** For Application Auto Scaling. */
  readonly scalable: ScalableServices;
  /** Registers the world's task definitions and creates its services. @throws ServiceError as ECS would */
  settle(): void;
  close(): void;
}

const noAlarms: Alarms = { stateOf: () => undefined };

export function createEcs(parts: EcsParts): Ecs {
  const { world, clock, runtime, balancer, alarms = noAlarms, metrics, deleted = () => undefined } = parts;
  const state: EcsState = {
    account: world.account,
    region: world.region,
    timings: world.timings,
    clock,
    runtime,
    balancer,
    alarms,
    deleted,
    functions: new Map((world.functions ?? []).map((each) => [each.name, each])),
    capacity: world.capacity ?? [],
    takeLaunches: world.throttling === 'off' ? (wanted) => wanted : createTokenBucket(launchRate, clock),
    alarmPollsThrottled: world.alarmPollsThrottled ?? [],
    startedAt: clock.now(),
    ids: createIds(`${world.account}/${world.region}`),
    clusters: new Map(),
    families: new Map(),
    services: [],
    tasks: [],
    present: [],
  };
  for (const { name } of world.clusters) createCluster(state, { clusterName: name });
  const scheduler = createScheduler(state);
  const operations = operationsOf(state, scheduler, world.consistency.lag);
  return {
    state,
    service: {
      id: 'ecs',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerServiceV20141113' }],
      operations: metrics === undefined ? operations : withInsights(operations, state, metrics),
      rolesPassed: (operation, input) => passedRoles(state, operation, input),
    },
    scalable: scalableServices(state, scheduler),
    settle: () => {
      for (const definition of world.taskDefinitions) {
        addTaskDefinition(state, definition as unknown as RegisterTaskDefinitionRequest);
      }
      for (const service of world.services) {
        createService(state, scheduler, serviceRequest(service, state, balancer));
      }
    },
    close: () => scheduler.close(),
  };
}
