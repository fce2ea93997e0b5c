/**
 * The load balancers of the world: their target groups, their loopback listeners, and the operations that tell
 * of them. In virtual time there is no traffic, so no listener is opened.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import type { Balancer, CloudClock, MetricSink } from '../ports.ts';
import type { Service } from '../service.ts';
import type { World } from '../world.ts';
import { elbArns } from './arns.ts';
import { createElbService } from './elb-service.ts';
import type { ForwardRule } from './forward-rule.ts';
import { openListener, type Listener } from './listener.ts';
import { createLoadBalancer, type LoadBalancer } from './load-balancer.ts';
import { balancerMetrics, type BalancerMetrics, type Tell } from './metrics.ts';
import type { TargetGroup } from './target-group.ts';

export type BalancerWorld = Pick<World, 'account' | 'region' | 'loadBalancers'>;

export interface RunningBalancer extends Balancer {
  readonly service: Service;
  /** Name of a load balancer → `http://127.0.0.1:PORT`, its test listener as `‹name›:test`; empty in virtual time. */
  readonly urls: Readonly<Record<string, string>>;
  /** @throws Failure of kind input when the world has no target group of this name. */
  targetGroupArn(name: string): string;
  /** What a service behind this target group needs for shifting traffic; undefined without an alternate group. */
  trafficShifting(targetGroup: string): TrafficShifting | undefined;
}

/** In the words of ECS's `advancedConfiguration`. */
export interface TrafficShifting {
  readonly alternateTargetGroupArn: string;
  readonly productionListenerRule: string;
  readonly testListenerRule: string | undefined;
}

/** @throws Failure of kind setup that names port and world key when a listener can't be opened. */
export async function createBalancer(parts: {
  readonly world: BalancerWorld;
  readonly clock: CloudClock;
  /** Where it tells what it measures; nobody is told when left out. */
  readonly metrics?: MetricSink;
}): Promise<RunningBalancer> {
  const { world, clock } = parts;
  const metrics = balancerMetrics(parts.metrics, clock);
  const arns = elbArns(world);
  const balancers = world.loadBalancers.map((each) => createLoadBalancer(each, arns, clock));
  const opened = new Map<string, Listener>();
  if (clock.factor !== Infinity) await openAll(balancers, opened, metrics);
  return {
    ...balancerOf(balancers, metrics),
    service: createElbService(balancers, (arn) => opened.get(arn)?.port ?? 0, clock.now()),
    urls: urlsOf(balancers, opened),
    targetGroupArn: (name) => groupNamed(balancers, name).arn,
    trafficShifting: (name) => trafficShifting(balancers, name),
    close: async () => {
      for (const group of balancers.flatMap(({ groups }) => groups)) group.close();
      await closeAll(opened);
    },
  };
}

function balancerOf(balancers: readonly LoadBalancer[], metrics: BalancerMetrics): Omit<Balancer, 'close'> {
  const groups = new Map(balancers.flatMap((each) => each.groups.map((group) => [group.arn, group])));
  const rules = new Map(balancers.flatMap(rulesOf).map((rule) => [rule.arn, rule]));
  const groupOf = (arn: string): TargetGroup => {
    const group = groups.get(arn);
    if (group === undefined) throw unknownGroup(arn);
    return group;
  };
  return {
    register: (arn, target, probe, changed) => {
      const group = groupOf(arn);
      group.register(target, probe, changed);
      const owner = balancers.find(({ groups }) => groups.includes(group));
      if (owner !== undefined) metrics.countHosts(owner.arn, group);
    },
    deregister: (arn, target, drained) => groupOf(arn).deregister(target, drained),
    health: (arn, target) => groupOf(arn).health(target),
    exists: (arn) => groups.has(arn),
    hasRule: (arn) => rules.has(arn),
    shift: (arn, weights) =>
      rules
        .get(arn)
        ?.shift(weights.map(({ targetGroupArn, percent }) => ({ group: groupOf(targetGroupArn), percent }))),
  };
}

const rulesOf = ({ listeners }: LoadBalancer): ForwardRule[] => listeners.map(({ rule }) => rule);

function groupNamed(balancers: readonly LoadBalancer[], name: string): TargetGroup {
  const found = balancers.flatMap(({ groups }) => groups).find(({ settings }) => settings.name === name);
  if (found === undefined) throw unknownGroup(name);
  return found;
}

function trafficShifting(balancers: readonly LoadBalancer[], name: string): TrafficShifting | undefined {
  const found = balancers.find(({ groups }) => groups.some(({ settings }) => settings.name === name));
  const alternate = found?.groups.find(({ settings }) => settings.name !== name);
  const [production, test] = found === undefined ? [] : rulesOf(found);
  if (alternate === undefined || production === undefined) return undefined;
  return {
    alternateTargetGroupArn: alternate.arn,
    productionListenerRule: production.arn,
    testListenerRule: test?.arn,
  };
}

/** All or none: what was opened before one fails is closed again. */
async function openAll(
  balancers: readonly LoadBalancer[],
  opened: Map<string, Listener>,
  metrics: BalancerMetrics,
): Promise<void> {
  try {
    for (const [index, { world, arn: balancerArn, listeners }] of balancers.entries()) {
      const observe = (group: TargetGroup): Tell => metrics.request(balancerArn, group);
      for (const { kind, arn, rule, wantedPort: port } of listeners) {
        const key = `loadBalancers[${String(index)}].${kind === 'test' ? 'testPort' : 'port'}`;
        opened.set(arn, await openListener({ name: world.name, port, key }, () => rule.next(), observe));
      }
    }
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

function urlsOf(
  balancers: readonly LoadBalancer[],
  opened: ReadonlyMap<string, Listener>,
): Readonly<Record<string, string>> {
  const urls = balancers.flatMap(({ world: { name }, listeners }) =>
    listeners.flatMap(({ kind, arn }): [string, string][] => {
      const port = opened.get(arn)?.port;
      if (port === undefined) return [];
      return [[kind === 'test' ? `${name}:test` : name, `http://127.0.0.1:${String(port)}`]];
    }),
  );
  return Object.fromEntries(urls);
}

async function closeAll(opened: ReadonlyMap<string, Listener>): Promise<void> {
  await Promise.all([...opened.values()].map((listener) => listener.close()));
}

function unknownGroup(name: string): Error {
  return inputFailure({
    code: 'target-group-unknown',
    what: `There is no target group ${name}`,
    why: 'no load balancer of the world has it',
    hint: 'Name it under `loadBalancers[].targetGroup` in the world file.',
  });
}
