/**
 * The load balancers of the account: their target groups, their loopback listeners, and the operations on them. In
 * virtual time there is no traffic, so no listener is opened.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import type { Balancer, CloudClock, MetricSink } from '../ports.ts';
import type { Service } from '../service.ts';
import type { World } from '../world.ts';
import { elbArns } from './arns.ts';
import { createElbService } from './elb-service.ts';
import { allRules, balancersBefore, estateOf, listenersOf, type Estate } from './estate.ts';
import type { ForwardRule } from './forward-rule.ts';
import { notRegistered } from './health-states.ts';
import { worldLoadBalancer } from './load-balancer.ts';
import { balancerMetrics, type BalancerMetrics } from './metrics.ts';
import { createOpenListeners, type Announce, type OpenListeners } from './open-listeners.ts';
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
  readonly announce?: Announce | undefined;
}): Promise<RunningBalancer> {
  const { world, clock, announce = () => undefined } = parts;
  const metrics = balancerMetrics(parts.metrics, clock);
  const arns = elbArns(world);
  const estate = estateOf(
    world.loadBalancers.map((each, index) => worldLoadBalancer(each, index, { arns, clock })),
  );
  const open = createOpenListeners(clock, metrics, announce);
  await openAll(estate, open);
  return {
    ...balancerOf(estate, metrics, clock),
    service: createElbService({ estate, open, arns, clock }),
    urls: open.urls(),
    targetGroupArn: (name) => groupNamed(estate, name).arn,
    trafficShifting: (name) => trafficShifting(estate, name),
    close: async () => {
      for (const group of estate.groups.values()) group.close();
      await open.closeAll();
    },
  };
}

function balancerOf(
  estate: Estate,
  metrics: BalancerMetrics,
  clock: Pick<CloudClock, 'after'>,
): Omit<Balancer, 'close'> {
  const groupOf = (arn: string): TargetGroup => {
    const group = estate.groups.get(arn);
    if (group === undefined) throw unknownGroup(arn);
    return group;
  };
  return {
    register: (arn, target, probe, changed) => {
      const group = groupOf(arn);
      group.register(target, probe, changed);
      for (const owner of balancersBefore(estate, group)) metrics.countHosts(owner.arn, group);
    },
    // A group may be deleted before those who stand in it leave.
    deregister: (arn, target, drained) => {
      const group = estate.groups.get(arn);
      if (group === undefined) clock.after(0, drained);
      else group.deregister(target, drained);
    },
    health: (arn, target) => estate.groups.get(arn)?.health(target) ?? notRegistered,
    exists: (arn) => estate.groups.has(arn),
    isAttached: (arn) => balancersBefore(estate, groupOf(arn)).length > 0,
    hasRule: (arn) => sharesOf(estate, arn) !== undefined,
    shift: (arn, weights) =>
      sharesOf(estate, arn)?.shift(
        weights.map(({ targetGroupArn, percent }) => ({ group: groupOf(targetGroupArn), percent })),
      ),
  };
}

function sharesOf(estate: Estate, ruleArn: string): ForwardRule | undefined {
  const action = allRules(estate).find(({ rule }) => rule.arn === ruleArn)?.rule.action;
  return action?.kind === 'forward' ? action.shares : undefined;
}

function groupNamed(estate: Estate, name: string): TargetGroup {
  const found = [...estate.groups.values()].find((group) => group.settings().name === name);
  if (found === undefined) throw unknownGroup(name);
  return found;
}

function trafficShifting({ balancers }: Estate, name: string): TrafficShifting | undefined {
  const found = balancers.find(({ groups }) => groups.some((group) => group.settings().name === name));
  const alternate = found?.groups.find((group) => group.settings().name !== name);
  const [production, test] = found?.listeners.map(({ rules }) => rules[0]) ?? [];
  if (alternate === undefined || production === undefined) return undefined;
  return {
    alternateTargetGroupArn: alternate.arn,
    productionListenerRule: production.arn,
    testListenerRule: test?.arn,
  };
}

/** All or none: what was opened before one fails is closed again. */
async function openAll({ balancers }: Estate, open: OpenListeners): Promise<void> {
  try {
    for (const of of balancers.flatMap(listenersOf)) await open.open(of);
  } catch (error) {
    await open.closeAll();
    throw error;
  }
}

function unknownGroup(name: string): Error {
  return inputFailure({
    code: 'target-group-unknown',
    what: `There is no target group ${name}`,
    why: 'no load balancer of the world has it',
    hint: 'Name it under `loadBalancers[].targetGroup` in the world file.',
  });
}
