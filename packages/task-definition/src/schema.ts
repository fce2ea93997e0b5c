/**
 * The types of a task definition, made of the same table that documents are checked against. Every member may be
 * missing here: that one is there which must be is a finding, not a promise.
 */
import { enumerations, structures, type requestStructure } from './register-members.ts';

type Structures = typeof structures;
type Enumerations = typeof enumerations;

/** What a type of the table says: `text`, `X[]`, `X{}`, a structure or an enumeration. */
type TypeOf<Type extends string> = Type extends `${infer Bare}!`
  ? TypeOf<Bare>
  : Type extends `${infer Item}[]`
    ? readonly TypeOf<Item>[]
    : Type extends `${infer Value}{}`
      ? Readonly<Record<string, TypeOf<Value>>>
      : Type extends keyof Structures
        ? StructureOf<Type>
        : Type extends keyof Enumerations
          ? Enumerations[Type][number]
          : Type extends 'number'
            ? number
            : Type extends 'boolean'
              ? boolean
              : string;

type StructureOf<Name extends keyof Structures> = {
  readonly [Member in keyof Structures[Name]]?: Structures[Name][Member] extends string
    ? TypeOf<Structures[Name][Member]>
    : never;
};

export type TaskDefinition = StructureOf<typeof requestStructure>;
export type Container = StructureOf<'ContainerDefinition'>;
export type PortMapping = StructureOf<'PortMapping'>;
export type Volume = StructureOf<'Volume'>;

/** One member's type, taken apart: how it is held, and what it holds. */
export interface MemberType {
  readonly holds: 'one' | 'list' | 'map';
  /** `text`, `number`, `boolean`, or the name of a structure or an enumeration. */
  readonly item: string;
  readonly isRequired: boolean;
}

const typeRead = (type: string): MemberType => {
  const item = type.replace(/!$/, '').replace(/\[\]$|\{\}$/, '');
  const holds = type.includes('[]') ? 'list' : type.includes('{}') ? 'map' : 'one';
  return { holds, item, isRequired: type.endsWith('!') };
};

const membersRead = (members: Readonly<Record<string, string>>): ReadonlyMap<string, MemberType> =>
  new Map(Object.entries(members).map(([member, type]) => [member, typeRead(type)]));

const table = new Map(Object.entries(structures).map(([name, members]) => [name, membersRead(members)]));
/** What ECS takes and the SDK does not name: the network mode of Windows on EC2, by the documentation of both. */
const unnamed: Readonly<Record<string, readonly string[]>> = { NetworkMode: ['default'] };

const values: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(enumerations).map(([name, named]) => [name, [...named, ...(unnamed[name] ?? [])]]),
);

/** In ECS's order; undefined for what is no structure. */
export const membersOf = (structure: string): ReadonlyMap<string, MemberType> | undefined =>
  table.get(structure);

/** Undefined for what is no enumeration. */
export const valuesOf = (enumeration: string): readonly string[] | undefined => values.get(enumeration);
