/** The questions of Elastic Load Balancing: load balancers, target groups and their health, listeners, rules. */
import type { Target } from '../ports.ts';
import type { Operation, ServiceError } from '../service.ts';
import { listenerAnswer, loadBalancerAnswer, ruleAnswer, targetGroupAnswer } from './elb-answers.ts';
import { balancerNotFound, groupNotFound, listenerNotFound, ruleNotFound } from './elb-errors.ts';
import type { ElbParts } from './elb-parts.ts';
import { allRules, groupsBehind, listenersOf, type Estate, type ListenerOf } from './estate.ts';
import { inOrder, type ListenerRule } from './listener-rules.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { TargetGroup } from './target-group.ts';

type Input = Readonly<Record<string, unknown>>;

export const describing = ({ estate, open }: ElbParts): Readonly<Record<string, Operation>> => ({
  DescribeTargetHealth: (input) => describeTargetHealth(estate, input),
  DescribeTargetGroups: (input) => ({
    TargetGroups: chooseGroups(estate, input).map((group) => targetGroupAnswer(estate, group)),
  }),
  DescribeLoadBalancers: (input) => ({
    LoadBalancers: chooseBalancers(estate, input).map(loadBalancerAnswer),
  }),
  DescribeListeners: (input) => ({
    Listeners: chooseListeners(estate, input).map((of) => listenerAnswer(of, open.portOf(of.listener.arn))),
  }),
  // Nobody reserves capacity here, and that is the answer to it.
  DescribeCapacityReservation: (input) => {
    choose(estate.balancers, [input.LoadBalancerArn], ({ arn }) => arn, balancerNotFound);
    return { CapacityReservationState: [] };
  },
  DescribeRules: (input) => ({ Rules: chooseRules(estate, input).map(ruleAnswer) }),
});

function describeTargetHealth({ groups }: Estate, input: Input): object {
  const group = groups.get(String(input.TargetGroupArn));
  if (group === undefined) throw groupNotFound();
  const asked = Array.isArray(input.Targets) ? input.Targets.map((each) => targetOf(each, group)) : undefined;
  return {
    TargetHealthDescriptions: (asked ?? group.targets()).map((target) => {
      const { state, reason, description } = group.health(target);
      return {
        Target: { Id: target.id, Port: target.port },
        HealthCheckPort: checkPortOf(group, target),
        TargetHealth: { State: state, Reason: reason, Description: description },
      };
    }),
  };
}

function checkPortOf(group: TargetGroup, target: Target): string {
  const { healthCheckPort = 'traffic-port' } = group.settings();
  return healthCheckPort === 'traffic-port' ? String(target.port) : healthCheckPort;
}

/** A target may be asked for without its port: the group's own then. */
function targetOf(value: unknown, group: TargetGroup): Target {
  const { Id, Port } = value as { readonly Id?: string; readonly Port?: number };
  return { id: Id ?? '', port: Port ?? group.settings().port };
}

function chooseGroups({ balancers, groups }: Estate, input: Input): readonly TargetGroup[] {
  if (input.LoadBalancerArn !== undefined) {
    return choose(balancers, [input.LoadBalancerArn], ({ arn }) => arn, balancerNotFound).flatMap(
      groupsBehind,
    );
  }
  const byArn = choose([...groups.values()], input.TargetGroupArns, ({ arn }) => arn, groupNotFound);
  return choose(byArn, input.Names, (group) => group.settings().name, groupNotFound);
}

function chooseBalancers({ balancers }: Estate, input: Input): readonly LoadBalancer[] {
  const byArn = choose(balancers, input.LoadBalancerArns, ({ arn }) => arn, balancerNotFound);
  return choose(byArn, input.Names, ({ name }) => name, balancerNotFound);
}

function chooseListeners({ balancers }: Estate, input: Input): readonly ListenerOf[] {
  const of = input.LoadBalancerArn === undefined ? undefined : [input.LoadBalancerArn];
  const all = choose(balancers, of, ({ arn }) => arn, balancerNotFound).flatMap(listenersOf);
  return choose(all, input.ListenerArns, ({ listener }) => listener.arn, listenerNotFound);
}

function chooseRules(estate: Estate, input: Input): readonly ListenerRule[] {
  if (input.ListenerArn === undefined) {
    const rules = allRules(estate).map(({ rule }) => rule);
    return choose(rules, input.RuleArns, ({ arn }) => arn, ruleNotFound);
  }
  const listeners = estate.balancers.flatMap((balancer) => balancer.listeners);
  const found = choose(listeners, [input.ListenerArn], ({ arn }) => arn, listenerNotFound);
  return found.flatMap(({ rules }) => inOrder(rules));
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
