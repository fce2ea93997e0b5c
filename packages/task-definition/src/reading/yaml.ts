/**
 * Reads YAML 1.2 as data: no tags that make objects, no second document, a bounded number of aliases. A file of its
 * own, because the library behind it is loaded only for a file that is YAML.
 */
import { isMap, isScalar, isSeq, parseDocument, type Document, type ParsedNode, type YAMLError } from 'yaml';
import { isList, isObject, type Json } from '../document.ts';
import { placesIn, positionIn, type Place } from './places.ts';
import { deepest, TextError, type ReadText } from './text-error.ts';

/** How often aliases may be resolved in all: those of a document are a handful, those of an attack explode. */
const mostAliases = 1000;

/**
 * @param text without a byte order mark.
 * @throws TextError for the first thing that is not YAML, or that no document may hold.
 */
export function readYaml(text: string): ReadText {
  const document = parsed(text);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new TextError(inWords(problem, text), positionIn(text, problem.pos[0]));
  const place = placeOf(document.contents, text, 1);
  const value = valueOf(document);
  refuseDepth(value, 1);
  return { value, places: placesIn(text, place) };
}

function parsed(text: string): Document.Parsed {
  try {
    return parseDocument(text, {
      merge: true,
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      stringKeys: true,
      version: '1.2',
    });
  } catch (error) {
    // The library goes down the text by recursion.
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

function valueOf(document: Document.Parsed): Json {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as Json;
  } catch (error) {
    // An alias without an anchor, aliases of aliases that explode, a merge of what is no object.
    if (error instanceof Error) throw new TextError(sentence(error.message), undefined);
    throw error;
  }
}

/** An alias of what it stands in has no end. */
function refuseDepth(value: Json, depth: number): void {
  if (depth > deepest) throw tooDeep();
  const parts = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const part of parts) refuseDepth(part ?? null, depth + 1);
}

function placeOf(node: ParsedNode | null, text: string, depth: number): Place {
  const at = node?.range[0] ?? 0;
  if (depth > deepest) throw tooDeep(text, at);
  const parts = new Map<string | number, Place>();
  if (isMap(node)) {
    for (const { key, value } of node.items as { key: ParsedNode; value: ParsedNode | null }[]) {
      const name = isScalar(key) ? String(key.value) : '';
      parts.set(name, { ...placeOf(value, text, depth + 1), at: key.range[0] });
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) parts.set(index, placeOf(item, text, depth + 1));
  }
  return { at, parts };
}

const tooDeep = (text = '', at?: number): TextError =>
  new TextError(
    `nested more than ${String(deepest)} levels deep`,
    at === undefined ? undefined : positionIn(text, at),
  );

function inWords({ code, message, pos: [start, end] }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY')
    return `the member "${text.slice(start, end).split(/[:\n]/)[0]?.trim() ?? ''}" stands twice`;
  if (code === 'MULTIPLE_DOCS') return 'it holds several documents';
  if (code === 'NON_STRING_KEY') return 'the name of a member must be text';
  if (code === 'TAG_RESOLVE_FAILED') return 'tags such as `!Sub` mean nothing here: write the value';
  return message.startsWith('Maximum call stack') ? tooDeep().message : sentence(message);
}

/** The library's own sentence, as the middle of ours. */
const sentence = (message: string): string =>
  message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
