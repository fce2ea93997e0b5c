/** Listeners and their rules: created, changed, deleted. */
import type { Operation } from '../service.ts';
import { askedHttps } from './asked-https.ts';
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
  SetRulePriorities: (input) => setPriorities(parts.estate, input),
  DeleteRule: (input) => deleteRule(parts, input),
});

async function createListener(parts: ElbParts, input: Input): Promise<object> {
  const { estate, arns, open, tags } = parts;
  const balancer = estate.balancers.find(({ arn }) => arn === input.LoadBalancerArn);
  if (balancer === undefined) throw balancerNotFound(String(input.LoadBalancerArn));
  const https = askedHttps(input, undefined);
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
    https,
    rules: [{ arn: ruleArn, priority: undefined, conditions: [], action }],
  };
  balancer.listeners.push(listener);
  tags.putAsked(listener.arn, input);
  await open.open({ balancer, listener });
  return { Listeners: [listenerAnswer({ balancer, listener }, open.portOf(listener.arn))] };
}

async function modifyListener({ estate, open }: ElbParts, input: Input): Promise<object> {
  const of = listenerNamed(estate, input);
  const { listener, balancer } = of;
  const port = Number(input.Port ?? listener.wantedPort);
  if (balancer.listeners.some((each) => each !== listener && each.wantedPort === port))
    throw duplicateListener();
  listener.https = askedHttps(input, listener.https);
  if (port !== listener.wantedPort) {
    Object.assign(listener, { wantedPort: port, label: `${balancer.name}:${port}` });
    await open.close(listener.arn);
    await open.open(of);
  }
  const [fallback] = of.listener.rules.filter(({ priority }) => priority === undefined);
  if (input.DefaultActions !== undefined && fallback !== undefined)
    changeAction(estate, fallback, input.DefaultActions);
  return { Listeners: [listenerAnswer(of, open.portOf(of.listener.arn))] };
}

async function deleteListener(parts: ElbParts, input: Input): Promise<object> {
  const { estate, open, tags, attributes } = parts;
  const { balancer, listener } = listenerNamed(estate, input);
  balancer.listeners.splice(balancer.listeners.indexOf(listener), 1);
  tags.forget(listener.arn);
  attributes.forget(listener.arn);
  await open.close(listener.arn);
  return {};
}

function createRule({ estate, arns, tags }: ElbParts, input: Input): object {
  const { balancer, listener } = listenerNamed(estate, input);
  const priority = Number(input.Priority);
  if (listener.rules.some((rule) => rule.priority === priority)) throw priorityInUse(priority);
  const arn = freeArn(estate, (at) => arns.rule(balancer.name, listener.key, at), priority);
  const conditions = askedConditions(input.Conditions);
  const rule: ListenerRule = { arn, priority, conditions, action: askedAction(estate, arn, input.Actions) };
  listener.rules = [...listener.rules, rule];
  tags.putAsked(arn, input);
  return { Rules: [ruleAnswer(rule)] };
}

/** A rule that was given another priority keeps its ARN, which the next one of that priority can't have. */
function freeArn(estate: Estate, arnOf: (number: number) => string, number: number): string {
  const taken = new Set(allRules(estate).map(({ rule }) => rule.arn));
  // Priorities end at 50,000.
  return taken.has(arnOf(number)) ? freeArn(estate, arnOf, number + 100_000) : arnOf(number);
}

/** All at once, so that rules may change places. */
function setPriorities(estate: Estate, { RulePriorities }: Input): object {
  const asked = RulePriorities as readonly { readonly RuleArn?: string; readonly Priority?: number }[];
  const changes = asked.map(({ RuleArn, Priority = 0 }) => ({
    ...ruleNamed(estate, { RuleArn }),
    priority: Priority,
  }));
  const moving = changes.map(({ rule }) => rule);
  for (const { listener, priority } of changes) {
    const others = listener.rules.filter((each) => !moving.includes(each));
    if (others.some((each) => each.priority === priority)) throw priorityInUse(priority);
  }
  for (const { rule, priority } of changes) rule.priority = priority;
  return { Rules: moving.map(ruleAnswer) };
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
