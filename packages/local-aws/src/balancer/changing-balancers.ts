/** Load balancers: created, changed, deleted. */
import { notImplemented, type Operation } from '../service.ts';
import { textOf } from './asked-values.ts';
import { loadBalancerAnswer, zonesAnswer } from './elb-answers.ts';
import { balancerNotFound, deletionProtected, duplicateBalancer } from './elb-errors.ts';
import type { ElbParts } from './elb-parts.ts';
import type { Estate } from './estate.ts';
import type { LoadBalancer } from './load-balancer.ts';

type Input = Readonly<Record<string, unknown>>;

export const changingBalancers = (parts: ElbParts): Readonly<Record<string, Operation>> => ({
  CreateLoadBalancer: (input) => createLoadBalancer(parts, input),
  SetSubnets: (input) => setSubnets(parts.estate, input),
  SetSecurityGroups: (input) => setSecurityGroups(parts.estate, input),
  SetIpAddressType: (input) => setIpAddressType(parts.estate, input),
  DeleteLoadBalancer: (input) => deleteLoadBalancer(parts, input),
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
