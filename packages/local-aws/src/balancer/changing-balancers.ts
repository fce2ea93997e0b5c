/** Load balancers and target groups: created, changed, deleted. */
import { notImplemented, ServiceError, type Operation } from '../service.ts';
import { loadBalancerAnswer, targetGroupAnswer, zonesAnswer } from './elb-answers.ts';
import {
  balancerNotFound,
  deletionProtected,
  duplicateBalancer,
  duplicateGroup,
  groupInUse,
  groupNotFound,
} from './elb-errors.ts';
import type { ElbParts } from './elb-parts.ts';
import { balancersBefore, type Estate } from './estate.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { createTargetGroup, type TargetGroup, type TargetGroupSettings } from './target-group.ts';

type Input = Readonly<Record<string, unknown>>;

export const changingBalancers = (parts: ElbParts): Readonly<Record<string, Operation>> => ({
  CreateLoadBalancer: (input) => createLoadBalancer(parts, input),
  SetSubnets: (input) => setSubnets(parts.estate, input),
  SetSecurityGroups: (input) => setSecurityGroups(parts.estate, input),
  SetIpAddressType: (input) => setIpAddressType(parts.estate, input),
  DeleteLoadBalancer: (input) => deleteLoadBalancer(parts, input),
  CreateTargetGroup: (input) => createGroup(parts, input),
  ModifyTargetGroup: (input) => modifyGroup(parts.estate, input),
  DeleteTargetGroup: (input) => deleteGroup(parts, input),
});

function createLoadBalancer({ estate, arns, clock, tags }: ElbParts, input: Input): object {
  const name = String(input.Name);
  const type = textOf(input.Type, 'application');
  if (type !== 'application') throw notImplemented(`load balancers of the type ${type}`);
  if (estate.balancers.some((each) => each.name === name)) throw duplicateBalancer(name);
  const balancer = {
    name,
    arn: arns.loadBalancer(name),
    createdAt: clock.now(),
    scheme: textOf(input.Scheme, 'internet-facing'),
    subnets: subnetsIn(input),
    securityGroups: textsOf(input.SecurityGroups),
    ipAddressType: textOf(input.IpAddressType, 'ipv4'),
    groups: [],
    listeners: [],
  };
  estate.balancers.push(balancer);
  tags.putAsked(balancer.arn, input);
  return { LoadBalancers: [loadBalancerAnswer(balancer)] };
}

function subnetsIn({ Subnets, SubnetMappings = [] }: Input): readonly string[] {
  const mapped = SubnetMappings as readonly { readonly SubnetId?: string }[];
  return [...textsOf(Subnets), ...mapped.map(({ SubnetId = '' }) => SubnetId)];
}

function setSubnets(estate: Estate, input: Input): object {
  const balancer = balancerNamed(estate, input);
  balancer.subnets = subnetsIn(input);
  balancer.ipAddressType = textOf(input.IpAddressType, balancer.ipAddressType);
  return { AvailabilityZones: zonesAnswer(balancer), IpAddressType: balancer.ipAddressType };
}

function setSecurityGroups(estate: Estate, input: Input): object {
  const balancer = balancerNamed(estate, input);
  balancer.securityGroups = textsOf(input.SecurityGroups);
  return { SecurityGroupIds: [...balancer.securityGroups] };
}

function setIpAddressType(estate: Estate, input: Input): object {
  const balancer = balancerNamed(estate, input);
  balancer.ipAddressType = textOf(input.IpAddressType, balancer.ipAddressType);
  return { IpAddressType: balancer.ipAddressType };
}

function balancerNamed({ balancers }: Estate, { LoadBalancerArn }: Input): LoadBalancer {
  const found = balancers.find(({ arn }) => arn === LoadBalancerArn);
  if (found === undefined) throw balancerNotFound(String(LoadBalancerArn));
  return found;
}

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** As on AWS: its listeners go with it, its target groups stay, and one that is gone already is no error. */
async function deleteLoadBalancer(parts: ElbParts, { LoadBalancerArn }: Input): Promise<object> {
  const { estate, open, tags, attributes } = parts;
  const arn = String(LoadBalancerArn);
  if (attributes.of(arn)['deletion_protection.enabled'] === 'true') throw deletionProtected(arn);
  const at = estate.balancers.findIndex((each) => each.arn === arn);
  const [balancer] = at < 0 ? [] : estate.balancers.splice(at, 1);
  const listeners = balancer?.listeners.map((each) => each.arn) ?? [];
  for (const each of [arn, ...listeners]) {
    tags.forget(each);
    attributes.forget(each);
    await open.close(each);
  }
  return {};
}

const defaults: Omit<TargetGroupSettings, 'name' | 'port'> = {
  deregistrationDelay: 300_000,
  healthCheck: {
    path: '/',
    interval: 30_000,
    timeout: 5000,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    matcher: '200',
  },
};

function createGroup({ estate, arns, clock, tags }: ElbParts, input: Input): object {
  const targetType = textOf(input.TargetType, 'instance');
  const protocol = `${textOf(input.Protocol, 'HTTP')} ${textOf(input.ProtocolVersion, 'HTTP1')}`;
  if (targetType !== 'ip') throw notImplemented(`target groups of the target type ${targetType}`);
  if (protocol !== 'HTTP HTTP1') throw notImplemented(`target groups of the protocol ${protocol}`);
  const name = String(input.Name);
  const arn = arns.targetGroup(name);
  if (estate.groups.has(arn)) throw duplicateGroup(name);
  const vpcId = typeof input.VpcId === 'string' ? input.VpcId : undefined;
  const settings = { ...defaults, name, port: Number(input.Port ?? 80), vpcId };
  const group = createTargetGroup(arn, { ...settings, ...checkOf(input, settings) }, clock);
  estate.groups.set(arn, group);
  tags.putAsked(arn, input);
  return { TargetGroups: [targetGroupAnswer(estate, group)] };
}

function modifyGroup(estate: Estate, input: Input): object {
  const group = groupNamed(estate, input);
  group.change({ ...group.settings(), ...checkOf(input, group.settings()) });
  return { TargetGroups: [targetGroupAnswer(estate, group)] };
}

type CheckSettings = Pick<TargetGroupSettings, 'healthCheck' | 'healthCheckPort'>;

/** The health check with what the request says of it. */
function checkOf(input: Input, { healthCheck: before, healthCheckPort: portBefore }: CheckSettings) {
  if (input.HealthCheckEnabled === false) throw notImplemented('target groups without health checks');
  const protocol = textOf(input.HealthCheckProtocol, 'HTTP');
  if (protocol !== 'HTTP') throw notImplemented(`health checks of the protocol ${protocol}`);
  const healthCheckPort = textOf(input.HealthCheckPort, portBefore ?? 'traffic-port');
  if (healthCheckPort !== 'traffic-port' && !/^\d{1,5}$/.test(healthCheckPort)) {
    throw new ServiceError('ValidationError', `Health check port '${healthCheckPort}' is not valid`);
  }
  const { HttpCode } = (input.Matcher ?? {}) as { readonly HttpCode?: string };
  const healthCheck = {
    path: textOf(input.HealthCheckPath, before.path),
    interval: numberOf(input.HealthCheckIntervalSeconds, before.interval / 1000) * 1000,
    timeout: numberOf(input.HealthCheckTimeoutSeconds, before.timeout / 1000) * 1000,
    healthyThreshold: numberOf(input.HealthyThresholdCount, before.healthyThreshold),
    unhealthyThreshold: numberOf(input.UnhealthyThresholdCount, before.unhealthyThreshold),
    matcher: textOf(HttpCode, before.matcher),
  };
  if (healthCheck.timeout >= healthCheck.interval) {
    throw new ServiceError('ValidationError', 'Health check timeout must be smaller than the interval');
  }
  return { healthCheck, healthCheckPort };
}

/** Clients may send what they do not mean as an empty text. */
const textOf = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

function deleteGroup({ estate, tags, attributes }: ElbParts, input: Input): object {
  const group = estate.groups.get(String(input.TargetGroupArn));
  if (group === undefined) return {};
  if (balancersBefore(estate, group).length > 0) throw groupInUse(group.arn);
  estate.groups.delete(group.arn);
  group.close();
  tags.forget(group.arn);
  attributes.forget(group.arn);
  return {};
}

function groupNamed({ groups }: Estate, { TargetGroupArn }: Input): TargetGroup {
  const group = groups.get(String(TargetGroupArn));
  if (group === undefined) throw groupNotFound();
  return group;
}
