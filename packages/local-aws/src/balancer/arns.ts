/** Elastic Load Balancing's ARNs for what the world names; equal worlds have equal ARNs. */
import { createHash } from 'node:crypto';
import type { World } from '../world.ts';

export interface LoadBalancerArns {
  readonly loadBalancer: string;
  readonly listener: string;
  readonly targetGroup: string;
}

export function arnsOf(
  { account, region }: Pick<World, 'account' | 'region'>,
  names: { readonly loadBalancer: string; readonly targetGroup: string },
): LoadBalancerArns {
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const balancer = `app/${names.loadBalancer}/${identifier('loadbalancer', names.loadBalancer)}`;
  return {
    loadBalancer: `${arn}:loadbalancer/${balancer}`,
    listener: `${arn}:listener/${balancer}/${identifier('listener', names.loadBalancer)}`,
    targetGroup: `${arn}:targetgroup/${names.targetGroup}/${identifier('targetgroup', names.targetGroup)}`,
  };
}

/** Sixteen hexadecimal digits, as AWS appends them to names. */
function identifier(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}/${name}`).digest('hex').slice(0, 16);
}
