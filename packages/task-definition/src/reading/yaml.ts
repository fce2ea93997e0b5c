/**
 * Reads YAML 1.2 as data: no tags that make objects, no second document, a bounded number of aliases. A file of its
 * own, because the library behind it is loaded only for a file that is YAML.
 */
import { isMap, isScalar, isSeq, parseDocument, type Document, type ParsedNode, type YAMLError } from 'yaml';
import { isList, isObject, type Json } from '../document.ts';
import { placesIn, positionIn, type Place } from './places.ts';
import { deepest, largest, TextError, tooLarge, type ReadText } from './text-error.ts';

/** How often aliases may be resolved in all: those of a document are a handful, those of an attack explode. */
const mostAliases = 1000;

/**
 * @param text without a byte order mark.
 * @throws TextError for the first thing that is not YAML, or that no document may hold.
 */
export function readYaml(text: string): ReadText {
  const document = parsed(text);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new TextError(inWords(problem), positionIn(text, problem.pos[0]));
  const place = placeOf(document.contents, text, 1);
  const value = valueOf(document);
  measured(value, 1, 0);
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
      // The library compares every name with every other; see placeOf.
      uniqueKeys: false,
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

/**
 * How much text a value holds with each alias written out. An alias of what it stands in has no end; one of a long text
 * needs only a few bytes each time.
 * @throws TextError for what is too deep or too much.
 */
function measured(value: Json, depth: number, before: number): number {
  if (depth > deepest) throw tooDeep();
  let size = before + (typeof value === 'string' ? value.length : 1);
  if (isList(value)) for (const item of value) size = measured(item, depth + 1, size);
  if (isObject(value))
    for (const [name, part] of Object.entries(value))
      size = measured(part ?? null, depth + 1, size + name.length);
  if (size > largest)
    throw new TextError('its aliases make it larger than 1 MB, and ECS takes 64 KB', undefined);
  return size;
}

function placeOf(node: ParsedNode | null, text: string, depth: number): Place {
  const at = node?.range[0] ?? 0;
  if (depth > deepest) throw tooDeep(text, at);
  if (isScalar(node) && (node.value === Infinity || node.value === -Infinity || Number.isNaN(node.value)))
    throw new TextError(tooLarge, positionIn(text, at));
  const parts = new Map<string | number, Place>();
  if (isMap(node)) {
    for (const { key, value } of node.items as { key: ParsedNode; value: ParsedNode | null }[]) {
      const name = isScalar(key) ? String(key.value) : '';
      if (parts.has(name))
        throw new TextError(`the member "${name}" stands twice`, positionIn(text, key.range[0]));
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

function inWords({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'it holds several documents';
  if (code === 'NON_STRING_KEY') return 'the name of a member must be text';
  if (code === 'TAG_RESOLVE_FAILED') return 'tags such as `!Sub` mean nothing here: write the value';
  return message.startsWith('Maximum call stack') ? tooDeep().message : sentence(message);
}

/** The library's own sentence, as the middle of ours. */
const sentence = (message: string): string =>
  message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
