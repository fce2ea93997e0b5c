/** One load balancer of the world: its one or two target groups, and the rules of its listeners. */
import type { CloudClock } from '../ports.ts';
import type { LoadBalancerWorld } from '../world.ts';
import type { ElbArns, ListenerKind } from './arns.ts';
import { createForwardRule, type ForwardRule } from './forward-rule.ts';
import { createTargetGroup, type TargetGroup } from './target-group.ts';

export interface LoadBalancer {
  readonly world: LoadBalancerWorld;
  readonly arn: string;
  /** The target group, and behind it the alternate one, when the world has one. */
  readonly groups: readonly TargetGroup[];
  /** For production traffic, and behind it for test traffic, when the world has a port for it. */
  readonly listeners: readonly ListenerParts[];
}

export interface ListenerParts {
  readonly kind: ListenerKind;
  readonly arn: string;
  readonly rule: ForwardRule;
  /** As the world says; 0 picks a free one. */
  readonly wantedPort: number;
}

export function createLoadBalancer(world: LoadBalancerWorld, arns: ElbArns, clock: CloudClock): LoadBalancer {
  const { name, port, testPort, targetGroup, alternateTargetGroup } = world;
  const groupNamed = (groupName: string): TargetGroup =>
    createTargetGroup(arns.targetGroup(groupName), { ...targetGroup, name: groupName }, clock);
  const group = groupNamed(targetGroup.name);
  const listener = (kind: ListenerKind, wantedPort: number): ListenerParts => ({
    kind,
    arn: arns.listener(name, kind),
    rule: createForwardRule(arns.rule(name, kind), group),
    wantedPort,
  });
  return {
    world,
    arn: arns.loadBalancer(name),
    groups: [group, ...(alternateTargetGroup === undefined ? [] : [groupNamed(alternateTargetGroup)])],
    listeners: [
      listener('production', port),
      ...(testPort === undefined ? [] : [listener('test', testPort)]),
    ],
  };
}
