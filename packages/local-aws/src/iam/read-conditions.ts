/** Reads the conditions of a statement: operators and keys that the local cloud does not know are told. */
import { conditionKey, knownKeys, type PolicyKind } from './condition-keys.ts';
import { operatorNames, operatorOf } from './operators.ts';
import type { Condition, Operator } from './policy.ts';
import { isMap, listOf, meant, shown, textsOf, type Tell } from './reading.ts';

export function conditionsOf(block: unknown, kind: PolicyKind, tell: Tell): readonly Condition[] {
  if (block === undefined) return [];
  if (!isMap(block)) {
    tell([], `\`Condition\` must be a map of keys, but is ${shown(block)}`);
    return [];
  }
  return Object.entries(block).flatMap(([name, keys]) =>
    ofOperator(name, keys, kind, (path, sentence) => tell([name, ...path], sentence)),
  );
}

function ofOperator(name: string, keys: unknown, kind: PolicyKind, tell: Tell): readonly Condition[] {
  const operator = operatorOf(name);
  if (operator === undefined) {
    tell([], `the local cloud does not know the operator \`${name}\`${meant(name, operatorNames)}`);
    return [];
  }
  if (!isMap(keys)) {
    tell([], `\`${name}\` must be a map of keys, but is ${shown(keys)}`);
    return [];
  }
  return Object.entries(keys).map(([key, values]) => {
    const within: Tell = (path, sentence) => tell([key, ...path], sentence);
    checkKey(key, kind, operator, within);
    return { operator, key: key.toLowerCase(), values: textsOf(plain(values), key, within) };
  });
}

function checkKey(key: string, kind: PolicyKind, { name, comparison, set }: Operator, tell: Tell): void {
  const known = conditionKey(kind, key);
  if (known === undefined) {
    tell([], `the local cloud does not know the key \`${key}\`${meant(key, knownKeys(kind))}`);
  } else if (known.holdsMany && set === undefined && comparison !== 'Null') {
    tell([], `\`${key}\` may have several values: write ForAnyValue:${name} or ForAllValues:${name}`);
  }
}

/** IAM takes `true` for `"true"`, and numbers likewise. */
const plain = (values: unknown): unknown =>
  Array.isArray(values) ? listOf(values).map(({ value }) => asText(value)) : asText(values);

const asText = (value: unknown): unknown =>
  typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
