/** Load balancers and their listeners, as the world or CreateLoadBalancer and CreateListener have made them. */
import type { CloudClock } from '../ports.ts';
import type { LoadBalancerWorld } from '../world.ts';
import type { ElbArns, ListenerKey } from './arns.ts';
import { createForwardRule } from './forward-rule.ts';
import type { ListenerRule } from './listener-rules.ts';
import { createTargetGroup, type TargetGroup } from './target-group.ts';

export interface LoadBalancer {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds of cloud time. */
  readonly createdAt: number;
  readonly scheme: string;
  subnets: readonly string[];
  securityGroups: readonly string[];
  ipAddressType: string;
  /** Of the world: the target group, and behind it the alternate one. Others are known by the rules alone. */
  readonly groups: readonly TargetGroup[];
  readonly listeners: ListenerRecord[];
}

export interface ListenerRecord {
  readonly arn: string;
  readonly key: ListenerKey;
  /** Of its URL, for people: `front`, `front:test`, `front:80`. */
  label: string;
  /** As it was asked for; 0 picks a free one. */
  wantedPort: number;
  /** Where the world file says so: `loadBalancers[0].port`; undefined for one that CreateListener made. */
  readonly worldKey: string | undefined;
  /** Of one that was asked for as HTTPS; undefined for HTTP. */
  https: HttpsSettings | undefined;
  /** The default rule is always there. */
  rules: ListenerRule[];
}

/** Kept and told: on loopback such a listener speaks plain HTTP. */
export interface HttpsSettings {
  readonly policy: string;
  /** ARNs; the first is the default certificate. */
  readonly certificates: readonly string[];
}

export function worldLoadBalancer(
  world: LoadBalancerWorld,
  index: number,
  { arns, clock }: { readonly arns: ElbArns; readonly clock: CloudClock },
): LoadBalancer {
  const { name, port, testPort, targetGroup, alternateTargetGroup } = world;
  const groupNamed = (groupName: string): TargetGroup =>
    createTargetGroup(arns.targetGroup(groupName), { ...targetGroup, name: groupName }, clock);
  const group = groupNamed(targetGroup.name);
  const listener = (key: 'production' | 'test', wantedPort: number): ListenerRecord => ({
    arn: arns.listener(name, key),
    key,
    label: key === 'test' ? `${name}:test` : name,
    wantedPort,
    worldKey: `loadBalancers[${index}].${key === 'test' ? 'testPort' : 'port'}`,
    https: undefined,
    rules: [forwardingRule(arns.rule(name, key), group)],
  });
  return {
    name,
    arn: arns.loadBalancer(name),
    createdAt: clock.now(),
    scheme: 'internal',
    subnets: [],
    securityGroups: [],
    ipAddressType: 'ipv4',
    groups: [group, ...(alternateTargetGroup === undefined ? [] : [groupNamed(alternateTargetGroup)])],
    listeners: [
      listener('production', port),
      ...(testPort === undefined ? [] : [listener('test', testPort)]),
    ],
  };
}

const forwardingRule = (arn: string, group: TargetGroup): ListenerRule => ({
  arn,
  priority: undefined,
  conditions: [],
  action: { kind: 'forward', shares: createForwardRule(arn, [{ group, percent: 100 }]) },
});
