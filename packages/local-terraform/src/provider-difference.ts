/**
 * What a newer version of Terraform's AWS provider took away from the types that the modules and stacks use:
 *
 *   npm pack @cdktf/provider-aws@21.22.1 && tar xzf cdktf-provider-aws-21.22.1.tgz package/.jsii   # provider 6.25.0
 *   terraform providers schema -json > schema.json                                                 # where 5.100.0 is
 *   node --max-old-space-size=6000 packages/local-terraform/src/provider-difference.ts schema.json package/.jsii
 *
 * prints the content of tests/provider-6.json. The provider itself can't be had everywhere; published bindings of it tell
 * its schema, in camel case. By hand, because they are 130 MB.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf, typesIn } from './types-in-use.ts';

interface Block {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Schemas {
  readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: Block }>>;
}

interface Binding {
  readonly fqn: string;
  readonly properties?: readonly { readonly name: string; readonly type: Reference }[];
}

interface Reference {
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: Reference };
  readonly union?: { readonly types: readonly Reference[] };
}

type Bindings = ReadonlyMap<string, Binding>;

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Names that the bindings had to spell in another way, because their language uses them. */
const respelt = new Set(['aws_cloudtrail.advanced_event_selector.field_selector.equals']);

/** Ways such as `aws_eip.vpc`. */
export interface Difference {
  readonly gone: readonly string[];
  /** Blocks that are there and that the bindings say nothing more of: what is in them was not compared. */
  readonly opaque: readonly string[];
}

/** @throws Error for a type that stands in one of the two only */
export function differenceOf(type: string, schemas: Schemas, bindings: Bindings): Difference {
  const [, data = '', name = ''] = /^(data\.)?aws_(.*)$/.exec(type) ?? [];
  const folder = camel(data === '' ? name : `data_aws_${name}`);
  const title = `${folder.slice(0, 1).toUpperCase()}${folder.slice(1)}`;
  const found = [title, `${title}A`].flatMap((each) =>
    ['', 'Config'].flatMap((part) => bindings.get(`@cdktf/provider-aws.${folder}.${each}${part}`) ?? []),
  );
  const schema = (data === '' ? schemas.resource_schemas : schemas.data_source_schemas)[
    type.replace('data.', '')
  ];
  if (found.length === 0 || schema === undefined) throw new Error(`${type} stands in one of the two only.`);
  return differenceOfBlock(type, schema.block, found, bindings);
}

function differenceOfBlock(way: string, block: Block, found: readonly Binding[], all: Bindings): Difference {
  const properties = found.flatMap(({ properties: own = [] }) => own);
  const has = (name: string): boolean =>
    name === 'id' || properties.some((each) => each.name === camel(name)) || respelt.has(`${way}.${name}`);
  const blocks = Object.entries(block.block_types ?? {}).filter(([name]) => has(name));
  const names = [...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})];
  const inside = blocks.map(([name, { block: inner }]): Difference => {
    const parts = properties.filter((each) => each.name === camel(name)).flatMap(({ type }) => partsOf(type));
    const known = parts.flatMap((fqn) =>
      [fqn, `${fqn}OutputReference`].flatMap((each) => all.get(each) ?? []),
    );
    if (known.length > 0) return differenceOfBlock(`${way}.${name}`, inner, known, all);
    return { gone: [], opaque: [`${way}.${name}`] };
  });
  return {
    gone: [...names.filter((name) => !has(name)).map((name) => `${way}.${name}`), ...inside.flatMap(goneOf)],
    opaque: inside.flatMap(({ opaque }) => opaque),
  };
}

const goneOf = ({ gone }: Difference): readonly string[] => gone;

const partsOf = ({ fqn, collection, union }: Reference): readonly string[] => [
  ...(fqn === undefined ? [] : [fqn]),
  ...(collection === undefined ? [] : partsOf(collection.elementtype)),
  ...(union?.types ?? []).flatMap(partsOf),
];

function main([schemaFile = '', bindingsFile = '']: readonly string[]): void {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const { provider_schemas: providers } = read(schemaFile) as {
    readonly provider_schemas: Readonly<Record<string, Schemas>>;
  };
  const [schemas] = Object.values(providers);
  if (schemas === undefined) throw new Error(`${schemaFile} has no provider.`);
  const { types } = read(bindingsFile) as { readonly types: Readonly<Record<string, Binding>> };
  const bindings = new Map(Object.values(types).map((each) => [each.fqn, each]));
  const compared = typesIn(codeOf(resolve(import.meta.dirname, '../../..')));
  const differences = compared.map((type) => differenceOf(type, schemas, bindings));
  const [gone, opaque] = [differences.flatMap(goneOf), differences.flatMap((each) => each.opaque)];
  console.log(JSON.stringify({ from: '5.100.0', to: '6.25.0', compared, gone, opaque }, undefined, 2));
}

if (import.meta.main) main(process.argv.slice(2));
