import { describe, expect, test } from '@jest/globals';
import { readVexFile } from '../../src/suppressing/vex-file.ts';
import { bytes, refusalOf } from '../refusals.ts';
import { documentOf, now, ourImage, statement, vexDocument, written } from './vex-documents.ts';

describe('what is read', () => {
  test('a statement that suppresses, with what its author says', () => {
    const { claims } = vexDocument([
      statement({
        vulnerability: { name: 'CVE-2026-0001', aliases: ['GHSA-a'] },
        impact_statement: 'The code is not in the image.',
        status_notes: 'Looked at by hand.',
        timestamp: '2026-11-20T12:00:00.123456789-06:00',
      }),
    ]);
    expect(claims).toMatchObject([
      {
        ids: ['CVE-2026-0001', 'GHSA-a'],
        madeAt: Date.UTC(2026, 10, 20, 18, 0, 0, 123),
        suppressing: {
          status: 'not_affected',
          justification: 'component_not_present',
          statement: 'The code is not in the image.',
          author: 'Acme Security',
          place: { file: 'vex.json', line: 8 },
        },
      },
    ]);
  });

  test.each<[string, object, boolean]>([
    ['fixed', { status: 'fixed', justification: undefined }, true],
    ['not affected, with words only', { justification: undefined, impact_statement: 'no' }, true],
    ['affected', { status: 'affected', action_statement: 'update' }, false],
    ['affected, without advice', { status: 'affected' }, false],
    ['under investigation', { status: 'under_investigation' }, false],
  ])('%s: suppresses %s', (_, more, suppresses) => {
    const [claim] = vexDocument([statement({ ...more })]).claims;
    expect(claim?.suppressing !== undefined).toBe(suppresses);
  });

  test.each<[string, object, number]>([
    ['the document', {}, Date.UTC(2026, 10, 1, 12)],
    ['its own', { timestamp: '2025-01-01T00:00:00Z' }, Date.UTC(2025, 0, 1)],
    [
      'its last update',
      { timestamp: '2025-01-01T00:00:00Z', last_updated: '2025-06-01T00:00:00Z' },
      Date.UTC(2025, 5, 1),
    ],
  ])('a statement is of the moment of %s', (_, more, madeAt) => {
    expect(vexDocument([statement({ ...more })]).claims[0]?.madeAt).toBe(madeAt);
  });

  test.each([
    ['2026-11-20T00:00:00Z', Date.UTC(2026, 10, 20)],
    ['2026-10-20T00:00:00Z', Date.UTC(2026, 10, 1, 12)],
  ])('a statement is of the later moment of a document that was updated on %s', (last_updated, madeAt) => {
    expect(vexDocument([statement()], { last_updated }).claims[0]?.madeAt).toBe(madeAt);
  });

  test('a clock may be ahead by a day', () => {
    const ahead = statement({ timestamp: '2026-11-23T00:00:00Z' });
    expect(vexDocument([ahead]).claims[0]?.madeAt).toBe(now + 86_400_000);
  });

  test('members of other vocabularies are let be', () => {
    expect(
      vexDocument([statement({ 'https://example.org/x': 1 })], { role: 'x', tooling: 'y' }).claims.length,
    ).toBe(1);
  });
});

const hint = 'Give an OpenVEX 0.2.0 document, as `vexctl create` writes it.';

describe('what is no OpenVEX', () => {
  test.each<[string, unknown, string]>([
    ['a list', [], '1: it holds a list instead of a document.'],
    [
      'no context',
      { '@context': undefined },
      '1: `@context` must be `https://openvex.dev/ns/v0.2.0`, but was missing.',
    ],
    [
      'the version before',
      { '@context': 'https://openvex.dev/ns' },
      '2: `@context` must be `https://openvex.dev/ns/v0.2.0`, but was `https://openvex.dev/ns`.',
    ],
    ['no id', { '@id': undefined }, '1: `@id` is missing.'],
    ['no author', { author: undefined }, '1: `author` must say who makes these statements.'],
    ['a blank author', { author: ' ' }, '4: `author` must say who makes these statements.'],
    ['no moment', { timestamp: undefined }, '1: `timestamp` is missing.'],
    [
      'a day for a moment',
      { timestamp: '2026-11-01' },
      '5: `timestamp` must be a moment such as `2026-01-31T12:00:00Z`, but was `2026-11-01`.',
    ],
    [
      'a moment to come',
      { timestamp: '2036-11-01T12:00:00Z' },
      '5: `timestamp` must not be in the future, but was `2036-11-01T12:00:00Z`.',
    ],
    [
      'an update to come',
      { last_updated: '2026-11-23T00:00:01Z' },
      '21: `last_updated` must not be in the future, but was `2026-11-23T00:00:01Z`.',
    ],
    ['no version', { version: undefined }, '1: `version` is missing.'],
    ['no statements', { statements: undefined }, '1: the list `statements` is missing.'],
    [
      'an empty list',
      { statements: [] },
      '7: `statements` must be a list with a statement at least, but was empty.',
    ],
    [
      'an object',
      { statements: {} },
      '7: `statements` must be a list with a statement at least, but was an object.',
    ],
    ['a text', { statements: ['x'] }, '8: a statement must be an object, but was text.'],
  ])('%s', async (_, more, line) => {
    const value = Array.isArray(more)
      ? more
      : documentOf([statement()], more as object as Record<string, unknown>);
    const refused = await refusalOf(() => readVexFile(written(value), 'vex.json', now));
    expect(refused).toEqual({
      kind: 'input',
      code: 'vex-invalid',
      message: `The VEX document vex.json has a mistake: line ${line.slice(0, -1)}. ${hint}`,
      lines: [line],
    });
  });

  test.each<[string, object, string]>([
    [
      'no vulnerability',
      { vulnerability: undefined },
      '8: `vulnerability` must be an object with a `name`, but was missing.',
    ],
    [
      'a text',
      { vulnerability: 'CVE-2026-0001' },
      '9: `vulnerability` must be an object with a `name`, but was text.',
    ],
    [
      'no name',
      { vulnerability: { aliases: [] } },
      '9: `vulnerability.name` must be the id of a vulnerability.',
    ],
    [
      'an alias that says nothing',
      { vulnerability: { name: 'CVE-1', aliases: [' '] } },
      '11: `vulnerability.aliases` must be a list of ids.',
    ],
    [
      'an alias that is none',
      { vulnerability: { name: 'CVE-1', aliases: [1] } },
      '11: `vulnerability.aliases` must be a list of ids.',
    ],
    [
      'no products',
      { products: undefined },
      '8: `products` must be a list with a product at least, but was missing.',
    ],
    [
      'an empty list',
      { products: [] },
      '12: `products` must be a list with a product at least, but was empty.',
    ],
    [
      'a product as text',
      { products: [ourImage] },
      '13: a product must be an object with an `@id`, but was text.',
    ],
    [
      'a product without a name',
      { products: [{}] },
      '13: a product needs an `@id`, `identifiers` or `hashes`.',
    ],
    ['a number as name', { products: [{ '@id': 1 }] }, '14: `@id` must be text, but was a number.'],
    [
      'a broken purl',
      { products: [{ '@id': 'pkg:oci' }] },
      '14: `@id` must be a package URL such as `pkg:npm/lodash@4.17.21`, but was `pkg:oci`.',
    ],
    [
      'a broken purl among the identifiers',
      { products: [{ identifiers: { purl: 'web' } }] },
      '15: `purl` must be a package URL such as `pkg:npm/lodash@4.17.21`, but was `web`.',
    ],
    [
      'hashes in a list',
      { products: [{ '@id': ourImage, hashes: [] }] },
      '15: `hashes` must be an object, but was a list.',
    ],
    [
      'a hash that is none',
      { products: [{ '@id': ourImage, hashes: { 'sha-256': 'sha256:00' } }] },
      '16: `sha-256` must be 64 hexadecimal digits, but was `sha256:00`.',
    ],
    [
      'identifiers in a list',
      { products: [{ identifiers: [] }] },
      '14: `identifiers` must be an object, but was a list.',
    ],
    [
      'subcomponents as an object',
      { products: [{ '@id': ourImage, subcomponents: {} }] },
      '15: `subcomponents` must be a list, but was an object.',
    ],
    [
      'a subcomponent as text',
      { products: [{ '@id': ourImage, subcomponents: ['x'] }] },
      '16: a product must be an object with an `@id`, but was text.',
    ],
    ['no status', { status: undefined }, '8: `status` is missing.'],
    [
      'a misspelt status',
      { status: 'not-affected' },
      '17: `status` must be one of not_affected, affected, fixed, under_investigation, but was `not-affected`; did you mean `not_affected`?',
    ],
    ['a list', { status: ['fixed'] }, '17: `status` must be text, but was a list.'],
    [
      'no reason',
      { justification: undefined },
      '8: `not_affected` needs a `justification` or an `impact_statement`.',
    ],
    [
      'a blank reason',
      { justification: undefined, impact_statement: ' ' },
      '8: `not_affected` needs a `justification` or an `impact_statement`.',
    ],
    [
      'a reason of its own',
      { justification: 'component_not_presend', impact_statement: 'x' },
      '18: `justification` must be one of component_not_present, vulnerable_code_not_present, vulnerable_code_not_in_execute_path, vulnerable_code_cannot_be_controlled_by_adversary, inline_mitigations_already_exist, but was `component_not_presend`; did you mean `component_not_present`?',
    ],
    [
      'a moment that is none',
      { timestamp: '2026-02-31T99:00:00Z' },
      '19: `timestamp` must be a moment such as `2026-01-31T12:00:00Z`, but was `2026-02-31T99:00:00Z`.',
    ],
    [
      'a moment to come',
      { timestamp: '2026-11-23T00:00:01Z' },
      '19: `timestamp` must not be in the future, but was `2026-11-23T00:00:01Z`.',
    ],
    [
      'a number',
      { last_updated: 5 },
      '19: `last_updated` must be a moment such as `2026-01-31T12:00:00Z`, but was a number.',
    ],
  ])('a statement with %s', async (_, more, line) => {
    const value = documentOf([statement({ ...more })]);
    expect((await refusalOf(() => readVexFile(written(value), 'vex.json', now))).lines).toEqual([line]);
  });

  test.each([
    ['', "vex.json can't be used: it is empty"],
    ['@context: x', 'vex.json:1:1 can\'t be used: expected a value, but found "@"'],
    ['{"status": 1, "status": 2}', "vex.json:1:15 can't be used: this member stands twice"],
  ])('%j', async (text, what) => {
    expect((await refusalOf(() => readVexFile(bytes(text), 'vex.json', now))).message).toBe(
      `The VEX document ${what}. ${hint}`,
    );
  });
});
