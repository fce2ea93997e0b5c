/** What holds for every file there can be: it is read or refused in words, and what is read is never changed. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action-kit/failures';
import { isList, isObject, type Json, type JsonObject, type Path } from '@slipway/documents/value';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { check } from '../src/checking/check.ts';
import { problemOf } from '../src/checking/words.ts';
import { differences } from '../src/comparing/compare.ts';
import { redacted } from '../src/comparing/redact.ts';
import type { ContainerDocument, TaskDefinitionDocument } from '../src/document.ts';
import { parseTemplate, type Template } from '../src/reading/read.ts';
import { renderDocument } from '../src/render.ts';
import { brokenText, json, taskDefinition } from './documents/arbitraries.ts';
import { validDocuments } from './documents/documents.ts';
import { mutations, textMutations } from './documents/mutations.ts';

const runs = { seed: 20_261_122, numRuns: 150 };
const path = fc.constantFrom('web.json', 'web.yaml', 'web');

const originals = await Promise.all(
  validDocuments().map(async ({ name, content }) => (await parseTemplate(content, name)).document),
);
const original = fc.constantFrom(...originals);
const written = fc.constantFrom(...validDocuments());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const yaml = (value: Json): string => stringify(value, { version: '1.2', schema: 'core' });

/** Undefined when it is refused in words; any other error is one. */
async function read(content: Uint8Array, name: string): Promise<Template | undefined> {
  try {
    return await parseTemplate(content, name);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'input') return undefined;
    throw error;
  }
}

/** All that is done with a template that nobody has changed. */
async function keepsItsMeaning(template: Template | undefined, text: string): Promise<void> {
  if (template === undefined) return;
  placesLieWithin(template, text);
  const document = template.document as TaskDefinitionDocument;
  const rendered = renderDocument(document);
  const again = await parseTemplate(bytes(rendered), 'rendered.json');
  expect(isSame(again.document, document)).toBe(true);
  expect(renderDocument(again.document as TaskDefinitionDocument)).toBe(rendered);
}

function placesLieWithin({ document, source }: Template, text: string): void {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const finding of check(document)) {
    const { line, column } = problemOf(finding, document, source).position ?? { line: 1, column: 1 };
    const width = lines[line - 1]?.length ?? -1;
    const there = lines[line - 1]?.slice(column - 1) ?? '';
    if (column < 1 || column > width + 1 || !begins(there, finding.path, document))
      throw new Error(`${finding.rule} at ${String(line)}:${String(column)}`);
  }
}

/** Whether a member's name or an item stands at the place, as far as the path leads to what is there. */
function begins(there: string, path: Path, document: JsonObject): boolean {
  const step = path.at(-1);
  const part = path.reduce<Json | undefined>(partOf, document);
  // An empty value of YAML stands nowhere.
  if (step === undefined || part === undefined || part === null) return true;
  const written = typeof step === 'string' ? step : part;
  return typeof written === 'string' ? beginsText(there, written) : /^[^\s,:\]}]/.test(there);
}

const partOf = (value: Json | undefined, step: string | number): Json | undefined =>
  isList(value)
    ? value[Number(step)]
    : isObject(value) && Object.hasOwn(value, step)
      ? value[step]
      : undefined;

/** In double quotes it can be read as JSON; what YAML quotes and folds otherwise, or takes by an alias, is known by its sign. */
function beginsText(there: string, written: string): boolean {
  if (/^['|>*&!?<]/.test(there)) return true;
  const [literal] = /^"(?:[^"\\]|\\.)*"/.exec(there) ?? [];
  if (literal === undefined)
    return there.startsWith('"') || there.startsWith(written.split('\n', 1)[0] ?? '');
  return textIn(literal) === written;
}

/** YAML has escapes that JSON has not. */
function textIn(literal: string): Json {
  try {
    return JSON.parse(literal) as Json;
  } catch {
    return parse(literal) as Json;
  }
}

const comparable = (document: JsonObject): TaskDefinitionDocument => ({
  ...document,
  containerDefinitions: (document.containerDefinitions ?? []) as readonly ContainerDocument[],
});

/** Minus zero is zero, to JSON and to ECS. */
const isSame = (a: Json, b: Json): boolean => isDeepStrictEqual(withoutMinusZero(a), withoutMinusZero(b));

function withoutMinusZero(value: Json): Json {
  if (isList(value)) return value.map(withoutMinusZero);
  if (!isObject(value)) return value === 0 ? 0 : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutMinusZero(part ?? null)]),
  );
}

describe('what nobody meant to be a task definition is refused in words, or read for what it is:', () => {
  test('bytes', async () => {
    const content = fc.uint8Array({ maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(content, path, async (each, name) =>
        keepsItsMeaning(await read(each, name), new TextDecoder().decode(each)),
      ),
      runs,
    );
  });

  test('pieces of JSON and YAML in any order', async () => {
    const jsonPieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '//',
      '/*',
      '*/',
      '"a"',
      '1e400',
      '-0',
      'null',
    ];
    const yamlPieces = [
      'a: ',
      '- ',
      '? ',
      '&a ',
      '*a',
      '<<: ',
      '|\n',
      '>',
      '!!str ',
      '---\n',
      '.inf',
      '.nan',
      "'",
    ];
    const both = [
      '\n',
      '\r\n',
      '\t',
      '  ',
      '\u2028',
      'family: ',
      '"family": ',
      '12345678901234567891',
      '__proto__: ',
    ];
    const pieces = fc.array(fc.constantFrom(...jsonPieces, ...yamlPieces, ...both), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pieces, path, async (each, name) =>
        keepsItsMeaning(await read(bytes(each.join('')), name), each.join('')),
      ),
      { ...runs, numRuns: 1500 },
    );
  });

  test('any JSON, with any names', async () => {
    await fc.assert(
      fc.asyncProperty(json, path, async (value, name) => {
        const text = JSON.stringify(value);
        const template = await read(bytes(text), name);
        if (isObject(value) && template?.stripped.length === 0)
          expect(isSame(template.document, value)).toBe(true);
        await keepsItsMeaning(template, text);
      }),
      { ...runs, numRuns: 400 },
    );
  });
});

describe('what has the form of a task definition', () => {
  test('is kept as it is, and is the same in JSON and in YAML, with the same mistakes', async () => {
    await fc.assert(
      fc.asyncProperty(taskDefinition, fc.constantFrom(undefined, 1, '\t'), async (document, indent) => {
        const text = JSON.stringify(document, undefined, indent);
        const fromJson = await parseTemplate(bytes(text), 'web.json');
        expect(isSame(fromJson.document, document)).toBe(true);
        await keepsItsMeaning(fromJson, text);
        const fromYaml = await parseTemplate(bytes(yaml(document)), 'web.yaml');
        expect(isSame(fromYaml.document, document)).toBe(true);
        expect(check(fromYaml.document)).toEqual(check(fromJson.document));
        placesLieWithin(fromYaml, yaml(document));
      }),
      runs,
    );
  });

  test('differs from itself in nothing, and from another in what can be told', () => {
    fc.assert(
      fc.property(taskDefinition, taskDefinition, (one, other) => {
        const [a, b] = [comparable(one), comparable(other)];
        expect(differences(a, structuredClone(a))).toEqual([]);
        const told = differences(a, b);
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
        expect(redacted(told)).toHaveLength(told.length);
      }),
      runs,
    );
  });

  test.each([['environment'], ['dockerLabels']])('keeps text that is no Unicode in %s', async (member) => {
    await fc.assert(
      fc.asyncProperty(brokenText, async (broken) => {
        const value = member === 'environment' ? [{ name: 'A', value: broken }] : { [broken]: broken };
        const document = { family: 'web', containerDefinitions: [{ name: 'web', [member]: value }] };
        const { document: kept } = await parseTemplate(bytes(JSON.stringify(document)), 'web.json');
        expect(kept).toStrictEqual(document);
        await keepsItsMeaning(
          await read(bytes(JSON.stringify(document)), 'web.json'),
          JSON.stringify(document),
        );
      }),
      { ...runs, numRuns: 5 },
    );
  });
});

describe('a task definition that somebody spoiled', () => {
  test('is checked whatever became of its members', async () => {
    await fc.assert(
      fc.asyncProperty(original, mutations, async (document, mutate) => {
        const text = JSON.stringify(mutate(document), undefined, 2);
        await keepsItsMeaning(await read(bytes(text), 'web.json'), text);
      }),
      { ...runs, numRuns: 400 },
    );
  });

  test('is refused in words, or read for what it is, whatever became of its text', async () => {
    await fc.assert(
      fc.asyncProperty(written, textMutations, async ({ name, content }, mutate) => {
        const text = mutate(new TextDecoder().decode(content));
        await keepsItsMeaning(await read(bytes(text), name), text);
      }),
      { ...runs, numRuns: 300 },
    );
  });
});

test.each(validDocuments())(
  '$name means the same with the marks and line ends of Windows',
  async ({ name, content }) => {
    const text = new TextDecoder().decode(content);
    const plain = await parseTemplate(content, name);
    const windows = await parseTemplate(bytes(`\uFEFF${text.replaceAll('\n', '\r\n')}`), name);
    expect(windows.document).toStrictEqual(plain.document);
    const problems = ({ document, source }: Template) =>
      check(document).map((finding) => problemOf(finding, document, source));
    expect(problems(windows)).toEqual(problems(plain));
  },
);
