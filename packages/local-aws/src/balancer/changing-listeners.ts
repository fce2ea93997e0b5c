/** Listeners and their rules: created, changed, deleted. */
import { notImplemented, type Operation } from '../service.ts';
import { askedAction, askedConditions } from './asked-rules.ts';
import { listenerAnswer, ruleAnswer } from './elb-answers.ts';
import {
  balancerNotFound,
  duplicateListener,
  listenerNotFound,
  priorityInUse,
  ruleNotFound,
} from './elb-errors.ts';
import type { ElbParts } from './elb-parts.ts';
import { allRules, listenersOf, type Estate, type ListenerOf, type RuleOf } from './estate.ts';
import type { ListenerRule } from './listener-rules.ts';
import type { ListenerRecord } from './load-balancer.ts';

type Input = Readonly<Record<string, unknown>>;

export const changingListeners = (parts: ElbParts): Readonly<Record<string, Operation>> => ({
  CreateListener: (input) => createListener(parts, input),
  ModifyListener: (input) => modifyListener(parts, input),
  DeleteListener: (input) => deleteListener(parts, input),
  CreateRule: (input) => createRule(parts, input),
  ModifyRule: (input) => modifyRule(parts, input),
  DeleteRule: (input) => deleteRule(parts, input),
});

async function createListener(parts: ElbParts, input: Input): Promise<object> {
  const { estate, arns, open, tags } = parts;
  const balancer = estate.balancers.find(({ arn }) => arn === input.LoadBalancerArn);
  if (balancer === undefined) throw balancerNotFound(String(input.LoadBalancerArn));
  refuseUnknownProtocol(input);
  const port = Number(input.Port ?? 80);
  if (balancer.listeners.some(({ wantedPort }) => wantedPort === port)) throw duplicateListener();
  const ruleArn = arns.rule(balancer.name, port);
  const action = askedAction(estate, ruleArn, input.DefaultActions);
  const listener: ListenerRecord = {
    arn: arns.listener(balancer.name, port),
    key: port,
    label: `${balancer.name}:${port}`,
    wantedPort: port,
    worldKey: undefined,
    rules: [{ arn: ruleArn, priority: undefined, conditions: [], action }],
  };
  balancer.listeners.push(listener);
  tags.putAsked(listener.arn, input);
  await open.open({ balancer, listener });
  return { Listeners: [listenerAnswer({ balancer, listener }, open.portOf(listener.arn))] };
}

function refuseUnknownProtocol({ Protocol }: Input): void {
  if (typeof Protocol === 'string' && Protocol !== 'HTTP') {
    throw notImplemented(`listeners of the protocol ${Protocol}`);
  }
}

function modifyListener({ estate, open }: ElbParts, input: Input): object {
  const of = listenerNamed(estate, input);
  refuseUnknownProtocol(input);
  if (input.Port !== undefined && Number(input.Port) !== of.listener.wantedPort) {
    throw notImplemented('another port for a listener');
  }
  const [fallback] = of.listener.rules.filter(({ priority }) => priority === undefined);
  if (input.DefaultActions !== undefined && fallback !== undefined)
    changeAction(estate, fallback, input.DefaultActions);
  return { Listeners: [listenerAnswer(of, open.portOf(of.listener.arn))] };
}

async function deleteListener({ estate, open, tags }: ElbParts, input: Input): Promise<object> {
  const { balancer, listener } = listenerNamed(estate, input);
  balancer.listeners.splice(balancer.listeners.indexOf(listener), 1);
  tags.forget(listener.arn);
  await open.close(listener.arn);
  return {};
}

function createRule({ estate, arns, tags }: ElbParts, input: Input): object {
  const { balancer, listener } = listenerNamed(estate, input);
  const priority = Number(input.Priority);
  if (listener.rules.some((rule) => rule.priority === priority)) throw priorityInUse(priority);
  const arn = arns.rule(balancer.name, listener.key, priority);
  const conditions = askedConditions(input.Conditions);
  const rule: ListenerRule = { arn, priority, conditions, action: askedAction(estate, arn, input.Actions) };
  listener.rules = [...listener.rules, rule];
  tags.putAsked(arn, input);
  return { Rules: [ruleAnswer(rule)] };
}

function modifyRule({ estate }: ElbParts, input: Input): object {
  const { rule } = ruleNamed(estate, input);
  if (input.Conditions !== undefined) rule.conditions = askedConditions(input.Conditions);
  if (input.Actions !== undefined) changeAction(estate, rule, input.Actions);
  return { Rules: [ruleAnswer(rule)] };
}

function changeAction(estate: Estate, rule: ListenerRule, asked: unknown): void {
  rule.action = askedAction(estate, rule.arn, asked);
}

function deleteRule({ estate, tags }: ElbParts, input: Input): object {
  const { listener, rule } = ruleNamed(estate, input);
  listener.rules = listener.rules.filter((each) => each !== rule);
  tags.forget(rule.arn);
  return {};
}

function listenerNamed({ balancers }: Estate, { ListenerArn }: Input): ListenerOf {
  const found = balancers.flatMap(listenersOf).find(({ listener }) => listener.arn === ListenerArn);
  if (found === undefined) throw listenerNotFound();
  return found;
}

function ruleNamed(estate: Estate, { RuleArn }: Input): RuleOf {
  const found = allRules(estate).find(({ rule }) => rule.arn === RuleArn);
  if (found === undefined) throw ruleNotFound();
  return found;
}
