import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { slicePath } from '../src/github-api/generate-slice.ts';
import { plainSchema } from '../src/github-api/plain-schema.ts';
import { servedOperations } from '../src/github-api/served-operations.ts';
import { sliceOf } from '../src/github-api/slice.ts';
import { root } from '../src/repository.ts';

const described = {
  info: { version: '1.2.3', license: { name: 'MIT' } },
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'things/get',
        summary: 'Get a thing',
        parameters: [{ $ref: '#/components/parameters/id' }],
        responses: {
          '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } },
          '204': { description: 'No thing' },
          '404': { description: 'Not found' },
        },
        'x-github-breaking-changes': [
          { version: '2026-03-10', patch: [{ op: 'remove', path: '/responses/204' }] },
          { version: '2030-01-01', patch: [{ op: 'remove', path: '/responses/200' }] },
        ],
      },
      delete: { operationId: 'things/delete', responses: {} },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } },
    schemas: {
      thing: { type: 'object', properties: { size: { $ref: '#/components/schemas/size' } } },
      size: {
        type: 'integer',
        'x-github-breaking-changes': [{ version: '2026-03-10', patch: { type: 'string' } }],
      },
      other: { type: 'string' },
    },
  },
};

describe('a slice', () => {
  test('holds what is served and what that refers to, and no more', () => {
    const { source, operations, definitions } = sliceOf(described, { '/things/{id}': ['get'] });
    expect(source).toMatchObject({ version: '1.2.3', licence: 'MIT' });
    expect(operations).toEqual([
      {
        ...{ id: 'things/get', method: 'GET', path: '/things/{id}' },
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        answers: { '200': { $ref: 'github#/definitions/thing' }, '204': null },
      },
    ]);
    expect(Object.keys(definitions)).toEqual(['size', 'thing']);
  });

  test('holds apart what the newest version of the API has otherwise', () => {
    const { newer } = sliceOf(described, { '/things/{id}': ['get', 'delete'] });
    expect(newer.operations).toMatchObject([{ id: 'things/get' }]);
    expect(newer.operations[0]?.answers).toEqual({ '200': { $ref: 'github#/definitions/thing' } });
    expect(newer.definitions).toEqual({ size: { type: 'string' } });
  });

  test('can not be made of what is not described', () => {
    expect(() => sliceOf(described, { '/nothing': ['get'] })).toThrow(
      'The description has no paths › /nothing › get.',
    );
  });
});

test.each([
  ['a type', { type: 'string', nullable: true, example: 'x' }, { type: ['string', 'null'] }],
  [
    'an enumeration',
    { type: 'string', enum: ['a'], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    'a reference',
    { nullable: true, allOf: [{ $ref: '#/components/schemas/a' }] },
    { anyOf: [{ allOf: [{ $ref: 'github#/definitions/a' }] }, { type: 'null' }] },
  ],
  [
    'a property that is called as a keyword',
    { properties: { title: { type: 'string' }, nullable: { type: 'boolean' } } },
    { properties: { title: { type: 'string' }, nullable: { type: 'boolean' } } },
  ],
])('%s is plain', (_, schema, plain) => {
  expect(plainSchema(schema)).toEqual(plain);
});

test('the slice that is checked in holds exactly what is said to be served', () => {
  const { operations } = JSON.parse(readFileSync(join(root, slicePath), 'utf8')) as {
    operations: readonly { readonly method: string; readonly path: string }[];
  };
  const said = Object.entries(servedOperations).flatMap(([path, methods]) =>
    methods.map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(said);
});
