/** Forty-odd task definitions of different kinds: nothing is wrong with any of them, and none is changed. */
import { describe, expect, test } from '@jest/globals';
import { isList, isObject, type Json } from '@slipway/documents/value';
import { check } from '../src/checking/check.ts';
import type { TaskDefinitionDocument } from '../src/document.ts';
import { parseTemplate } from '../src/reading/read.ts';
import { readOnlyMembers, requestStructure, structures } from '../src/register-members.ts';
import { renderDocument } from '../src/render.ts';
import { membersOf } from '../src/schema.ts';
import { validDocuments } from './documents/documents.ts';

const documents = validDocuments();

describe.each(documents)('$name', ({ name, content }) => {
  test('has nothing in it that ECS would refuse', async () => {
    const { document } = await parseTemplate(content, name);
    expect(check(document).filter(({ breaks }) => breaks !== 'nothing')).toEqual([]);
  });

  test('renders to the same document, and to the same bytes when it is rendered again', async () => {
    const { document } = await parseTemplate(content, name);
    const rendered = renderDocument(document as TaskDefinitionDocument);
    expect(JSON.parse(rendered)).toStrictEqual(document);
    const again = await parseTemplate(Buffer.from(rendered), 'rendered.json');
    expect(again.document).toStrictEqual(document);
    expect(renderDocument(again.document as TaskDefinitionDocument)).toBe(rendered);
  });
});

test('nothing is taken out but what only ECS writes and what editors read', async () => {
  for (const { name, content } of documents) {
    const { stripped } = await parseTemplate(content, name);
    const isDescribed = name === 'described.json';
    expect([name, stripped.filter((member) => !readOnlyMembers.includes(member))]).toEqual([
      name,
      name === 'commented.jsonc' ? ['$schema'] : [],
    ]);
    expect([name, stripped.some((member) => readOnlyMembers.includes(member))]).toEqual([name, isDescribed]);
  }
});

test('together they use every member of every structure that ECS has', async () => {
  const used = new Set<string>();
  for (const { name, content } of documents) {
    const { document } = await parseTemplate(content, name);
    for (const member of usedMembers(document, requestStructure)) used.add(member);
  }
  const all = Object.entries(structures).flatMap(([structure, members]) =>
    Object.keys(members).map((member) => `${structure}.${member}`),
  );
  expect(all.filter((member) => !used.has(member))).toEqual([]);
});

/** `Structure.member` of all that a value of this structure holds, at any depth. */
function* usedMembers(value: Json | undefined, structure: string): Generator<string> {
  const members = membersOf(structure);
  if (members === undefined || !isObject(value)) return;
  for (const [member, { holds, item }] of members) {
    const part = value[member];
    if (part === undefined) continue;
    yield `${structure}.${member}`;
    for (const each of holds === 'list' && isList(part) ? part : [part]) yield* usedMembers(each, item);
  }
}
