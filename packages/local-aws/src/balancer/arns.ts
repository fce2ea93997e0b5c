/** Elastic Load Balancing's ARNs for what the world names; equal worlds have equal ARNs. */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

export interface ElbArns {
  loadBalancer(name: string): string;
  targetGroup(name: string): string;
  /** @param kind of the listener: a load balancer has one for production traffic, and may have one for tests. */
  listener(loadBalancer: string, kind: ListenerKind): string;
  /** Of the one rule that the listener has. */
  rule(loadBalancer: string, kind: ListenerKind): string;
}

export type ListenerKind = 'production' | 'test';

export function elbArns({ account, region }: Pick<World, 'account' | 'region'>): ElbArns {
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const balancer = (name: string): string => `app/${name}/${identifier('loadbalancer', name)}`;
  const listener = (name: string, kind: ListenerKind): string =>
    `${balancer(name)}/${identifier(kind === 'test' ? 'test-listener' : 'listener', name)}`;
  return {
    loadBalancer: (name) => `${arn}:loadbalancer/${balancer(name)}`,
    targetGroup: (name) => `${arn}:targetgroup/${name}/${identifier('targetgroup', name)}`,
    listener: (name, kind) => `${arn}:listener/${listener(name, kind)}`,
    rule: (name, kind) => `${arn}:listener-rule/${listener(name, kind)}/${identifier(`${kind}-rule`, name)}`,
  };
}

/** Sixteen hexadecimal digits, as AWS appends them to names. */
function identifier(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}/${name}`).digest('hex').slice(0, 16);
}
