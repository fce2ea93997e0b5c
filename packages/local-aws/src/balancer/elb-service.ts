/** The query operations of Elastic Load Balancing over the world's load balancers: what a client may ask, no change. */
import type { Target } from '../ports.ts';
import { ServiceError, type Operation, type Service } from '../service.ts';
import type { ForwardRule } from './forward-rule.ts';
import {
  groupsOf,
  listenerOf,
  listenersOf,
  loadBalancerOf,
  ruleOf,
  targetGroupOf,
  type GroupOf,
  type ListenerOf,
} from './elb-answers.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { TargetGroup } from './target-group.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * @param portOf a listener, by its ARN; 0 when it is not open
 * @param createdAt milliseconds of cloud time.
 */
export function createElbService(
  balancers: readonly LoadBalancer[],
  portOf: (listenerArn: string) => number,
  createdAt: number,
): Service {
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
      DescribeListeners: (input) => ({
        Listeners: chooseListeners(balancers, input).map((each) => listenerOf(each, portOf(each.parts.arn))),
      }),
      DescribeRules: (input) => ({ Rules: chooseRules(balancers, input).map(ruleOf) }),
    },
  };
}

function describeTargetHealth(balancers: readonly LoadBalancer[]): Operation {
  return (input) => {
    const group = balancers.flatMap(({ groups }) => groups).find(({ arn }) => arn === input.TargetGroupArn);
    if (group === undefined) throw groupNotFound();
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

function chooseGroups(balancers: readonly LoadBalancer[], input: Input): readonly GroupOf[] {
  if (input.LoadBalancerArn !== undefined) {
    return choose(balancers, [input.LoadBalancerArn], ({ arn }) => arn, balancerNotFound).flatMap(groupsOf);
  }
  const all = balancers.flatMap(groupsOf);
  const byArn = choose(all, input.TargetGroupArns, ({ group }) => group.arn, groupNotFound);
  return choose(byArn, input.Names, ({ group }) => group.settings.name, groupNotFound);
}

function chooseBalancers(balancers: readonly LoadBalancer[], input: Input): readonly LoadBalancer[] {
  const byArn = choose(balancers, input.LoadBalancerArns, ({ arn }) => arn, balancerNotFound);
  return choose(byArn, input.Names, ({ world }) => world.name, balancerNotFound);
}

function chooseListeners(balancers: readonly LoadBalancer[], input: Input): readonly ListenerOf[] {
  const of = input.LoadBalancerArn === undefined ? undefined : [input.LoadBalancerArn];
  const all = choose(balancers, of, ({ arn }) => arn, balancerNotFound).flatMap(listenersOf);
  return choose(all, input.ListenerArns, ({ parts }) => parts.arn, listenerNotFound);
}

function chooseRules(balancers: readonly LoadBalancer[], input: Input): readonly ForwardRule[] {
  const of = input.ListenerArn === undefined ? undefined : [input.ListenerArn];
  const listeners = choose(
    balancers.flatMap(({ listeners }) => listeners),
    of,
    ({ arn }) => arn,
    listenerNotFound,
  );
  const rules = listeners.map(({ rule }) => rule);
  return choose(rules, input.RuleArns, ({ arn }) => arn, ruleNotFound);
}

/** All when nothing is asked for; every thing that is asked for must be there. */
function choose<T>(
  all: readonly T[],
  asked: unknown,
  nameOf: (each: T) => string,
  notFound: (name: string) => ServiceError,
): readonly T[] {
  if (!Array.isArray(asked) || asked.length === 0) return all;
  return asked.map((name: unknown) => {
    const found = all.find((each) => nameOf(each) === name);
    if (found === undefined) throw notFound(String(name));
    return found;
  });
}

const groupNotFound = (): ServiceError =>
  new ServiceError('TargetGroupNotFoundException', 'One or more target groups not found');
const listenerNotFound = (): ServiceError =>
  new ServiceError('ListenerNotFoundException', 'One or more listeners not found');
const ruleNotFound = (): ServiceError =>
  new ServiceError('RuleNotFoundException', 'One or more rules not found');
const balancerNotFound = (name: string): ServiceError =>
  new ServiceError('LoadBalancerNotFoundException', `Load balancers '[${name}]' not found`);
