/** Reads one statement of a policy: its effect, whom and what it is about, and its conditions. */
import type { PolicyKind } from './condition-keys.ts';
import type { Choice, Statement } from './policy.ts';
import { conditionsOf } from './read-conditions.ts';
import { isMap, meant, shown, textsOf, type Tell } from './reading.ts';
import { concernsLocalCloud } from './scope.ts';

const elements: Readonly<Record<PolicyKind, readonly string[]>> = {
  identity: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Condition'],
};

export function readStatement(value: unknown, kind: PolicyKind, tell: Tell): Statement {
  const statement = isMap(value) ? value : {};
  if (!isMap(value)) tell([], `a statement must be a map of keys, but is ${shown(value)}`);
  for (const key of Object.keys(statement)) {
    if (elements[kind].includes(key)) continue;
    tell([key], `a statement of ${kindNames[kind]} has no element \`${key}\`${meant(key, elements[kind])}`);
  }
  const actions = choiceOf(statement, 'Action', tell);
  actions.patterns.forEach((pattern) => checkAction(pattern, tell));
  const resources = kind === 'trust' ? anything : choiceOf(statement, 'Resource', tell);
  resources.patterns.forEach((pattern) => checkResource(pattern, tell));
  const isOfOthers = kind === 'identity' && !concernsLocalCloud(actions);
  return {
    sid: sidOf(statement.Sid, tell),
    effect: effectOf(statement.Effect, tell),
    principals: kind === 'trust' ? principalsOf(statement.Principal, tell) : {},
    actions,
    resources,
    // Whatever they say, no call of the local cloud asks for these actions.
    conditions: isOfOthers
      ? []
      : conditionsOf(statement.Condition, kind, (path, sentence) => tell(['Condition', ...path], sentence)),
  };
}

const kindNames: Readonly<Record<PolicyKind, string>> = {
  identity: "an identity's policy",
  trust: 'a trust policy',
};

const anything: Choice = { patterns: ['*'], isNot: false };

function sidOf(sid: unknown, tell: Tell): string | undefined {
  if (sid === undefined) return undefined;
  if (typeof sid === 'string' && /^[A-Za-z0-9]*$/.test(sid)) return sid;
  tell(['Sid'], `a \`Sid\` has letters and digits only, but is ${shown(sid)}`);
  return undefined;
}

function effectOf(effect: unknown, tell: Tell): Statement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  tell(effect === undefined ? [] : ['Effect'], `\`Effect\` must be Allow or Deny, but is ${shown(effect)}`);
  return 'Deny';
}

/** One of an element and its opposite. */
function choiceOf(statement: Readonly<Record<string, unknown>>, name: string, tell: Tell): Choice {
  const [is, not] = [statement[name], statement[`Not${name}`]];
  if ((is === undefined) === (not === undefined)) {
    tell([], `a statement has either \`${name}\` or \`Not${name}\``);
    return { patterns: [], isNot: false };
  }
  const isNot = is === undefined;
  const element = isNot ? `Not${name}` : name;
  const patterns = textsOf(is ?? not, element, (path, sentence) => tell([element, ...path], sentence));
  return { patterns, isNot };
}

function checkAction(pattern: string, tell: Tell): void {
  if (/^(?:\*|[a-z0-9-]+:[\w*?]+)$/i.test(pattern)) return;
  tell(['Action'], `an action is SERVICE:NAME, such as ecs:UpdateService, or *, but is \`${pattern}\``);
}

function checkResource(pattern: string, tell: Tell): void {
  if (pattern === '*' || pattern.startsWith('arn:')) return;
  tell(['Resource'], `a resource is an ARN or *, but is \`${pattern}\``);
}

function principalsOf(principal: unknown, tell: Tell): Statement['principals'] {
  if (principal === '*') return { AWS: ['*'] };
  if (isMap(principal)) {
    return Object.fromEntries(
      Object.entries(principal).map(([kind, who]) => [
        kind,
        textsOf(who, kind, (path, sentence) => tell(['Principal', kind, ...path], sentence)),
      ]),
    );
  }
  tell([], `\`Principal\` must be * or a map of keys, but is ${shown(principal)}`);
  return {};
}
