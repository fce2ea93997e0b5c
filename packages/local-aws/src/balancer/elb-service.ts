/** The query operations of Elastic Load Balancing over the world's load balancers: what a client may ask, no change. */
import type { Target } from '../ports.ts';
import { ServiceError, type Operation, type Service } from '../service.ts';
import type { LoadBalancerWorld } from '../world.ts';
import type { LoadBalancerArns } from './arns.ts';
import type { TargetGroup } from './target-group.ts';

export interface BalancerParts {
  readonly world: LoadBalancerWorld;
  readonly arns: LoadBalancerArns;
  readonly group: TargetGroup;
  /** Of the listener; 0 when none is open. */
  readonly port: () => number;
}

type Input = Readonly<Record<string, unknown>>;

/** @param createdAt milliseconds of cloud time. */
export function createElbService(balancers: readonly BalancerParts[], createdAt: number): Service {
  return {
    id: 'elbv2',
    protocols: [
      {
        kind: 'query',
        version: '2015-12-01',
        namespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
      },
    ],
    operations: {
      DescribeTargetHealth: describeTargetHealth(balancers),
      DescribeTargetGroups: (input) => ({
        TargetGroups: chooseGroups(balancers, input).map(targetGroupOf),
      }),
      DescribeLoadBalancers: (input) => ({
        LoadBalancers: chooseBalancers(balancers, input).map((each) => loadBalancerOf(each, createdAt)),
      }),
      DescribeListeners: (input) => ({ Listeners: chooseListeners(balancers, input).map(listenerOf) }),
    },
  };
}

function describeTargetHealth(balancers: readonly BalancerParts[]): Operation {
  return (input) => {
    const found = balancers.find(({ arns }) => arns.targetGroup === input.TargetGroupArn);
    if (found === undefined) throw groupNotFound();
    const { group } = found;
    const asked = Array.isArray(input.Targets)
      ? input.Targets.map((each) => targetOf(each, group))
      : undefined;
    return {
      TargetHealthDescriptions: (asked ?? group.targets()).map((target) => {
        const { state, reason, description } = group.health(target);
        return {
          Target: { Id: target.id, Port: target.port },
          HealthCheckPort: String(target.port),
          TargetHealth: { State: state, Reason: reason, Description: description },
        };
      }),
    };
  };
}

/** A target may be asked for without its port: the group's own then. */
function targetOf(value: unknown, group: TargetGroup): Target {
  const { Id, Port } = value as { readonly Id?: string; readonly Port?: number };
  return { id: Id ?? '', port: Port ?? group.settings.port };
}

function chooseGroups(balancers: readonly BalancerParts[], input: Input): readonly BalancerParts[] {
  if (input.LoadBalancerArn !== undefined) {
    return choose(balancers, [input.LoadBalancerArn], ({ arns }) => arns.loadBalancer, balancerNotFound);
  }
  const byArn = choose(balancers, input.TargetGroupArns, ({ arns }) => arns.targetGroup, groupNotFound);
  return choose(byArn, input.Names, ({ world }) => world.targetGroup.name, groupNotFound);
}

function chooseBalancers(balancers: readonly BalancerParts[], input: Input): readonly BalancerParts[] {
  const byArn = choose(balancers, input.LoadBalancerArns, ({ arns }) => arns.loadBalancer, balancerNotFound);
  return choose(byArn, input.Names, ({ world }) => world.name, balancerNotFound);
}

function chooseListeners(balancers: readonly BalancerParts[], input: Input): readonly BalancerParts[] {
  const of = input.LoadBalancerArn === undefined ? undefined : [input.LoadBalancerArn];
  const byBalancer = choose(balancers, of, ({ arns }) => arns.loadBalancer, balancerNotFound);
  return choose(byBalancer, input.ListenerArns, ({ arns }) => arns.listener, listenerNotFound);
}

/** All when nothing is asked for; every thing that is asked for must be there. */
function choose(
  balancers: readonly BalancerParts[],
  asked: unknown,
  nameOf: (parts: BalancerParts) => string,
  notFound: (name: string) => ServiceError,
): readonly BalancerParts[] {
  if (!Array.isArray(asked) || asked.length === 0) return balancers;
  return asked.map((name: unknown) => {
    const found = balancers.find((each) => nameOf(each) === name);
    if (found === undefined) throw notFound(String(name));
    return found;
  });
}

const groupNotFound = (): ServiceError =>
  new ServiceError('TargetGroupNotFoundException', 'One or more target groups not found');
const listenerNotFound = (): ServiceError =>
  new ServiceError('ListenerNotFoundException', 'One or more listeners not found');
const balancerNotFound = (name: string): ServiceError =>
  new ServiceError('LoadBalancerNotFoundException', `Load balancers '[${name}]' not found`);

function targetGroupOf({ world: { targetGroup }, arns }: BalancerParts): object {
  const { healthCheck } = targetGroup;
  return {
    TargetGroupArn: arns.targetGroup,
    TargetGroupName: targetGroup.name,
    Protocol: 'HTTP',
    ProtocolVersion: 'HTTP1',
    Port: targetGroup.port,
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
    LoadBalancerArns: [arns.loadBalancer],
  };
}

function loadBalancerOf({ world, arns }: BalancerParts, createdAt: number): object {
  return {
    LoadBalancerArn: arns.loadBalancer,
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

function listenerOf({ arns, port }: BalancerParts): object {
  return {
    ListenerArn: arns.listener,
    LoadBalancerArn: arns.loadBalancer,
    Protocol: 'HTTP',
    Port: port(),
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arns.targetGroup }],
  };
}
