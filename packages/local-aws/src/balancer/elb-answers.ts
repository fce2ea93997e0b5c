/** Load balancers, listeners, rules and target groups as Elastic Load Balancing tells of them. Pure. */
import { balancersBefore, type Estate, type ListenerOf } from './estate.ts';
import type { Action, Condition, ListenerRule } from './listener-rules.ts';
import type { HttpsSettings, LoadBalancer } from './load-balancer.ts';
import type { TargetGroup } from './target-group.ts';

const anyVpc = 'vpc-00000000000000000';

export function targetGroupAnswer(estate: Estate, group: TargetGroup): object {
  const { name, port, vpcId, healthCheck, healthCheckPort = 'traffic-port' } = group.settings();
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: port,
    VpcId: vpcId ?? anyVpc,
    TargetType: 'ip',
    IpAddressType: 'ipv4',
    HealthCheckEnabled: true,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: healthCheckPort,
    HealthCheckPath: healthCheck.path,
    // AWS knows whole seconds only; a world may be quicker.
    HealthCheckIntervalSeconds: Math.ceil(healthCheck.interval / 1000),
    HealthCheckTimeoutSeconds: Math.ceil(healthCheck.timeout / 1000),
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: healthCheck.matcher },
    LoadBalancerArns: balancersBefore(estate, group).map(({ arn }) => arn),
  };
}

export const loadBalancerAnswer = (balancer: LoadBalancer): object => ({
  LoadBalancerArn: balancer.arn,
  LoadBalancerName: balancer.name,
  DNSName: '127.0.0.1',
  CanonicalHostedZoneId: 'ZLOCALLOCALLOC',
  Scheme: balancer.scheme,
  Type: 'application',
  IpAddressType: balancer.ipAddressType,
  VpcId: anyVpc,
  SecurityGroups: [...balancer.securityGroups],
  AvailabilityZones: zonesAnswer(balancer),
  State: { Code: 'active' },
  CreatedTime: new Date(balancer.createdAt),
});

export const zonesAnswer = ({ subnets }: LoadBalancer): object[] =>
  subnets.map((SubnetId, at) => ({ SubnetId, ZoneName: `local-1${String.fromCharCode(97 + at)}` }));

/** @param port where it is open; one that CreateListener made keeps the port that it was asked for */
export function listenerAnswer({ balancer, listener }: ListenerOf, port: number): object {
  const fallback = listener.rules.find(({ priority }) => priority === undefined);
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: balancer.arn,
    Protocol: listener.https === undefined ? 'HTTP' : 'HTTPS',
    Port: listener.worldKey === undefined ? listener.wantedPort : port,
    ...(listener.https === undefined ? {} : httpsAnswer(listener.https)),
    DefaultActions: fallback === undefined ? [] : [actionAnswer(fallback.action)],
  };
}

const httpsAnswer = ({ policy, certificates: [CertificateArn] }: HttpsSettings) => ({
  SslPolicy: policy,
  Certificates: [{ CertificateArn }],
  MutualAuthentication: { Mode: 'off' },
});

export const ruleAnswer = (rule: ListenerRule): object => ({
  RuleArn: rule.arn,
  Priority: rule.priority === undefined ? 'default' : String(rule.priority),
  Conditions: rule.conditions.map(conditionAnswer),
  Actions: [actionAnswer(rule.action)],
  IsDefault: rule.priority === undefined,
});

const configs = {
  'path-pattern': 'PathPatternConfig',
  'host-header': 'HostHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
} as const;

const conditionAnswer = ({ field, values }: Condition): object => ({
  Field: field,
  ...(field === 'http-request-method' ? {} : { Values: [...values] }),
  [configs[field]]: { Values: [...values] },
});

/** ELB's weights are whole numbers; a tenth of a percent is rounded in what is told, not in what is done. */
function actionAnswer(action: Action): object {
  if (action.kind !== 'forward') return action.asked;
  const weights = action.shares.weights();
  const TargetGroups = weights.map(({ group, percent }) => ({
    TargetGroupArn: group.arn,
    Weight: Math.round(percent),
  }));
  // With one group, ELB names it directly besides.
  const only = weights.length === 1 ? { TargetGroupArn: weights[0]?.group.arn } : {};
  const stickiness = { TargetGroupStickinessConfig: { Enabled: false } };
  return { Type: 'forward', Order: 1, ...only, ForwardConfig: { TargetGroups, ...stickiness } };
}
