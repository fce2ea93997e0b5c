/**
 * Nothing that provider 6 took away is used. What it took away was read once (src/provider-difference.ts says how) and
 * stands beside this test; a type that was not compared then has to be.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from '../src/harbour.ts';
import { differenceOf } from '../src/provider-difference.ts';
import { codeOf, typesIn, uses } from '../src/types-in-use.ts';

const { compared, gone, opaque } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'provider-6.json'), 'utf8'),
) as Record<'compared' | 'gone' | 'opaque', readonly string[]>;

test('each type in use was compared', () => {
  expect(typesIn(codeOf(root))).toEqual(compared);
});

test('nothing is used that is gone', () => {
  const code = codeOf(root);
  expect(gone.filter((way) => uses(code, way))).toEqual([]);
});

test('what could not be compared is what the bindings take as anything, because it holds itself', () => {
  expect(opaque).toEqual(['aws_wafv2_web_acl.rule.statement']);
});

test.each([
  ['an argument that is set', 'resource "aws_eip" "this" {\n  vpc = true\n}', true],
  [
    'an argument of another block',
    'resource "aws_eip" "this" {\n}\nresource "aws_x" "this" {\n  vpc = true\n}',
    false,
  ],
  ['an attribute that is read', 'output "a" {\n  value = aws_eip.this[0].vpc\n}', true],
  ['an attribute of a data source of that name', 'output "a" {\n  value = data.aws_eip.this.vpc\n}', false],
  ['an argument that begins like it', 'resource "aws_eip" "this" {\n  vpc_id = 1\n}', false],
])('%s is noticed, or not', (_, code, expected) => {
  expect(uses(code, 'aws_eip.vpc')).toBe(expected);
});

test.each([
  ['a block', 'resource "aws_x" "this" {\n  old {\n  }\n}'],
  ['a dynamic block', 'resource "aws_x" "this" {\n  dynamic "old" {\n  }\n}'],
])('%s that is gone is noticed', (_, code) => {
  expect(uses(code, 'aws_x.part.old')).toBe(true);
});

test('what the newer schema lacks is found, inside blocks as well; a block that it does not tell of is named', () => {
  const inner = { block: { attributes: { kept: {}, lost_too: {} } } };
  const block = { attributes: { id: {}, name_of: {}, lost: {} }, block_types: { part: inner, any: inner } };
  const binding = (fqn: string, ...properties: readonly { name: string; type: { fqn?: string } }[]) => ({
    fqn: `@cdktf/provider-aws.${fqn}`,
    properties,
  });
  const all = [
    binding(
      'thing.ThingConfig',
      { name: 'nameOf', type: {} },
      { name: 'part', type: { fqn: 'Part' } },
      { name: 'any', type: {} },
    ),
    { fqn: 'Part', properties: [{ name: 'kept', type: {} }] },
  ];
  const schemas = { resource_schemas: { aws_thing: { block } }, data_source_schemas: {} };
  expect(differenceOf('aws_thing', schemas, new Map(all.map((each) => [each.fqn, each])))).toEqual({
    gone: ['aws_thing.lost', 'aws_thing.part.lost_too'],
    opaque: ['aws_thing.any'],
  });
});
