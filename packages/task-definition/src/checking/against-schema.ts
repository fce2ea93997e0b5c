/**
 * A document against the members that ECS knows. The SDK leaves out a member that it does not know, without a word: a
 * misspelt `enviroment` would be deployed as no environment at all, and the run would be green.
 */
import { oneLine } from '@slipway/action-kit/untrusted';
import { requestStructure } from '../register-members.ts';
import { membersOf, valuesOf, type MemberType } from '../schema.ts';
import type { Breaks, Finding } from './finding.ts';
import { nearest } from '@slipway/action-kit/nearest';
import { isList, isObject, kindOf, type Json, type JsonObject, type Path } from '@slipway/documents/value';

interface SchemaRule {
  readonly name: string;
  readonly breaks: Breaks;
  readonly says: string;
}

const unknownMember: SchemaRule = {
  name: 'unknown-member',
  breaks: 'form',
  says: 'A member that ECS does not know, at any depth.',
};
const wrongType: SchemaRule = {
  name: 'wrong-type',
  breaks: 'form',
  says: 'A value of another type than ECS takes: text for a number, one value for a list.',
};
const nameless: SchemaRule = {
  name: 'nothing-to-run',
  breaks: 'form',
  says: 'There are no containers, or one of them has no name.',
};
const missingMember: SchemaRule = {
  name: 'missing-member',
  breaks: 'registration',
  says: 'A member that ECS needs is missing.',
};
const unknownValue: SchemaRule = {
  name: 'unknown-value',
  breaks: 'registration',
  says: 'A value that is none of those that ECS takes here.',
};

export interface SchemaFinding extends Finding {
  /** To the part that no rule needs to look at any more. */
  readonly covers?: Path;
}

/** As they stand in the README's table. */
export const schemaRules = [unknownMember, wrongType, nameless, missingMember, unknownValue] as const;

/** @param document without the members that only ECS writes. In the order in which they stand. */
export function againstSchema(document: JsonObject): readonly SchemaFinding[] {
  return [...inStructure(document, requestStructure, [])];
}

function* inStructure(object: JsonObject, structure: string, path: Path): Generator<SchemaFinding> {
  const known = membersOf(structure) ?? new Map<string, MemberType>();
  for (const [member, value] of Object.entries(object)) {
    const type = known.get(member);
    const at = [...path, member];
    if (type === undefined) yield unknown(object, path, member, [...known.keys()]);
    // null is as good as absent: the SDK sends neither.
    else if (value !== null && value !== undefined) yield* inMember(value, type, at);
  }
  yield* missingFrom(object, structure, path);
}

/** ECS needs more than the SDK's schema says. */
const needed: Readonly<Record<string, readonly string[]>> = {
  ContainerDefinition: ['image'],
  KeyValuePair: ['name'],
  Volume: ['name'],
};

function* missingFrom(object: JsonObject, structure: string, path: Path): Generator<SchemaFinding> {
  const isMissing = (member: string): boolean => object[member] === undefined || object[member] === null;
  const required = [...(membersOf(structure) ?? [])].filter(([, { isRequired }]) => isRequired);
  for (const member of [...required.map(([name]) => name), ...(needed[structure] ?? [])]) {
    if (member === 'containerDefinitions' || !isMissing(member)) continue;
    yield {
      ...finding(missingMember, path, `it needs \`${member}\``),
      covers: [...path, member],
      missing: [member],
    };
  }
  if (structure === 'ContainerDefinition' && (isMissing('name') || object.name === ''))
    yield { ...finding(nameless, path, 'it needs a `name`'), missing: ['name'] };
  if (
    structure === requestStructure &&
    (isMissing('containerDefinitions') || isEmpty(object.containerDefinitions))
  )
    yield {
      ...finding(nameless, path, 'it needs `containerDefinitions`, a list of at least one container'),
      missing: ['containerDefinitions'],
    };
}

const isEmpty = (value: Json | undefined): boolean => isList(value) && value.length === 0;

function* inMember(value: Json, { holds, item }: MemberType, path: Path): Generator<SchemaFinding> {
  if (holds === 'one') yield* inValue(value, item, path);
  else if (holds === 'list' && !isList(value)) yield wrong(path, value, 'a list');
  else if (holds === 'map' && !isObject(value)) yield wrong(path, value, 'an object');
  else for (const [step, each] of partsOf(value)) yield* inValue(each, item, [...path, step]);
}

const partsOf = (value: Json): readonly (readonly [string | number, Json])[] =>
  isList(value)
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value).map(([name, part]) => [name, part ?? null] as const)
      : [];

function* inValue(value: Json, item: string, path: Path): Generator<SchemaFinding> {
  if (membersOf(item) !== undefined) {
    if (isObject(value)) yield* inStructure(value, item, path);
    else yield wrong(path, value, 'an object');
    return;
  }
  const allowed = valuesOf(item);
  if (item === 'number') {
    if (!Number.isSafeInteger(value)) yield wrong(path, value, 'a whole number');
  } else if (item === 'boolean') {
    if (typeof value !== 'boolean') yield wrong(path, value, 'true or false');
  } else if (typeof value !== 'string') {
    yield wrong(path, value, 'text');
  } else if (allowed !== undefined && !allowed.includes(value)) {
    yield { ...finding(unknownValue, path, notAllowed(value, allowed)), covers: path };
  }
}

const finding = ({ name, breaks }: SchemaRule, path: Path, complaint: string): Finding => ({
  rule: name,
  breaks,
  path,
  complaint,
});

function unknown(object: JsonObject, path: Path, member: string, known: readonly string[]): SchemaFinding {
  const meant = nearest(member, known);
  const found = finding(
    unknownMember,
    [...path, member],
    `ECS has no such member${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`,
  );
  const isInstead = meant !== undefined && object[meant] === undefined;
  return isInstead ? { ...found, covers: [...path, meant] } : found;
}

function wrong(path: Path, value: Json, expected: string): SchemaFinding {
  const complaint = `it must be ${expected}${quotes(value, expected)}, but is ${kindOf(value)}`;
  return { ...finding(wrongType, path, complaint), covers: path };
}

/** What is most often wrong: YAML reads a bare 8080 as a number, and JSON a quoted one as text. */
function quotes(value: Json, expected: string): string {
  if (expected === 'text') return ['number', 'boolean'].includes(typeof value) ? ' in quotes' : '';
  return typeof value === 'string' && ['a whole number', 'true or false'].includes(expected)
    ? ' without quotes'
    : '';
}

/** A value that is near none of them may be anything, such as a secret in the wrong place: it is not shown. */
function notAllowed(value: string, allowed: readonly string[]): string {
  const meant = nearest(value, allowed);
  const known = `ECS takes ${allowed.map((each) => `\`${each}\``).join(', ')} here`;
  return meant === undefined
    ? `${known}, and nothing else`
    : `${known}, but it is \`${oneLine(value, 60)}\`; did you mean \`${meant}\`?`;
}
