/** Schemas made of interfaces: what becomes of each type, and what is refused rather than published half. */
import { expect, test } from '@jest/globals';
import { isOutdated, reportSchemas } from '../src/generate.ts';
import { interfaceSchema } from '../src/interface-schema.ts';
import { root } from '../src/repository.ts';

const schemaOf = (source: string): object => interfaceSchema('report.ts', source, 'Report');

test('comments become descriptions, and types what JSON has for them', () => {
  const source = `
    /** All of it. */
    export interface Report {
      /** Which
       * one. */
      readonly version: 1;
      /** How. */
      readonly kind: 'a' | 'b';
      /** Perhaps. */
      readonly count?: number;
      /** Lines. */
      readonly lines: readonly string[];
      /** It. */
      readonly part: Part | null;
    }
    /** A part. */
    interface Part {
      /** Whether. */
      readonly done: boolean;
    }`;
  expect(schemaOf(source)).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Report',
    description: 'All of it.',
    type: 'object',
    required: ['version', 'kind', 'lines', 'part'],
    properties: {
      version: { description: 'Which one.', const: 1 },
      kind: { description: 'How.', enum: ['a', 'b'] },
      count: { description: 'Perhaps.', type: 'number' },
      lines: { description: 'Lines.', type: 'array', items: { type: 'string' } },
      part: { description: 'It.', anyOf: [{ $ref: '#/definitions/Part' }, { type: 'null' }] },
    },
    definitions: {
      Part: {
        description: 'A part.',
        type: 'object',
        required: ['done'],
        properties: { done: { description: 'Whether.', type: 'boolean' } },
      },
    },
  });
});

test.each([
  ['/** It. */ interface Report { readonly a: string }', 'report.ts: Report.a has no comment.'],
  ['interface Report {}', 'report.ts: Report has no comment.'],
  ['/** It. */ interface Other {}', 'report.ts has no interface Report.'],
  ['/** It. */ interface Report {\n/** A. */ a: Date }', 'report.ts: Date stands in another file.'],
  [
    '/** It. */ interface Report {\n/** A. */ a: unknown }',
    "report.ts: the type unknown can't be published.",
  ],
  ['/** It. */ interface Report { a(): void }', 'report.ts: Report has a member that is no property.'],
])('%s is refused', (source, message) => {
  expect(() => schemaOf(source)).toThrow(new Error(message));
});

test('the schemas that are checked in are what the types say', () => {
  const outdated = reportSchemas.map((generate) => generate(root)).filter((file) => isOutdated(root, file));
  expect(outdated.map(({ path }) => path)).toEqual([]);
});

test('a list of a few words lets nothing else in', () => {
  const schema = schemaOf("/** It. */ interface Report {\n/** A. */ a: readonly ('b' | 'c')[] }");
  expect(schema).toHaveProperty('properties', {
    a: { description: 'A.', type: 'array', items: { enum: ['b', 'c'] } },
  });
});
