/** Elastic Load Balancing's ARNs; equal names have equal ARNs. */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

export interface ElbArns {
  loadBalancer(name: string): string;
  targetGroup(name: string): string;
  listener(loadBalancer: string, key: ListenerKey): string;
  /** @param priority of the rule; left out for the one that takes what no other takes */
  rule(loadBalancer: string, key: ListenerKey, priority?: number): string;
}

/** Which listener of its load balancer: the world's two by what they are for, others by their port. */
export type ListenerKey = 'production' | 'test' | number;

export function elbArns({ account, region }: Pick<World, 'account' | 'region'>): ElbArns {
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const balancer = (name: string): string => `app/${name}/${identifier('loadbalancer', name)}`;
  const listener = (name: string, key: ListenerKey): string =>
    `${balancer(name)}/${identifier(listenerKinds(key), name)}`;
  return {
    loadBalancer: (name) => `${arn}:loadbalancer/${balancer(name)}`,
    targetGroup: (name) => `${arn}:targetgroup/${name}/${identifier('targetgroup', name)}`,
    listener: (name, key) => `${arn}:listener/${listener(name, key)}`,
    rule: (name, key, priority) => {
      const kind = priority === undefined ? `${key}-rule` : `${key}-rule-${priority}`;
      return `${arn}:listener-rule/${listener(name, key)}/${identifier(kind, name)}`;
    },
  };
}

function listenerKinds(key: ListenerKey): string {
  if (key === 'production') return 'listener';
  return `${key}-listener`;
}

/** Sixteen hexadecimal digits, as AWS appends them to names. */
function identifier(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}/${name}`).digest('hex').slice(0, 16);
}
