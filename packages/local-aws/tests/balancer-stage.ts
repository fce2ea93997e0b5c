/** What the tests of the balancer share: a world with one load balancer, and a target in virtual time. */
import { createBalancer, type BalancerWorld } from '../src/balancer/balancer.ts';
import { virtualClock } from '../src/clock.ts';
import type { ProbeResult } from '../src/ports.ts';
import type { LoadBalancerWorld } from '../src/world.ts';

export const front: LoadBalancerWorld = {
  name: 'harbour-lb',
  port: 0,
  targetGroup: {
    name: 'web-tg',
    port: 8080,
    deregistrationDelay: 5000,
    healthCheck: {
      path: '/healthz',
      interval: 1000,
      timeout: 500,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      matcher: '200',
    },
  },
};

export const world: BalancerWorld = {
  account: '000000000000',
  region: 'eu-west-1',
  loadBalancers: [front],
};

export const answers = (status: number): ProbeResult => ({ kind: 'answer', status });

const closing: (() => Promise<void>)[] = [];
export const closeLater = (close: () => Promise<void>): void => void closing.push(close);

/** For `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}

export const target = { id: '10.0.0.5', port: 8080 };

/** A registered target whose checks come out as `results`, the last for good. */
export async function registered(...results: readonly ProbeResult[]) {
  const clock = virtualClock();
  const balancer = await createBalancer({ world, clock });
  closeLater(() => balancer.close());
  const arn = balancer.targetGroupArn('web-tg');
  const left = [...results];
  const asked: unknown[] = [];
  const changes: string[] = [];
  const probe = (request: unknown): ProbeResult => {
    asked.push(request);
    return (left.length > 1 ? left.shift() : left[0]) ?? { kind: 'refused' };
  };
  const changed = ({ state }: { readonly state: string }): void => void changes.push(state);
  balancer.register(arn, target, probe, changed);
  const health = () => balancer.health(arn, target);
  return { clock, balancer, arn, asked, changes, health };
}
