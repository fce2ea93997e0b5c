/** The published schema and the types of world.ts describe one thing: this compares them key by key. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { worldSchema, type WorldSchema } from '../src/world-schema.ts';

const source = ts.createSourceFile(
  'world.ts',
  readFileSync(new URL('../src/world.ts', import.meta.url), 'utf8'),
  ts.ScriptTarget.Latest,
);
const declared = new Map(
  source.statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each]),
);

/** With those of the interfaces that it extends. */
function membersOf(name: string): readonly ts.TypeElement[] | undefined {
  const found = declared.get(name);
  if (found === undefined) return undefined;
  const above = found.heritageClauses?.flatMap(({ types }) => types) ?? [];
  return [...above.flatMap((each) => membersOf(each.getText(source)) ?? []), ...found.members];
}

/** Every key with its path, `services[].name`; what is free-form ends there. */
function keysOfType(members: readonly ts.TypeElement[], path: string): string[] {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const at = `${path}${member.name.getText(source)}`;
    return [at, ...keysInside(member.type, at)];
  });
}

function keysInside(type: ts.TypeNode | undefined, path: string): string[] {
  if (type === undefined) return [];
  if (ts.isTypeLiteralNode(type)) return keysOfType(type.members, `${path}.`);
  if (ts.isArrayTypeNode(type)) return keysInside(type.elementType, `${path}[]`);
  if (ts.isTypeOperatorNode(type)) return keysInside(type.type, path);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((each) => keysInside(each, path));
  const members = ts.isTypeReferenceNode(type) ? membersOf(type.typeName.getText(source)) : undefined;
  return members === undefined ? [] : keysOfType(members, `${path}.`);
}

function keysOfSchema(schema: WorldSchema, path: string): string[] {
  if (schema.items !== undefined) return keysOfSchema(schema.items, `${path}[]`);
  // A task definition is the SDK's to describe.
  if (path === 'taskDefinitions[]') return [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...keysOfSchema(inner, at)];
  });
}

test('the schema has the keys of the types, no more and no fewer', () => {
  const members = membersOf('World');
  const typed = members === undefined ? [] : keysOfType(members, '');
  expect(keysOfSchema(worldSchema, '').sort()).toEqual(typed.sort());
  expect(typed.length).toBeGreaterThan(60);
});

test('every key has a description', () => {
  const silent = (schema: WorldSchema, path: string): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
      ...(inner.description === undefined && inner.$ref === undefined ? [`${path}.${key}`] : []),
      ...silent(inner, `${path}.${key}`),
    ]),
    ...(schema.items === undefined ? [] : silent(schema.items, `${path}[]`)),
  ];
  expect(silent(worldSchema, '')).toEqual([]);
});
