/** The world of a conformance stage: one service, `web`, whose images say in their tag what they do. */
import { readWorld } from '../../src/world-file.ts';
import type { World } from '../../src/world.ts';

/** In the words of a world file: `{ at: '2s', exit: 1 }`. */
type Behaviour = readonly Readonly<Record<string, unknown>>[];

export interface StageOptions {
  readonly desired?: number;
  /** Or the keys of `circuitBreaker`. */
  readonly breaker?: 'off' | 'stop' | 'rollback' | Readonly<Record<string, unknown>>;
  readonly percents?: readonly [minimumHealthy: number, maximum: number];
  /** Whether a load balancer stands before it; or the keys of its target group. */
  readonly balanced?: boolean | Readonly<Record<string, unknown>>;
  readonly gracePeriod?: string;
  /** Whether its listeners are opened, for real requests; time moves by hand all the same. */
  readonly traffic?: boolean;
  /** What images do besides the usual ones, by tag. */
  readonly images?: Readonly<Record<string, Behaviour>>;
  /** Of the first revision. */
  readonly image?: string;
  /** More keys of the container, as RegisterTaskDefinition has them; every revision has them. */
  readonly container?: Readonly<Record<string, unknown>>;
  /** More keys of the service, of `timings` and of the whole world file. */
  readonly service?: Readonly<Record<string, unknown>>;
  readonly timings?: Readonly<Record<string, unknown>>;
  readonly world?: Readonly<Record<string, unknown>>;
}

const usualImages: Readonly<Record<string, Behaviour>> = {
  'good*': [{ at: '1s', answers: 200 }],
  mortal: [
    { at: '1s', answers: 200 },
    { at: '5m', exit: 0 },
  ],
  crashing: [{ at: '2s', log: 'no database', exit: 1 }],
  deaf: [],
  sick: [{ at: '1s', answers: 503 }],
  absent: [{ at: '60s', fails: 'CannotPullContainerError: not found' }],
};

const breakers = {
  off: {},
  stop: { enable: true },
  rollback: { enable: true, rollback: true },
} as const;

export const containerOf = (tag: string, options: StageOptions) => ({
  name: 'app',
  image: `web:${tag}`,
  memory: 128,
  portMappings: [{ containerPort: 80 }],
  ...options.container,
});

/** AWS's own timings, but for a load balancer that drains and checks faster than its defaults. */
export function stageWorld(options: StageOptions): World {
  const { balanced = false, images = {}, image = 'good' } = options;
  const text = JSON.stringify({
    timings: options.timings,
    loadBalancers: balanced === false ? undefined : [{ name: 'front', targetGroup: targetGroup(balanced) }],
    repositories: [{ name: 'web' }],
    taskDefinitions: [
      {
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [containerOf(image, options)],
      },
    ],
    services: [serviceOf(options)],
    images: [...Object.entries(images), ...Object.entries(usualImages)].map(([tag, behaviour]) => ({
      repository: 'web',
      tag,
      behaviour,
    })),
    ...options.world,
  });
  return readWorld(text, 'stage.json');
}

const targetGroup = (keys: true | Readonly<Record<string, unknown>>) => ({
  name: 'web',
  deregistrationDelay: '60s',
  healthCheck: { interval: '10s', healthyThreshold: 2 },
  ...(keys === true ? {} : keys),
});

function serviceOf(options: StageOptions) {
  const { desired = 2, breaker = 'rollback', balanced = false, percents = [100, 200] } = options;
  return {
    name: 'web',
    taskDefinition: 'web',
    desiredCount: desired,
    minimumHealthyPercent: percents[0],
    maximumPercent: percents[1],
    circuitBreaker: typeof breaker === 'string' ? breakers[breaker] : breaker,
    healthCheckGracePeriod: options.gracePeriod ?? '30s',
    ...(balanced === false
      ? {}
      : { loadBalancer: { targetGroup: 'web', containerName: 'app', containerPort: 80 } }),
    ...options.service,
  };
}
