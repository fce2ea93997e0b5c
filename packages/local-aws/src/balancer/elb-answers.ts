/** Load balancers, listeners, rules and target groups as Elastic Load Balancing tells of them. Pure. */
import type { ForwardRule } from './forward-rule.ts';
import type { ListenerParts, LoadBalancer } from './load-balancer.ts';
import type { TargetGroup } from './target-group.ts';

export interface GroupOf {
  readonly balancer: LoadBalancer;
  readonly group: TargetGroup;
}

export const groupsOf = (balancer: LoadBalancer): GroupOf[] =>
  balancer.groups.map((group) => ({ balancer, group }));

export interface ListenerOf {
  readonly balancer: LoadBalancer;
  readonly parts: ListenerParts;
}

export const listenersOf = (balancer: LoadBalancer): ListenerOf[] =>
  balancer.listeners.map((parts) => ({ balancer, parts }));

export function targetGroupOf({ balancer, group: { arn, settings } }: GroupOf): object {
  const { healthCheck } = settings;
  return {
    TargetGroupArn: arn,
    TargetGroupName: settings.name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: settings.port,
    VpcId: 'vpc-00000000000000000',
    TargetType: 'ip',
    IpAddressType: 'ipv4',
    HealthCheckEnabled: true,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckPath: healthCheck.path,
    // AWS knows whole seconds only; a world may be quicker.
    HealthCheckIntervalSeconds: Math.ceil(healthCheck.interval / 1000),
    HealthCheckTimeoutSeconds: Math.ceil(healthCheck.timeout / 1000),
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: healthCheck.matcher },
    LoadBalancerArns: [balancer.arn],
  };
}

export function loadBalancerOf({ world, arn }: LoadBalancer, createdAt: number): object {
  return {
    LoadBalancerArn: arn,
    LoadBalancerName: world.name,
    DNSName: '127.0.0.1',
    Scheme: 'internal',
    Type: 'application',
    IpAddressType: 'ipv4',
    VpcId: 'vpc-00000000000000000',
    State: { Code: 'active' },
    CreatedTime: new Date(createdAt),
  };
}

export function listenerOf({ balancer, parts: { arn, rule } }: ListenerOf, port: number): object {
  return {
    ListenerArn: arn,
    LoadBalancerArn: balancer.arn,
    Protocol: 'HTTP',
    Port: port,
    DefaultActions: actionsOf(rule),
  };
}

export const ruleOf = (rule: ForwardRule): object => ({
  RuleArn: rule.arn,
  Priority: 'default',
  Conditions: [],
  Actions: actionsOf(rule),
  IsDefault: true,
});

/** ELB's weights are whole numbers; a tenth of a percent is rounded in what is told, not in what is done. */
function actionsOf(rule: ForwardRule): readonly object[] {
  const weights = rule.weights();
  const TargetGroups = weights.map(({ group, percent }) => ({
    TargetGroupArn: group.arn,
    Weight: Math.round(percent),
  }));
  // With one group, ELB names it directly besides.
  const only = weights.length === 1 ? { TargetGroupArn: weights[0]?.group.arn } : {};
  return [{ Type: 'forward', ...only, ForwardConfig: { TargetGroups } }];
}
