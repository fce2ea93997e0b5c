/**
 * The load balancers of the world: their target groups, their loopback listeners, and the operations that tell
 * of them. In virtual time there is no traffic, so no listener is opened.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import type { Balancer, CloudClock } from '../ports.ts';
import type { Service } from '../service.ts';
import type { World } from '../world.ts';
import { arnsOf } from './arns.ts';
import { createElbService, type BalancerParts } from './elb-service.ts';
import { openListener, type Listener } from './listener.ts';
import { createTargetGroup, type TargetGroup } from './target-group.ts';

export type BalancerWorld = Pick<World, 'account' | 'region' | 'loadBalancers'>;

export interface RunningBalancer extends Balancer {
  readonly service: Service;
  /** Name of a load balancer → `http://127.0.0.1:PORT`; empty in virtual time. */
  readonly urls: Readonly<Record<string, string>>;
  /** @throws Failure of kind input when the world has no target group of this name. */
  targetGroupArn(name: string): string;
}

/** @throws Failure of kind setup that names port and world key when a listener can't be opened. */
export async function createBalancer(parts: {
  readonly world: BalancerWorld;
  readonly clock: CloudClock;
}): Promise<RunningBalancer> {
  const { world, clock } = parts;
  const opened = new Map<string, Listener>();
  const balancers = world.loadBalancers.map((each): BalancerParts => {
    const arns = arnsOf(world, { loadBalancer: each.name, targetGroup: each.targetGroup.name });
    const group = createTargetGroup(arns.targetGroup, each.targetGroup, clock);
    return { world: each, arns, group, port: () => opened.get(each.name)?.port ?? 0 };
  });
  if (clock.factor !== Infinity) await openAll(balancers, opened);

  const groups = new Map(balancers.map(({ group }) => [group.arn, group]));
  return {
    ...balancerOf(groups),
    service: createElbService(balancers, clock.now()),
    urls: Object.fromEntries(
      [...opened].map(([name, { port }]) => [name, `http://127.0.0.1:${String(port)}`]),
    ),
    targetGroupArn: (name) => {
      const found = balancers.find(({ group }) => group.settings.name === name);
      if (found === undefined) throw unknownGroup(name);
      return found.group.arn;
    },
    close: async () => {
      for (const group of groups.values()) group.close();
      await closeAll(opened);
    },
  };
}

function balancerOf(groups: ReadonlyMap<string, TargetGroup>): Omit<Balancer, 'close'> {
  const groupOf = (arn: string): TargetGroup => {
    const group = groups.get(arn);
    if (group === undefined) throw unknownGroup(arn);
    return group;
  };
  return {
    register: (arn, target, probe, changed) => groupOf(arn).register(target, probe, changed),
    deregister: (arn, target, drained) => groupOf(arn).deregister(target, drained),
    health: (arn, target) => groupOf(arn).health(target),
    exists: (arn) => groups.has(arn),
  };
}

/** All or none: what was opened before one fails is closed again. */
async function openAll(balancers: readonly BalancerParts[], opened: Map<string, Listener>): Promise<void> {
  try {
    for (const [index, { world, group }] of balancers.entries()) {
      const key = `loadBalancers[${String(index)}].port`;
      opened.set(world.name, await openListener({ name: world.name, port: world.port, key }, group));
    }
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
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
