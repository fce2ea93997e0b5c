/** What Elastic Load Balancing has in the account, and who belongs to whom. */
import type { LoadBalancer, ListenerRecord } from './load-balancer.ts';
import type { ListenerRule } from './listener-rules.ts';
import type { TargetGroup } from './target-group.ts';

export interface Estate {
  readonly balancers: LoadBalancer[];
  /** By ARN; some may belong to no load balancer yet. */
  readonly groups: Map<string, TargetGroup>;
}

export const estateOf = (balancers: LoadBalancer[]): Estate => ({
  balancers,
  groups: new Map(balancers.flatMap(({ groups }) => groups).map((group) => [group.arn, group])),
});

export interface ListenerOf {
  readonly balancer: LoadBalancer;
  readonly listener: ListenerRecord;
}

export const listenersOf = (balancer: LoadBalancer): ListenerOf[] =>
  balancer.listeners.map((listener) => ({ balancer, listener }));

export interface RuleOf extends ListenerOf {
  readonly rule: ListenerRule;
}

const rulesOf = (of: ListenerOf): RuleOf[] => of.listener.rules.map((rule) => ({ ...of, rule }));

export const allRules = ({ balancers }: Estate): RuleOf[] =>
  balancers.flatMap(listenersOf).flatMap((of) => rulesOf(of));

/** The world's of this load balancer, and all that a rule of its listeners sends to. */
export function groupsBehind(balancer: LoadBalancer): TargetGroup[] {
  const shared = balancer.listeners.flatMap(({ rules }) => rules.flatMap(groupsOfRule));
  return [...new Set([...balancer.groups, ...shared])];
}

const groupsOfRule = ({ action }: ListenerRule): TargetGroup[] =>
  action.kind === 'forward' ? action.shares.weights().map(({ group }) => group) : [];

export const balancersBefore = ({ balancers }: Estate, group: TargetGroup): LoadBalancer[] =>
  balancers.filter((balancer) => groupsBehind(balancer).includes(group));
